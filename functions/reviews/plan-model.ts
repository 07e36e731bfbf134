import { z } from 'zod';

const line = z.string().trim().min(1).max(255);
const words = z.string().trim().min(1).max(1000);
const date = z.iso.date();
const ref = z.string().regex(/^[A-Z][A-Z0-9.-]{0,11}$/, 'must be a short reference in capitals and digits, such as B3');

/** Worked out from dates (plan-status.ts). An officer may say otherwise, with a reason. */
export const planStatuses = ['complete', 'on-track', 'at-risk', 'overdue'] as const;
export type PlanStatus = (typeof planStatuses)[number];

/** What difference an action should make: one figure of one place, from where it stood to where it should be. */
const measure = z.strictObject({
  /** Code of the catalogue, such as `cpp.repeat`. */
  indicator: line,
  /** Code of a place in the figures. */
  place: line,
  /** The day whose figure is the baseline; the figure itself is read, never typed. */
  baselineDate: date,
  target: z.strictObject({
    /** With the indicator's decimals, such as '15.0'. */
    value: z.string().regex(/^\d{1,9}(\.\d{1,4})?$/, 'must be a number, such as 15.0'),
    date,
  }),
});
export type Measure = z.infer<typeof measure>;

const milestone = z.strictObject({ what: line, due: date, done: date.optional() });

const action = z
  .strictObject({
    ref,
    action: words,
    /** What asked for it: an inspection, an audit, a review of practice. */
    source: line,
    owner: z.strictObject({ name: line, agency: line }),
    start: date,
    due: date,
    milestones: z.array(milestone).max(20),
    notes: z.array(z.strictObject({ date, note: words })).max(100),
    measure: measure.optional(),
    closed: z.strictObject({ date, agreedBy: line }).optional(),
    override: z.strictObject({ status: z.enum(planStatuses), reason: words, by: line, date }).optional(),
  })
  .refine(({ start, due }) => start <= due, { path: ['due'], message: 'must be on or after the start' })
  .refine(({ due, milestones }) => milestones.every((one) => one.due <= due), {
    path: ['milestones'],
    message: 'must all be due by the time that the action is',
  });
export type PlanAction = z.infer<typeof action>;

const objective = z.strictObject({ title: line, actions: z.array(action).min(1).max(60) });
const priority = z.strictObject({ ref, title: line, objectives: z.array(objective).min(1).max(12) });

/** The partnership's delivery plan for one period. One document: it is saved, read and frozen whole. */
export const planSchema = z
  .strictObject({ title: line, priorities: z.array(priority).min(1).max(20) })
  .refine((plan) => new Set(actionsOf(plan).map((one) => one.ref)).size === actionsOf(plan).length, {
    path: ['priorities'],
    message: 'give each action a reference of its own',
  });
export type Plan = z.infer<typeof planSchema>;

/** What a saved edition of a plan is known by. The plan itself is an object, named by its digest. */
export interface PlanEdition {
  period: string;
  edition: number;
  digest: string;
  savedAt: string;
  savedBy: string;
}

export function actionsOf(plan: { priorities: readonly { objectives: readonly { actions: PlanAction[] }[] }[] }) {
  return plan.priorities.flatMap(({ objectives }) => objectives.flatMap(({ actions }) => actions));
}
