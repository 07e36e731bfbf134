import { britishDate, missingText, plural, printFigure, shortDate } from '../pages/format.ts';
import type { Words } from '../pages/words.ts';
import { isMissing } from '../peer-review/view.ts';
import { figureWords, measureTags } from '../scorecard/scorecard-cells.ts';
import type { PlanActionView, PlanState, PlanView, ReportView } from './report-view.ts';

/** The key of the colours, in the order of printing: word, colour, and the rule of functions/reviews/plan-status.ts in words. */
const states: readonly { state: PlanState; tone: string; text: string; means: string }[] = [
  { state: 'complete', tone: 'blue', text: 'Complete', means: 'It was closed, or all its milestones are done.' },
  { state: 'on-track', tone: 'green', text: 'On track', means: 'No date has been missed.' },
  {
    state: 'at-risk',
    tone: 'yellow',
    text: 'At risk',
    means: 'The date of a milestone has passed, and it is not done.',
  },
  { state: 'overdue', tone: 'red', text: 'Overdue', means: 'Its own date has passed, and it is not complete.' },
];

const tagOf = (state: PlanState) => states.find((one) => one.state === state) ?? { tone: 'grey', text: state };

/** The plan as a summary and as a table for each objective. */
export function planModel({ plan }: ReportView) {
  if (isMissing(plan)) return { absent: true as const, text: missingText(plan) };
  const actions = plan.priorities.flatMap(({ objectives }) => objectives.flatMap((objective) => objective.actions));
  const late = actions.filter(({ state }) => state === 'at-risk' || state === 'overdue');
  const counted = states.map((one) => ({ ...one, count: actions.filter(({ state }) => state === one.state).length }));
  const overridden = actions.some(({ override }) => override);
  return {
    absent: false as const,
    asAt: britishDate(plan.asAt),
    lead: `${plural(actions.length, 'action')} under ${plural(plan.priorities.length, 'priority', 'priorities')}: where each stood on ${britishDate(plan.asAt)}, worked out from its dates.`,
    saved: `Edition ${plan.edition} of “${plan.title}”, saved on ${britishDate(plan.savedOn)}.${overridden ? ' Where an officer has set another status than the dates give, the reason is printed with it.' : ''}`,
    cards: counted.map(({ text, count }) => ({ term: text, value: String(count) })),
    key: counted.map(({ tone, text, means, count }) => ({ tone, text, means, count: String(count) })),
    late: late.map((action) => ({
      ref: action.ref,
      action: action.action,
      tag: tagOf(action.state),
      note: lastWords(action),
    })),
    priorities: plan.priorities.map(priorityModel),
  };
}

/** Why an officer says so, if one does, comes before the last note of progress. */
function lastWords({ override, note }: PlanActionView): Words {
  const said = [
    ...(override ? [`${override.reason} (${shortDate(override.date)})`] : []),
    ...(note ? [`${note.note} (${shortDate(note.date)})`] : []),
  ];
  return said.length > 0
    ? { absent: false, text: said.join(' ') }
    : { absent: true, text: 'Missing: a note of progress' };
}

function priorityModel({ ref, title, objectives }: PlanView['priorities'][number]) {
  return {
    title: `${ref}: ${title}`,
    objectives: objectives.map((objective) => ({
      title: objective.title,
      actions: objective.actions.map(actionModel),
    })),
  };
}

function actionModel(action: PlanActionView) {
  const { override, milestones, measure, note } = action;
  return {
    ref: action.ref,
    action: action.action,
    source: action.source,
    owner: action.owner,
    due: shortDate(action.due),
    tag: tagOf(action.state),
    override: override ? `Status set by ${override.by}, ${shortDate(override.date)}: ${override.reason}` : '',
    note: note ? `${note.note} (${shortDate(note.date)})` : '',
    milestones: milestones.all === 0 ? 'none set' : `${milestones.done} of ${milestones.all}`,
    measure: measure
      ? {
          label: measure.label,
          steps: [measure.baseline, measure.now]
            .filter(({ date }, place) => place === 0 || date > measure.baseline.date)
            .map(({ date, value }) => ({ term: shortDate(date), value: figureWords(value) })),
          target: `target ${printFigure(measure.target.value)} by ${shortDate(measure.target.date)}`,
          tag: measureTags[measure.state],
        }
      : undefined,
  };
}
