import { z } from 'zod';
import { maybe, orMissing, orNotGiven } from '../pages/missing.ts';

const text = z.string();
const date = z.iso.date();
const count = z.int().nonnegative();

/** Markdown whose bound figures have already been replaced by their values. HTML in it is printed as text. */
export const markdown = text;

/**
 * One figure as it may be printed: a number with its decimals, or the symbol of its source (`c` confidential, `x` not available,
 * `z` not applicable, `u` low reliability, `k` rounds to nought). A symbol is never nought.
 */
export const figureSchema = maybe(
  z.union([
    z.strictObject({
      value: z.number(),
      decimals: z.int().min(0).max(4),
      /** Of a rank: it is printed '44th', or '44th of 317' where it is known among how many. */
      rank: z.strictObject({ among: count.min(1).optional() }).optional(),
    }),
    z.strictObject({ symbol: z.string().min(1) }),
  ]),
);
export type Figure = z.infer<typeof figureSchema>;

/**
 * A figure that the section's narrative prints, with where it comes from: `says` 'Children on a plan: Thornmere, 31 March 2026', `working`
 * '407 ÷ 57,810 (mid-2025)' unless it stands as its source gives it, `source` the release with its status.
 */
export const boundFigure = z.strictObject({ printed: text, says: text, working: text.optional(), source: text });
export type BoundFigure = z.infer<typeof boundFigure>;

/** This year and last year of one place. `period` only when the column is of another period than the table: '31 March 2025'. */
const pair = z.strictObject({ now: figureSchema, before: figureSchema, period: text.optional() });
export type Pair = z.infer<typeof pair>;

const benchmarkRow = z.strictObject({
  /** The indicator's code, not printed. */
  indicator: text.optional(),
  label: text,
  /** The unit in words, to stand after the label: 'per 10,000 aged 0 to 17', 'children', '% of referrals in the year'. */
  unit: text,
  own: pair,
  /** The mean of those neighbours of the model year whose figure is neither suppressed nor absent, or the mean that a paper printed. */
  neighbours: maybe(z.union([pair.extend({ used: count, of: count }), pair.extend({ asPublished: z.literal(true) })])),
  england: maybe(pair),
});

export const benchmark = z.strictObject({
  now: date,
  before: date,
  neighbourModelYear: orMissing(text, 'the year of the neighbour model'),
  neighbourNames: z.array(text).default([]),
  rows: z.array(benchmarkRow).min(1),
  notes: z.array(text).default([]),
  /** Of every figure in the table, without a full stop at its end; so too below. */
  source: text,
});

export const categories = z.strictObject({
  /** What is counted: 'Children on a child protection plan by category of abuse'. */
  label: text,
  asAt: date,
  rows: z.array(z.strictObject({ label: text, count: figureSchema, percent: figureSchema })).min(1),
  total: figureSchema,
  /** The indicator's code, not printed. */
  indicator: text.optional(),
  /** The same parts, in the same order, of earlier years: earliest first. */
  earlier: z.array(z.strictObject({ asAt: date, counts: z.array(figureSchema), total: figureSchema })).default([]),
  source: text,
  /** Printed under the table: what the percentages add up to if not 100.0, and the key of its symbols. */
  notes: z.array(text).default([]),
  /** The chart's title, when someone wrote it; else compose works the finding out. */
  finding: text.optional(),
});
export type Categories = z.infer<typeof categories>;

const trendPoint = z.strictObject({
  /** What the axis prints: '2026'. One period is one label in every series. */
  period: text,
  figure: figureSchema,
});
const trend = z.strictObject({
  /** The indicator's code, not printed. */
  indicator: text.optional(),
  /** Of what: 'Children on a child protection plan'. */
  label: text,
  /** Short subject of the finding: 'Plans'. */
  subject: text,
  unit: text,
  /** The unit as it stands after a number ('per 10,000'); without it, worked out from the unit. */
  shortUnit: text.optional(),
  /** The first series is the council's own. */
  series: z
    .array(z.strictObject({ name: text, points: z.array(trendPoint).min(1) }))
    .min(1)
    .max(6),
  /** A break in series stands before its period: no line is drawn across it. */
  breaks: z.array(z.strictObject({ before: text, note: text })).default([]),
  /** Printed under the chart: what was revised, and means of fewer than all neighbours. */
  notes: z.array(text).optional(),
  source: text,
  finding: text.optional(),
});
export type Trend = z.infer<typeof trend>;

const figures = z.strictObject({
  heading: text.optional(),
  body: maybe(markdown).optional(),
  figures: z.array(boundFigure).optional(),
  benchmark: orMissing(benchmark, 'the figures of the benchmark table'),
  categories: orMissing(categories, 'the figures by category'),
  trend: orMissing(trend, 'the figures of two years or more'),
  /** Measures side by side as small charts: two or more, or none. */
  panels: z.array(trend).max(12).default([]),
});

/** The section of tables and charts. `body`: what the officer says about them; it prints before them. */
export const figuresSchema = figures.prefault({});

/** In a report that may do without the breakdown. */
export const briefFiguresSchema = figures
  .extend({ categories: orNotGiven(categories, 'figures by category') })
  .prefault({});
