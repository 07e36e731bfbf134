import { findIndicator } from '../../metrics/catalogue/indicators.ts';
import { dateInWords, type Figure, numeric, printed } from '../../metrics/figure.ts';
import type { Target } from '../../metrics/targets/model.ts';
import { currentTarget, printedValue, targetStatus } from '../../metrics/targets/target-status.ts';
import { actionsOf, type Measure, type Plan, type PlanAction } from '../../reviews/plan-model.ts';
import type { ScorecardRow } from '../compose/scorecard/scorecard-schema.ts';
import { type Measured, measuredFigures } from './measured.ts';

export interface Targets {
  /** The council's own, as the manifest froze them. */
  own: readonly Target[];
  plan: Plan | undefined;
}

type Stands = Pick<ScorecardRow, 'target' | 'state' | 'commentary'> & { remarks: string[] };

/**
 * Which target stands for a measure in a report, decided here and nowhere else. An outcome measure of the delivery plan does where an action has
 * one for it: the partnership agreed on it, with a baseline, so its status says whether the figure has come nearer. Of several actions the one
 * with the next date; when all have passed, the last. Without one the council's own target does (metrics/targets), with its tolerance.
 * Where both are set, a remark says what the other is.
 * @param now the measure's figure as the row prints it, of `asAt`
 */
export function targetOf(indicator: string, now: Figure, measured: Measured, targets: Targets): Stands {
  const own = currentTarget(targets.own, { indicator, place: measured.authority }, measured.asAt);
  const action = actionFor(indicator, measured, targets.plan);
  if (!action) return own ? { ...ofCouncil(own, now, measured.asAt), remarks: [] } : none;
  const { ref, measure } = action;
  const { target, status } = measuredFigures(measure, measured);
  const commentary = commentaryOf(action, measured.asAt);
  return {
    target: { value: target, date: measure.target.date, ref },
    state: status,
    ...(commentary ? { commentary } : {}),
    remarks: own ? [otherTarget(own, measured)] : [],
  };
}

const none: Stands = { target: { missing: 'no target is set' }, state: 'no-target', remarks: [] };

function ofCouncil(own: Target, now: Figure, asAt: string): Pick<ScorecardRow, 'target' | 'state'> {
  const { value, tolerance, way, date } = own;
  return {
    target: { value: numeric(value), date, way, ...(tolerance === undefined ? {} : { tolerance: numeric(tolerance) }) },
    state: targetStatus(printedValue(now), own, asAt),
  };
}

function actionFor(
  indicator: string,
  { authority, asAt }: Measured,
  plan: Plan | undefined,
): (PlanAction & { measure: Measure }) | undefined {
  const all = (plan ? actionsOf(plan) : [])
    .flatMap((action) => (action.measure ? [{ ...action, measure: action.measure }] : []))
    .filter(({ measure }) => measure.indicator === indicator && measure.place === authority)
    .toSorted((one, other) => one.measure.target.date.localeCompare(other.measure.target.date));
  return all.find(({ measure }) => measure.target.date >= asAt) ?? all.at(-1);
}

/** The newest note of the action that sets the target, by whoever owns the action. */
function commentaryOf({ ref, notes, owner }: PlanAction, asAt: string): ScorecardRow['commentary'] {
  const newest = notes.filter(({ date }) => date <= asAt).toSorted((one, other) => one.date.localeCompare(other.date));
  const last = newest.at(-1);
  return last && { text: last.note, owner: `${owner.name}, ${owner.agency}`, date: last.date, ref };
}

function otherTarget({ indicator, value, way, date }: Target, { catalogue }: Measured): string {
  const unit = findIndicator(catalogue, indicator)?.unit ?? 'count';
  return `The council’s own target, which the plan’s stands before: ${way === 'at-least' ? 'at least' : 'at most'} ${printed({ value }, unit)} by ${dateInWords(date)}.`;
}
