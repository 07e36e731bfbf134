import { z } from 'zod';
import type { PublishedView } from './published-view.ts';
import { figureSchema, maybe, type PackView, packViewSchema, sectionSchema } from './view.ts';

const text = z.string();
const date = z.iso.date();
const count = z.int().nonnegative();

const target = z.strictObject({ value: figureSchema, date });
/** Of a measure: `nearer` to its target than the baseline, `further` from it, `missed` when its date has come. */
const measureState = z.enum(['met', 'missed', 'nearer', 'no-nearer', 'further', 'too-early', 'unknown', 'no-target']);
export type MeasureState = z.infer<typeof measureState>;

const scorecardRow = z.strictObject({
  label: text,
  unit: text,
  now: figureSchema,
  before: figureSchema,
  /** Of the printed values; `unknown` when one of them is not a number, or a break lies between them. */
  direction: z.enum(['rose', 'fell', 'same', 'unknown']),
  /** Whether that is for the better, where the measure says which way is. */
  better: z.boolean().optional(),
  neighbours: figureSchema,
  england: figureSchema,
  target: maybe(target),
  state: measureState,
});
export type ScorecardRow = z.infer<typeof scorecardRow>;

const planState = z.enum(['complete', 'on-track', 'at-risk', 'overdue']);
export type PlanState = z.infer<typeof planState>;

const planMeasure = z.strictObject({
  /** 'Second or later child protection plans, % of plans that started in the year'. */
  label: text,
  baseline: z.strictObject({ value: figureSchema, date }),
  now: z.strictObject({ value: figureSchema, date }),
  target,
  state: measureState,
});

const planAction = z.strictObject({
  ref: text,
  action: text,
  source: text,
  owner: text,
  due: date,
  state: planState,
  /** An officer's word instead of what the dates say. */
  override: z.strictObject({ reason: text, by: text, date }).optional(),
  milestones: z.strictObject({ done: count, all: count }),
  measure: planMeasure.optional(),
  /** The newest note of progress. */
  note: z.strictObject({ date, note: text }).optional(),
});
export type PlanActionView = z.infer<typeof planAction>;

const plan = z.strictObject({
  title: text,
  edition: count,
  savedOn: date,
  /** The day that the states are of. */
  asAt: date,
  priorities: z
    .array(
      z.strictObject({
        ref: text,
        title: text,
        objectives: z.array(z.strictObject({ title: text, actions: z.array(planAction).min(1) })).min(1),
      }),
    )
    .min(1),
});
export type PlanView = z.infer<typeof plan>;

/** People by agency: how many places were offered, how many came. */
const training = z.strictObject({
  asAt: date,
  rows: z
    .array(z.strictObject({ agency: text, places: figureSchema, attended: figureSchema, taken: figureSchema }))
    .min(1),
  places: figureSchema,
  attended: figureSchema,
  /** People who came as a percentage of the places. */
  taken: figureSchema,
  source: text,
  notes: z.array(text),
});
export type TrainingView = z.infer<typeof training>;

/** What the annual report prints beside what every pack prints. `why` is its foreword. */
export const reportViewSchema = packViewSchema.extend({
  template: z.literal('annual-report'),
  period: z.strictObject({ key: text, from: date, until: date }),
  partnership: text,
  /** Sections that stand before the figures. */
  front: z.array(sectionSchema),
  scorecard: maybe(
    z.strictObject({ now: date, before: date, rows: z.array(scorecardRow).min(1), notes: z.array(text), source: text }),
  ),
  plan: maybe(plan),
  training: z.strictObject({ words: sectionSchema.optional(), figures: maybe(training) }),
});
export type ReportView = z.infer<typeof reportViewSchema>;

export type AnyView = PackView | ReportView | PublishedView;
