import { isWithinWorkingDays } from '../calendar/working-days.ts';
import type { RowOf } from '../structure/list.ts';
import type { assessments, enquiries } from '../structure/lists.ts';
import { count } from './figure.ts';
import { Flow, flowFigures } from './flow.ts';
import { onlyOnce } from './front-door.ts';
import { isOpen, LatestOf, type Tally, type TallyContext } from './tally.ts';

/** Working Together to Safeguard Children: an assessment takes at most so many working days. */
const assessmentDays = 45;
/** And so long after the strategy discussion the initial conference is held. */
const conferenceDays = 15;

/**
 * List 4. Assessments authorised in the six or twelve months to the date, and of these those authorised within 45 working days of their start (the list
 * has no date of referral) and those that found support to be needed; not known is no. Children with one open on the date, each once. Rows that
 * repeat child and start count once.
 */
export function tallyAssessments(context: TallyContext): Tally<RowOf<typeof assessments>> {
  const flow = new Flow(context);
  const open = new LatestOf<{ start: string }>();
  const once = onlyOnce(context, 'child and start');
  return {
    add({ child, start, end, support }, row) {
      if (!once(`${child}|${start}`, row)) return;
      if (isOpen(start, end, context.asAt)) open.add(child, { start });
      if (end === undefined || context.months.monthOf(end) === undefined) return;
      const inTime = isWithinWorkingDays(start, end, assessmentDays) ? ['in-time'] : [];
      flow.add(end, 'completed', ...inTime, ...(support === 'Yes' ? ['support'] : []));
    },
    figures: () => [
      ...flowFigures(
        flow,
        'completed',
        [
          { indicator: 'assessments.count', of: 'completed' },
          { indicator: 'assessments.in-45-days', of: ['in-time', 'completed'] },
          ...(context.has('support')
            ? [{ indicator: 'assessments.support', of: ['support', 'completed'] as const }]
            : []),
        ],
        context,
      ),
      count('assessments.open', open.size),
    ],
  };
}

/**
 * List 5. Section 47 enquiries that started in the six or twelve months to the date, and of these those with an initial conference by the date; initial conferences held
 * in the same months, and of these those within 15 working days of the strategy discussion and those that decided on a plan. Rows that repeat child
 * and start count once.
 */
export function tallyEnquiries(context: TallyContext): Tally<RowOf<typeof enquiries>> {
  const flow = new Flow(context);
  const once = onlyOnce(context, 'child and start');
  return {
    add({ child, start, conference, plan }, row) {
      if (!once(`${child}|${start}`, row)) return;
      const held = conference !== undefined && conference <= context.asAt ? conference : undefined;
      flow.add(start, 'enquiries', ...(held === undefined ? [] : ['to-conference']));
      if (held === undefined || context.months.monthOf(held) === undefined) return;
      const inTime = isWithinWorkingDays(start, held, conferenceDays) ? ['in-time'] : [];
      flow.add(held, 'conferences', ...inTime, ...(plan === 'Yes' ? ['plan'] : []));
    },
    figures() {
      const conferences = [
        { indicator: 's47.to-conference', of: ['to-conference', 'enquiries'] as const },
        { indicator: 'icpc.count', of: 'conferences' },
        { indicator: 'icpc.in-15-days', of: ['in-time', 'conferences'] as const },
        ...(context.has('plan') ? [{ indicator: 'icpc.to-plan', of: ['plan', 'conferences'] as const }] : []),
      ];
      const asked = [{ indicator: 's47.count', of: 'enquiries' }, ...(context.has('conference') ? conferences : [])];
      return flowFigures(flow, 'enquiries', asked, context);
    },
  };
}
