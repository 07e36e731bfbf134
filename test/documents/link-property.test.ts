import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type RelocatableObject, readObject } from '../../functions/documents/compile/object-file.ts';
import { makeRandomPdf, randomPdf } from '../builders/pdf-random.ts';
import { findActiveContent } from './active-content.ts';
import { compiled, linked, planOf } from './linking.ts';
import { pageTexts } from './reading.ts';

/** Every object of a body by its content, all that the linker patches made blank, as its own table says. */
function maskedObjects({ table, body }: RelocatableObject): string[] {
  const copy = Buffer.from(body);
  const blank = (positions: Uint32Array, width: number): void => {
    for (const at of positions) copy.fill('~', at, at + width);
  };
  blank(table.refAt, 14);
  blank(table.symbolAt, 14);
  blank(table.shiftAt, 10);
  blank(table.prefixAt, 8);
  return [...table.starts].map((start, index) => copy.toString('latin1', start + 8, table.ends[index]));
}

/** The same objects in the bundle: found by content, with whatever stands in the patched places. */
function pattern(masked: string): RegExp {
  const escaped = masked.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const placed = escaped.replace(/~{14}/g, '\\d+ 0 R +').replace(/~{10}/g, '\\d+ +').replace(/~{8}/g, '[0-9a-f]{8}');
  return new RegExp(`\\n[1-9]\\d{0,6}${placed}`);
}

it('linked objects are the compiled ones but for their patched places; pages and text are the original', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomPdf, { minLength: 1, maxLength: 3 }), async (descriptions) => {
      const originals = await Promise.all(descriptions.map(makeRandomPdf));
      const objects = Object.fromEntries(
        await Promise.all(originals.map(async (pdf, index) => [`o${index}`, (await compiled(pdf)).object] as const)),
      );
      const parts = Object.keys(objects).map((object, index) => ({
        kind: 'evidence' as const,
        object,
        ref: `E0${index}`,
        title: object,
        stamp: index % 2 === 0,
      }));
      const { pdf, pages, bytes } = await linked(planOf(parts), objects);

      const text = Buffer.from(pdf).toString('latin1');
      for (const object of Object.values(objects)) {
        const readable = readObject(object);
        for (const masked of maskedObjects(readable)) expect(text).toMatch(pattern(masked));
      }
      expect(bytes).toBe(pdf.length);
      const before = (await Promise.all(originals.map((original) => pageTexts(original)))).flat();
      expect(await pageTexts(pdf)).toEqual(before);
      expect(pages).toBe(before.length);
      expect(findActiveContent(pdf)).toEqual([]);
    }),
    { numRuns: 25, seed: 20260914 },
  );
});
