import { z } from 'zod';
import { figureSchema } from '../area/figures-view.ts';
import { maybe } from '../pages/missing.ts';

const text = z.string();
const date = z.iso.date();
const count = z.int().nonnegative();

export const targetSchema = z.strictObject({ value: figureSchema, date });
/**
 * Of a measure of the plan: `nearer` to its target than the baseline, `further` from it, `missed` when its date has come. Of the council's own target:
 * `within-tolerance`, `not-met`, `not-yet` while its date has not come, `no-figure`.
 */
export const measureState = z.enum([
  ...(['met', 'missed', 'nearer', 'no-nearer', 'further', 'too-early', 'unknown', 'no-target'] as const),
  ...(['within-tolerance', 'not-met', 'not-yet', 'no-figure'] as const),
]);
export type MeasureState = z.infer<typeof measureState>;

const seriesPoint = z.strictObject({ period: text, figure: figureSchema });
const seriesBreak = z.strictObject({ before: text, note: text });
const standing = z.strictObject({
  rank: count.min(1),
  joint: z.boolean(),
  of: count.min(2),
  from: z.enum(['lowest', 'highest']),
});
/** The quarter of the figures that the council's lies in: 1 is the one at that end. */
const quartile = z.strictObject({
  quarter: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  from: z.enum(['lowest', 'highest']),
  of: count.min(1),
});
/** What a reader should weigh a figure by. */
const flags = ['no-figure', 'provisional', 'suppressed', 'revised', 'other-year', 'few-neighbours'] as const;

const scorecardRow = z.strictObject({
  /** The indicator's code, not printed. */
  indicator: text.optional(),
  label: text,
  unit: text,
  polarity: z.enum(['higher-is-better', 'lower-is-better', 'none']).optional(),
  now: figureSchema,
  /** What `now` was worked out of, in words: '407 ÷ 57,810 (mid-2025)'. */
  made: text.optional(),
  before: figureSchema,
  /** Of the printed values; `unknown` when one of them is not a number, or a break lies between them. */
  direction: z.enum(['rose', 'fell', 'same', 'unknown']),
  /** Whether that is for the better, where the measure says which way is. */
  better: z.boolean().optional(),
  /** By how much, without a sign, and what that is counted in: '4.9', 'percentage points'. */
  change: z.strictObject({ by: z.string().regex(/^\d+(\.\d+)?$/), unit: text }).optional(),
  /** The council's own figures of the last twelve months, or else of the last years, for the small line. */
  series: z
    .strictObject({
      of: z.enum(['months', 'years']).default('years'),
      points: z.array(seriesPoint).min(1),
      breaks: z.array(seriesBreak),
      source: text,
    })
    .optional(),
  neighbours: figureSchema,
  /** Where the council stands among itself and its neighbours with a figure. */
  standing: maybe(standing).optional(),
  quartile: maybe(quartile).optional(),
  region: figureSchema.optional(),
  england: figureSchema,
  /** The date of what is of another date than the scorecard: '31 March 2025'. `standing`: of the rank and the quartile. */
  dates: z
    .strictObject({ own: text, neighbours: text, region: text, england: text, standing: text })
    .partial()
    .optional(),
  /** `ref`: of the action that sets it; `way` and `tolerance`: of the council's own. */
  target: maybe(
    targetSchema.extend({
      ref: text.optional(),
      way: z.enum(['at-least', 'at-most']).optional(),
      tolerance: figureSchema.optional(),
    }),
  ),
  state: measureState,
  /** What whoever owns the action of the plan says: its newest note. */
  commentary: z.strictObject({ text, owner: text, date, ref: text }).optional(),
  flags: z.array(z.enum(flags)).optional(),
  /** What a reader should know of the figure, whole sentences: that it is provisional, what its source notes. */
  remarks: z.array(text).optional(),
});
export type ScorecardRow = z.infer<typeof scorecardRow>;

/** The whole scorecard: one row a measure, at `now`. */
export const scorecardSchema = z.strictObject({
  now: date,
  before: date,
  rows: z.array(scorecardRow).min(1),
  notes: z.array(text).default([]),
  source: text,
});
export type Scorecard = z.infer<typeof scorecardSchema>;
