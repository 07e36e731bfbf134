import { z } from 'zod';
import { frameworkOf } from '../../../reviews/frameworks.ts';
import { figureSchema } from '../area/figures-view.ts';
import { controlAwaiting, sectionSchema, unwrittenSections } from '../pages/document-view.ts';
import { maybe, orMissing } from '../pages/missing.ts';
import { packViewSchema } from '../peer-review/view.ts';

const text = z.string();
const date = z.iso.date();
const count = z.int().nonnegative();

const target = z.strictObject({ value: figureSchema, date });
/**
 * Of a measure of the plan: `nearer` to its target than the baseline, `further` from it, `missed` when its date has come. Of the council's own target:
 * `within-tolerance`, `not-met`, `not-yet` while its date has not come, `no-figure`.
 */
const measureState = z.enum([
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
  change: z.strictObject({ by: text, unit: text }).optional(),
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
    target.extend({
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

const framework = frameworkOf('annual-report');
const area = framework.sections.findIndex(({ figures }) => figures);
const [foreword, ...front] = unwrittenSections(framework.sections.slice(0, area));
const behind = unwrittenSections(framework.sections.slice(area + 1).filter(({ id }) => id !== 'training'));
const { review } = packViewSchema.shape;

/** What the annual report prints beside what every pack prints. `why` is its foreword. */
export const reportViewSchema = packViewSchema.extend({
  template: z.literal('annual-report').default('annual-report'),
  control: controlAwaiting(framework.approvers),
  review: review
    .unwrap()
    .extend({ kind: text.default(framework.label) })
    .prefault({}),
  period: z
    .strictObject({
      /** '2025-26'. */
      key: text.default(''),
      from: orMissing(date, 'the first day of the period'),
      until: orMissing(date, 'the last day of the period'),
    })
    .prefault({}),
  partnership: orMissing(text, 'the name of the partnership'),
  why: sectionSchema.default(() => foreword as z.infer<typeof sectionSchema>),
  /** Sections that stand before the figures. */
  front: z.array(sectionSchema).default(() => front),
  sections: z.array(sectionSchema).default(() => behind),
  scorecard: orMissing(
    z.strictObject({
      now: date,
      before: date,
      rows: z.array(scorecardRow).min(1),
      notes: z.array(text).default([]),
      source: text,
    }),
    'the figures of the scorecard',
  ),
  plan: orMissing(plan, 'the delivery plan of the period'),
  training: z
    .strictObject({
      words: sectionSchema.optional(),
      figures: orMissing(training, 'the figures of training offered and attended'),
    })
    .prefault({}),
});
export type ReportView = z.infer<typeof reportViewSchema>;
