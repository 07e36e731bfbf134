import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascii85, asciiHex, lzw, runLength, unpredict } from '../../functions/documents/compile/filters.ts';
import { buildPdf, words } from '../builders/pdf.ts';
import { bundled } from './linking.ts';
import { pageTexts } from './reading.ts';

const MOST = 1_000_000;

/** Few different bytes, so that dictionaries and runs grow; long enough for every width of code. */
const data = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 100, maxLength: 30_000 }).map((list) => Uint8Array.from(list)),
);

function encodeLzw(input: Uint8Array, early: 0 | 1): Uint8Array {
  const out: number[] = [];
  let [held, bits, width, next] = [0, 0, 9, 258];
  const put = (code: number): void => {
    held = ((held << width) | code) & 0x3fffffff;
    bits += width;
    for (; bits >= 8; bits -= 8) out.push((held >> (bits - 8)) & 255);
    held &= (1 << bits) - 1;
  };
  let table = new Map<string, number>();
  const codeOf = (text: string): number => (text.length === 1 ? text.charCodeAt(0) : (table.get(text) ?? -1));
  put(256);
  let current = '';
  for (const byte of input) {
    const longer = current + String.fromCharCode(byte);
    if (longer.length === 1 || table.has(longer)) {
      current = longer;
      continue;
    }
    put(codeOf(current));
    table.set(longer, next);
    next += 1;
    if (next + early > 1 << width && width < 12) width += 1;
    if (next === 4_094) {
      put(256);
      [table, next, width] = [new Map(), 258, 9];
    }
    current = String.fromCharCode(byte);
  }
  if (current !== '') {
    put(codeOf(current));
    next += 1;
    if (next + early > 1 << width && width < 12) width += 1;
  }
  put(257);
  if (bits > 0) out.push((held << (8 - bits)) & 255);
  return Uint8Array.from(out);
}

function encodeRunLength(input: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < input.length; ) {
    let run = 1;
    while (run < 128 && input[at + run] === input[at] && at + run < input.length) run += 1;
    if (run > 1) out.push(257 - run, input[at] ?? 0);
    else out.push(0, input[at] ?? 0);
    at += run;
  }
  return Uint8Array.from([...out, 128]);
}

function encodeAscii85(input: Uint8Array): Uint8Array {
  let text = '';
  for (let at = 0; at < input.length; at += 4) {
    const count = Math.min(4, input.length - at);
    let value = 0;
    for (let index = 0; index < 4; index += 1) value = value * 256 + (input[at + index] ?? 0);
    let group = '';
    for (let index = 0; index < 5; index += 1) {
      group = String.fromCharCode(33 + (value % 85)) + group;
      value = Math.floor(value / 85);
    }
    text += count === 4 && group === '!!!!!' ? 'z' : group.slice(0, count + 1);
  }
  return new TextEncoder().encode(`${text.replace(/(.{70})/g, '$1\n')}~>`);
}

describe('decoders give back what was encoded', () => {
  const pairs: Record<string, (input: Uint8Array) => Uint8Array | undefined> = {
    'LZW, codes that grow early': (input) => lzw(encodeLzw(input, 1), MOST, 1),
    'LZW, codes that grow late': (input) => lzw(encodeLzw(input, 0), MOST, 0),
    'run lengths': (input) => runLength(encodeRunLength(input), MOST),
    'base 85': (input) => ascii85(encodeAscii85(input), MOST),
    hexadecimal: (input) => asciiHex(new TextEncoder().encode(`${Buffer.from(input).toString('hex')}>`), MOST),
  };
  for (const [name, roundTrip] of Object.entries(pairs)) {
    it(name, () => {
      fc.assert(
        fc.property(data, (input) => {
          expect(Buffer.compare(roundTrip(input) ?? new Uint8Array(1), input)).toBe(0);
        }),
        { numRuns: 60, seed: 1 },
      );
    });
  }

  it('and stop at their limit', () => {
    const long = new Uint8Array(5_000).fill(7);
    expect(lzw(encodeLzw(long, 1), 4_000, 1)).toBeUndefined();
    expect(runLength(encodeRunLength(long), 4_000)).toBeUndefined();
    expect(ascii85(new TextEncoder().encode('z'.repeat(2_000)), 4_000)).toBeUndefined();
  });

  it('predictors are undone', () => {
    const rows = Uint8Array.from([1, 1, 1, 1, 2, 1, 1, 1, 3, 2, 2, 2, 4, 1, 1, 1, 0, 9, 9, 9]);
    expect([...(unpredict(rows, { predictor: 15, colours: 1, bits: 8, columns: 3 }) ?? [])]).toEqual([
      1, 2, 3, 2, 3, 4, 3, 5, 6, 4, 6, 7, 9, 9, 9,
    ]);
    expect([
      ...(unpredict(Uint8Array.from([1, 1, 1, 5, 1, 1]), { predictor: 2, colours: 1, bits: 8, columns: 3 }) ?? []),
    ]).toEqual([1, 2, 3, 5, 6, 7]);
  });
});

it('content in chains of filters is read: what it leaves open is closed', async () => {
  const content = Buffer.from(`Q q ${words('chained')}`);
  const streams = [
    { dict: '/Filter/LZWDecode', data: encodeLzw(content, 1) },
    { dict: '/Filter[/ASCII85Decode/FlateDecode]', data: encodeAscii85(deflateSync(content)) },
    {
      dict: '/Filter[/ASCIIHexDecode/RunLengthDecode]',
      data: new TextEncoder().encode(`${Buffer.from(encodeRunLength(content)).toString('hex')}>`),
    },
  ];
  for (const stream of streams) {
    const pdf = buildPdf({
      objects: {
        1: '<</Type/Catalog/Pages 2 0 R>>',
        2: '<</Type/Pages/Count 1/Kids[10 0 R]/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>>>',
        3: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
        10: '<</Type/Page/Parent 2 0 R/Contents 50 0 R>>',
        50: stream,
      },
    });
    const { pdf: bundle } = await bundled(pdf);
    expect(await pageTexts(bundle)).toEqual(['chained']);
    expect(await pageTexts(bundle, { artifacts: true })).toEqual([expect.stringContaining('pack page 1')]);
  }
});
