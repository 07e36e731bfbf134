import type { PlanAction, PlanStatus } from './plan-model.ts';

export interface ActionStatus {
  status: PlanStatus;
  /** Present when an officer said otherwise than the dates do. */
  override?: { reason: string; by: string; date: string };
  milestones: { done: number; all: number };
}

/**
 * Where an action stands on a day, from its dates alone. What is dated later has not happened yet. Complete: it was closed, or it
 * has milestones and all are done. Overdue: its own date has passed. At risk: a milestone's date has passed. Else on track. An
 * officer's word counts from its date on, until the action is complete.
 */
export function actionStatus(action: PlanAction, asAt: string): ActionStatus {
  const isDone = (day: string | undefined) => day !== undefined && day <= asAt;
  const open = action.milestones.filter((one) => !isDone(one.done));
  const milestones = { done: action.milestones.length - open.length, all: action.milestones.length };
  if (isDone(action.closed?.date) || (milestones.all > 0 && open.length === 0)) {
    return { status: 'complete', milestones };
  }
  if (action.override && isDone(action.override.date)) {
    const { status, ...override } = action.override;
    return { status, override, milestones };
  }
  if (action.due < asAt) return { status: 'overdue', milestones };
  return { status: open.some((one) => one.due < asAt) ? 'at-risk' : 'on-track', milestones };
}

/** `unknown` when one of the figures is absent or a symbol; `too-early` when nothing was counted since the baseline. */
export type MeasureStatus = 'met' | 'missed' | 'nearer' | 'no-nearer' | 'further' | 'too-early' | 'unknown';

/**
 * Where a measure stands on a day. Which way is better follows from the target: below the baseline, lower is. A target that equals
 * the baseline is to be held. `missed`: its date has come and it is not met.
 */
export function measureStatus(
  figures: { baseline?: number; now?: number; target: number },
  dates: { baseline: string; target: string },
  asAt: string,
): MeasureStatus {
  const { baseline, now } = figures;
  if (baseline === undefined || now === undefined) return 'unknown';
  const way = Math.sign(figures.target - baseline);
  const short = way === 0 ? Math.abs(now - figures.target) : (figures.target - now) * way;
  if (short <= 0) return 'met';
  if (dates.target <= asAt) return 'missed';
  if (dates.baseline >= asAt) return 'too-early';
  const moved = way === 0 ? -short : (now - baseline) * way;
  if (moved === 0) return 'no-nearer';
  return moved > 0 ? 'nearer' : 'further';
}
