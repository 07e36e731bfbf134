import { readFile } from 'node:fs/promises';
import { PDFDocument } from 'pdf-lib';
import { compilePdf } from '../../functions/documents/compile/compile.ts';
import type { Work } from './model.ts';

const LEAST_MS = 2_000;
const LEAST_PASSES = 5;

/** The same files again and again, from memory, in a process that is warm: the median of its later passes. */
const warmly = (work: (bytes: Uint8Array) => Promise<unknown>): Work => {
  return async ({ files }) => {
    const all = await Promise.all(files.map(async (file) => new Uint8Array(await readFile(file))));
    const passes: number[] = [];
    for (let spent = 0; spent < LEAST_MS || passes.length < LEAST_PASSES; ) {
      const start = performance.now();
      for (const bytes of all) await work(bytes);
      const ms = performance.now() - start;
      passes.push(ms);
      spent += ms;
    }
    const later = passes.slice(Math.floor(passes.length / 3)).sort((a, b) => a - b);
    return async () => ({ ms: later[Math.floor(later.length / 2)], passes: passes.length });
  };
};

export const compileWarm = warmly((bytes) => compilePdf(bytes));

export const loadAndSaveWarm = warmly(async (bytes) =>
  (await PDFDocument.load(bytes, { updateMetadata: false })).save(),
);
