import { decide } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { keys } from '../platform/names.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { londonDate, periodKey } from './period.ts';
import { actionsOf, type Plan, type PlanEdition, planSchema } from './plan-model.ts';
import { type ActionStatus, actionStatus } from './plan-status.ts';
import { findPlan } from './store.ts';

export interface PlanPage extends PlanEdition {
  plan: Plan;
  /** The day that the statuses are of. */
  asAt: string;
  statuses: ({ ref: string } & ActionStatus)[];
}

/** The newest edition of a period's plan, and where each action stands today. */
export async function readPlan(
  parts: Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock'>,
  actor: Actor,
  period: string,
): Promise<Outcome<PlanPage, 'not-found'>> {
  const allowed = decide(actor, 'plan.read', {}, parts.wallClock()) === 'allowed' && periodKey.test(period);
  const edition = allowed ? await findPlan(parts, period) : undefined;
  if (!edition) return failure('not-found', 'There is no such page.');
  const plan = await loadPlan(parts, edition.digest);
  const asAt = londonDate(parts.clock());
  const statuses = actionsOf(plan).map((action) => ({ ref: action.ref, ...actionStatus(action, asAt) }));
  return success({ ...edition, plan, asAt, statuses });
}

/** The plan with this digest. Throws if it is gone: plans are never removed by the product. */
export async function loadPlan(parts: Pick<Parts, 'objects'>, digest: string): Promise<Plan> {
  const bytes = await parts.objects.bytes('records', keys.plan(digest));
  if (!bytes) throw new Error(`The delivery plan ${digest.slice(0, 12)} is missing from the records.`);
  return planSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
}
