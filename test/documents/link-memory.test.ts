import { createHash } from 'node:crypto';
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { DigestTable } from '../../functions/documents/link/digest-table.ts';
import { link } from '../../functions/documents/link/link.ts';
import type { Source } from '../../functions/documents/link/model.ts';
import { Output } from '../../functions/documents/link/output.ts';
import { memorySink } from '../../functions/documents/model.ts';
import { simplePdf, words } from '../builders/pdf.ts';
import { compiled, linked, planOf } from './linking.ts';
import { pageTexts } from './reading.ts';

/** So many bytes that no other seed makes: a block of noise over and over behind the seed. */
function noise(size: number, seed: number): Uint8Array {
  let state = seed;
  const block = Buffer.from(
    new Uint8Array(4_096).map(() => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 16;
    }),
  );
  return new Uint8Array(Buffer.alloc(size, block));
}

const image = (data: Uint8Array, dict = '') => ({
  dict: `/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray${dict}`,
  data,
});

/** One page for each text, each with the pictures named. */
const pictured = (texts: readonly string[], pictures: readonly number[], more: Parameters<typeof simplePdf>[0]) =>
  simplePdf({
    pages: texts.map((text) => words(text)),
    page: `/Resources<</Font<</F1 3 0 R>>/XObject<<${pictures.map((number, at) => `/Im${at} ${number} 0 R`).join('')}>>>>`,
    ...more,
  });

const evidence = (ref: string) => ({ kind: 'evidence' as const, object: ref, ref, title: ref, stamp: true });

/** A source that a test can watch; what it read into is spoilt as soon as anyone else may read into it. */
function sourceOf(bytes: Uint8Array, seen: { reads: number[]; open: number }): Source {
  seen.open += 1;
  return {
    size: bytes.length,
    read: async (into, offset) => {
      seen.reads.push(into.length);
      into.fill(0xff);
      await new Promise((resolve) => setImmediate(resolve));
      into.set(bytes.subarray(offset, offset + into.length));
    },
    close: async () => {
      seen.open -= 1;
    },
  };
}

/** A sink that looks at the bytes only when it says that it is done with them. */
function lateSink() {
  const kept = memorySink();
  return {
    bytes: () => kept.bytes(),
    write: async (bytes: Uint8Array) => {
      await new Promise((resolve) => setImmediate(resolve));
      await kept.write(bytes);
    },
  };
}

describe('memory', () => {
  it('of an object larger than a window is the window: the bytes are the same as read at once', async () => {
    const [small, middling, large] = [noise(60_000, 1), noise(3_000_000, 2), noise(17_000_000, 3)];
    const pdf = pictured(['One', 'Two'], [100, 101, 102], {
      more: { 100: image(small), 101: image(large), 102: image(middling) },
    });
    const objects: Record<string, Uint8Array> = {
      E01: (await compiled(pdf)).object,
      E02: (await compiled(simplePdf({ pages: Array.from({ length: 40 }, (_, at) => words(`Page ${at}`)) }))).object,
      E03: (await compiled(pictured(['Three'], [100], { more: { 100: image(noise(8_500_000, 4)) } }))).object,
    };
    const plan = planOf(Object.keys(objects).map(evidence));
    const whole = await linked(plan, objects);
    const seen = { reads: [] as number[], open: 0 };
    const sink = lateSink();
    const result = await link(plan, async (key) => sourceOf(objects[key] ?? new Uint8Array(), seen), sink);
    expect(result.sha256).toBe(whole.sha256);
    expect(createHash('sha256').update(sink.bytes()).digest('hex')).toBe(result.sha256);
    expect(Math.max(...seen.reads)).toBeLessThanOrEqual(8 * 1024 * 1024);
    expect(seen.open).toBe(0);
  });

  it('closes what it opened when something fails', async () => {
    const { object } = await compiled(simplePdf());
    const seen = { reads: [] as number[], open: 0 };
    const plan = planOf(['E01', 'E02', 'E03'].map(evidence));
    const open = async (key: string): Promise<Source> => {
      if (key === 'E02') throw new Error('the store is away');
      return sourceOf(object, seen);
    };
    await expect(link(plan, open, memorySink())).rejects.toThrow('the store is away');
    await expect(link(plan, async () => sourceOf(object.subarray(0, -9), seen), memorySink())).rejects.toThrow(
      'cut short',
    );
    const full = { write: async () => Promise.reject(new Error('the disk is full')) };
    await expect(link(plan, async () => sourceOf(object, seen), full)).rejects.toThrow('the disk is full');
    expect(seen.open).toBe(0);
  });

  it('of digests holds what was put in, however many there are', () => {
    const table = new DigestTable();
    for (let seed = 1; seed <= 20_000; seed += 1) table.set(table.entry(digestOf(seed), 0), seed);
    for (let seed = 1; seed <= 20_000; seed += 997) expect(table.value(table.entry(digestOf(seed), 0))).toBe(seed);
    expect(table.value(table.entry(digestOf(20_001), 0))).toBe(0);
  });
});

function digestOf(seed: number): Uint32Array {
  return new Uint32Array(Uint8Array.from(createHash('sha256').update(String(seed)).digest()).buffer);
}

describe('sharing', () => {
  it('leaves out what only a shared stream referred to, and keeps what others refer to', async () => {
    // A form that paints a picture through a small colour space object: the form is equal in both files.
    const form = {
      dict: '/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources<</XObject<</P 101 0 R>>>>',
      data: `q 1 0 0 1 0 0 cm /P Do Q ${'% padding '.repeat(600)}`,
    };
    const more = { 100: form, 101: image(noise(30_000, 5), '/SMask 102 0 R'), 102: image(noise(100, 6)) };
    const objects = {
      E01: (await compiled(pictured(['One'], [100], { more }))).object,
      E02: (await compiled(pictured(['Two'], [100], { more }))).object,
      E03: (await compiled(pictured(['Three'], [102], { more }))).object,
    };
    const { pdf } = await linked(planOf(['E01', 'E02', 'E03'].map(evidence)), objects);
    const document = await PDFDocument.load(pdf);
    const streams = document.context.enumerateIndirectObjects().map(([, object]) => object);
    const pictures = streams.filter(
      (object) => object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Image'),
    );
    // The picture and its mask once for the first two; the third needs the mask alone, too small to be shared.
    expect(pictures).toHaveLength(3);
    expect(await pageTexts(pdf)).toEqual(['One', 'Two', 'Three']);
  });

  it('keeps equal streams within one file once', async () => {
    const data = noise(50_000, 7);
    const pdf = pictured(['One', 'Two'], [100, 101], { more: { 100: image(data), 101: image(data) } });
    const { pdf: bundle } = await linked(planOf([evidence('E01')]), { E01: (await compiled(pdf)).object });
    expect(bundle.length).toBeLessThan(80_000);
    expect(await pageTexts(bundle)).toEqual(['One', 'Two']);
  });
});

describe('a volume too large', () => {
  it('is an error in words', () => {
    const output = new Output(memorySink());
    expect(() => {
      for (let count = 0; count <= 8_388_607; count += 1) output.allocate();
    }).toThrow("One volume can't hold more than 8388607 objects: split the bundle into smaller volumes.");
  });
});
