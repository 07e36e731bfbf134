import { z } from 'zod';
import { placeKinds } from '../model.ts';
import { formats } from '../reading.ts';

const text = z.string();
const problem = z.object({
  where: text,
  found: text.optional(),
  expected: text.optional(),
  message: text,
});

const summary = z.object({
  rows: z.int().min(0),
  indicators: z.array(text),
  places: z.array(z.object({ code: text, name: text, kind: z.enum(placeKinds), models: z.array(text).optional() })),
  dates: z.array(text),
  symbols: z.int().min(0),
});

/**
 * What the reader said of a file, beside its figures: kept as an object, named by its digest. Holds no row of an Annex A workbook: what its problems
 * and warnings quote is for its own reader to allow.
 */
export const reportSchema = z.object({
  format: z.enum(formats).optional(),
  summary: summary.optional(),
  warnings: z.array(problem).max(5_000).default([]),
  problems: z.array(problem).max(5_000).default([]),
  /** Of a tidy file without a mapping: its header and first rows. */
  columns: z.array(z.object({ name: text, examples: z.array(text) })).optional(),
});
export type ReadingReport = z.infer<typeof reportSchema>;
