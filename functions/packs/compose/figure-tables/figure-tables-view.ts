import { z } from 'zod';
import { benchmark, categories } from '../area/figures-view.ts';
import { maybe } from '../pages/missing.ts';
import { scorecardSchema } from '../scorecard/scorecard-schema.ts';

/** The tables that a template calls by the codes of indicators, each by its codes as the template writes them. */
export const figureTablesSchema = z.strictObject({
  benchmark: z.record(z.string(), maybe(benchmark)).default({}),
  categories: z.record(z.string(), maybe(categories)).default({}),
  scorecard: z.record(z.string(), maybe(scorecardSchema)).default({}),
});
export type FigureTables = z.infer<typeof figureTablesSchema>;
