import { z } from 'zod';
import { frameworkOf } from '../../../reviews/frameworks.ts';
import { figureSchema } from '../area/figures-view.ts';
import { controlAwaiting, sectionSchema, unwrittenSections } from '../pages/document-view.ts';
import { orMissing } from '../pages/missing.ts';
import { packViewSchema } from '../peer-review/view.ts';
import { measureState, scorecardSchema, targetSchema } from '../scorecard/scorecard-schema.ts';

const text = z.string();
const date = z.iso.date();
const count = z.int().nonnegative();

const planState = z.enum(['complete', 'on-track', 'at-risk', 'overdue']);
export type PlanState = z.infer<typeof planState>;

const planMeasure = z.strictObject({
  /** 'Second or later child protection plans, % of plans that started in the year'. */
  label: text,
  baseline: z.strictObject({ value: figureSchema, date }),
  now: z.strictObject({ value: figureSchema, date }),
  target: targetSchema,
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
  scorecard: orMissing(scorecardSchema, 'the figures of the scorecard'),
  plan: orMissing(plan, 'the delivery plan of the period'),
  training: z
    .strictObject({
      words: sectionSchema.optional(),
      figures: orMissing(training, 'the figures of training offered and attended'),
    })
    .prefault({}),
});
export type ReportView = z.infer<typeof reportViewSchema>;
