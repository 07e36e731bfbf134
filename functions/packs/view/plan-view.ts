import { indicatorOf, unitInWords } from '../../metrics/catalogue/indicators.ts';
import type { Measure, Plan, PlanAction } from '../../reviews/plan-model.ts';
import { actionStatus } from '../../reviews/plan-status.ts';
import type { PlanActionView, PlanView } from '../compose/annual/report-view.ts';
import { type Measured, measuredFigures } from './measured.ts';

/** The delivery plan as the report prints it: each action with where it stands on that day and what its measure says. */
export function planView(
  plan: Plan,
  { edition, savedAt, asAt }: { edition: number; savedAt: string; asAt: string },
  measured: Measured,
): PlanView {
  return {
    title: plan.title,
    edition,
    savedOn: savedAt.slice(0, 10),
    asAt,
    priorities: plan.priorities.map(({ ref, title, objectives }) => ({
      ref,
      title,
      objectives: objectives.map((objective) => ({
        title: objective.title,
        actions: objective.actions.map((action) => actionView(action, asAt, measured)),
      })),
    })),
  };
}

function actionView(action: PlanAction, asAt: string, measured: Measured): PlanActionView {
  const { status, override, milestones } = actionStatus(action, asAt);
  const note = action.notes.filter(({ date }) => date <= asAt).toSorted((a, b) => (a.date < b.date ? -1 : 1));
  const newest = note.at(-1);
  return {
    ref: action.ref,
    action: action.action,
    source: action.source,
    owner: `${action.owner.name}, ${action.owner.agency}`,
    due: action.due,
    state: status,
    ...(override ? { override } : {}),
    milestones,
    ...(action.measure ? { measure: measureView(action.measure, measured) } : {}),
    ...(newest ? { note: newest } : {}),
  };
}

function measureView(measure: Measure, measured: Measured): PlanActionView['measure'] {
  const indicator = indicatorOf(measured.catalogue, measure.indicator);
  const { baseline, now, target, status } = measuredFigures(measure, measured);
  return {
    label: indicator.unit === 'count' ? indicator.label : `${indicator.label}, ${unitInWords(indicator)}`,
    baseline: { value: baseline, date: measure.baselineDate },
    now: { value: now, date: measured.asAt },
    target: { value: target, date: measure.target.date },
    state: status,
  };
}
