import { anniversary } from '../calendar/spans.ts';
import type { RowOf } from '../structure/list.ts';
import type { contacts, earlyHelp, referrals } from '../structure/lists.ts';
import { count } from './figure.ts';
import { Flow, flowFigures } from './flow.ts';
import { isOpen, LatestOf, type Tally, type TallyContext } from './tally.ts';

/** List 1. Every row is a contact: a child may have two on one day, and nothing in the list tells them from a row that was copied twice. */
export function tallyContacts(context: TallyContext): Tally<RowOf<typeof contacts>> {
  const flow = new Flow(context);
  return {
    add: ({ contacted }) => flow.add(contacted, 'contacts'),
    figures: () => flowFigures(flow, 'contacts', [{ indicator: 'contacts.count', of: 'contacts' }], context),
  };
}

/**
 * List 2. Assessments started and completed by the date in the six or twelve months; children with one open on the date, each once. A row that
 * repeats child and start counts once.
 */
export function tallyEarlyHelp(context: TallyContext): Tally<RowOf<typeof earlyHelp>> {
  const flow = new Flow(context);
  const open = new LatestOf<{ start: string }>();
  const once = onlyOnce(context, 'child and start');
  return {
    add({ child, start, end }, row) {
      if (!once(`${child}|${start}`, row)) return;
      flow.add(start, 'started');
      if (end !== undefined) flow.add(end, 'completed');
      if (isOpen(start, end, context.asAt)) open.add(child, { start });
    },
    figures: () => [
      ...flowFigures(
        flow,
        'started',
        [
          { indicator: 'early-help.assessments-started', of: 'started' },
          { indicator: 'early-help.assessments-completed', of: 'completed' },
        ],
        context,
      ),
      count('early-help.assessments-open', open.size),
    ],
  };
}

/**
 * List 3. A referral is a child and a day: rows that repeat both count once. It is a repeat if the list itself holds an earlier one of the child no more than
 * twelve months before (the same day a year later included), or its number of referrals in the last 12 months is above nought. That number is of
 * earlier ones: if it is never nought it counts the referral itself, and repeats are left out.
 */
export function tallyReferrals(context: TallyContext): Tally<RowOf<typeof referrals>> {
  const byChild = new Map<string, { date: string; earlier: number; nfa: boolean }[]>();
  const once = onlyOnce(context, 'child and day');
  let isEverNought = false;
  return {
    add({ child, referred, earlier, nfa }, row) {
      if (!once(`${child}|${referred}`, row)) return;
      if (earlier === 0) isEverNought = true;
      const all = byChild.get(child) ?? [];
      all.push({ date: referred, earlier, nfa: nfa === 'Yes' });
      byChild.set(child, all);
    },
    figures() {
      const flow = new Flow(context);
      for (const all of byChild.values()) {
        all.sort((a, b) => a.date.localeCompare(b.date));
        for (const [at, { date, earlier, nfa }] of all.entries()) {
          const before = all[at - 1]?.date;
          const isRepeat = earlier > 0 || (before !== undefined && anniversary(before, 12) >= date);
          flow.add(date, 'referrals', ...(isRepeat ? ['repeats'] : []), ...(nfa ? ['nfa'] : []));
        }
      }
      const saysEarlier = isEverNought || byChild.size === 0;
      if (!saysEarlier) {
        const message =
          'Every row has at least one referral in the last 12 months, so the number seems to count the referral itself: repeat referrals are left out.';
        context.findings.warning(context.sheet, {
          expected: 'the number of earlier referrals: 0 for a first one',
          message,
        });
      }
      return flowFigures(
        flow,
        'referrals',
        [
          { indicator: 'referrals.count', of: 'referrals' },
          ...(saysEarlier ? [{ indicator: 'referrals.repeat', of: ['repeats', 'referrals'] as const }] : []),
          ...(context.has('nfa') ? [{ indicator: 'referrals.nfa', of: ['nfa', 'referrals'] as const }] : []),
        ],
        context,
      );
    },
  };
}

/** Remembers keys; tells of a row that repeats one. */
export function onlyOnce({ sheet, findings }: TallyContext, what: string): (key: string, row: number) => boolean {
  const seen = new Set<string>();
  return (key, row) => {
    if (seen.has(key)) {
      findings.warning(sheet, {
        row,
        expected: 'each once',
        message: `This row repeats ${what} of an earlier one, and isn’t counted.`,
      });
      return false;
    }
    seen.add(key);
    return true;
  };
}
