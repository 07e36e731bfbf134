import { PDFDocument } from 'pdf-lib';
import { beforeAll, expect, test } from 'vitest';
import { set } from '../typeset-samples.ts';
import { type Checked, read } from './document.ts';
import { sample } from './sample.ts';
import { validate } from './validate.ts';

/** What is spoilt, the checkpoints that must say so (all of them, and no other), and how. */
export type Spoilt = [what: string, checkpoints: string[], spoil: (pdf: PDFDocument) => unknown];

export const checkpointsOf = (document: Checked): string[] =>
  [...new Set(validate(document).map(({ checkpoint }) => checkpoint))].sort();

/** Sets the sample once, shows that it has no fault, and then that each row is found in a copy of it. */
export function testSpoilt(rows: readonly Spoilt[]): { good: () => Uint8Array } {
  let good: Uint8Array;
  const load = () => PDFDocument.load(good, { updateMetadata: false });
  beforeAll(async () => {
    good = (await set(sample)).pdf;
  });

  test('the file that is spoilt below has no fault', async () => {
    expect(validate(read(good, await load()))).toEqual([]);
  });

  test.each(rows)('%s: %j', async (_what, checkpoints, change) => {
    const pdf = await load();
    change(pdf);
    expect(checkpointsOf(read(good, pdf))).toEqual(checkpoints);
  });
  return { good: () => good };
}
