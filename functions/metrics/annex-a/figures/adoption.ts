import { daysBetween } from '../calendar/spans.ts';
import type { RowOf } from '../structure/list.ts';
import type { adopters, adoptions } from '../structure/lists.ts';
import { count, type Figure, meanDays } from './figure.ts';
import { periodOf } from './flow.ts';
import type { Tally, TallyContext } from './tally.ts';

type Child = RowOf<typeof adoptions>;

/**
 * List 10, of twelve months by Annex A. In the twelve months to the date: children adopted (the order), for whom adoption was decided, and for whom it was decided
 * against. Of those adopted, the mean of days from entering care to moving in with the family (A10; with carers who fostered the child first, to moving in with them) and from the
 * placement order to the match (A2); whoever lacks one of the two dates, or was matched before the order, is left out, and the preview says how many. Waiting: on
 * the date, with a placement order, not placed, not decided against. A child counts once, by the row that stands last.
 */
export function tallyAdoptions(context: TallyContext): Tally<Child> {
  const { asAt, catalogue, months, findings, sheet } = context;
  const children = new Map<string, Child>();
  return {
    add(row, number) {
      if (children.has(row.child)) {
        const message = 'This row repeats a child of an earlier one; the last is counted.';
        findings.warning(sheet, { row: number, expected: 'each once', message });
      }
      children.set(row.child, row);
    },
    figures() {
      const rows = [...children.values()];
      const within = (date: string | undefined) => date !== undefined && months.monthOf(date) !== undefined;
      const by = (date: string | undefined) => date !== undefined && date <= asAt;
      const adopted = rows.filter((one) => within(one.adopted));
      const movedIn = (one: Child) => [one.fostered, one.placed].flatMap((date) => date ?? []).toSorted()[0];
      const a10 = daysOf(adopted, 'entering care to moving in', (one) => [one.entered, movedIn(one)]);
      const a2 = daysOf(adopted, 'placement order to match', (one) => [one.order, one.matched]);
      const waiting = rows.filter((one) => by(one.order) && !by(one.placed) && !by(one.reversed) && !by(one.adopted));
      const year = [
        count('adoption.adopted', adopted.length),
        count('adoption.decided', rows.filter((one) => within(one.decided)).length),
        count('adoption.reversed', rows.filter((one) => within(one.reversed)).length),
        meanDays(catalogue, 'adoption.a10', a10),
        meanDays(catalogue, 'adoption.a2', a2),
      ];
      return [...ofAYear(year, context), count('adoption.waiting', waiting.length)];
    },
  };

  function daysOf(
    rows: readonly Child[],
    what: string,
    dates: (one: Child) => readonly [string | undefined, string | undefined],
  ): number[] {
    const days = rows.flatMap((one) => {
      const [from, until] = dates(one);
      return from === undefined || until === undefined || until < from ? [] : [daysBetween(from, until)];
    });
    const without = rows.length - days.length;
    if (without > 0) {
      const message = `Of ${rows.length} adopted, ${without} ${without === 1 ? 'has' : 'have'} no days from ${what}: a date is missing, or the second is before the first.`;
      findings.warning(sheet, { expected: 'both dates of every child adopted', message });
    }
    return days;
  }
}

/** Annex A asks of Lists 10 and 11 for twelve months. */
const ofAYear = (figures: readonly Figure[], context: TallyContext): Figure[] =>
  figures.map((figure) => ({ ...figure, ...periodOf(figure.indicator, 12, context) }));

type Adopter = RowOf<typeof adopters>;
type Household = Pick<Adopter, 'stage1' | 'approved' | 'matched' | 'left'> & { enquired: string };

/**
 * List 11, of twelve months by Annex A. Households: adopters with one family identifier are one, and who has none is one alone; of their dates the earliest of each kind
 * counts. In the twelve months to the date: households that enquired and that were approved, and of the latter the mean of days from the start of stage 1 to
 * approval. On the date: households in assessment (stage 1 started, not approved, not left) and approved ones that wait for a match.
 */
export function tallyAdopters(context: TallyContext): Tally<Adopter> {
  const { asAt, catalogue, months } = context;
  const households = new Map<string, Household>();
  return {
    add(row) {
      const key = row.family === undefined ? `alone|${row.adopter}` : `family|${row.family}`;
      const before = households.get(key);
      households.set(key, {
        enquired: earlier(before?.enquired, row.enquired) ?? row.enquired,
        stage1: earlier(before?.stage1, row.stage1),
        approved: earlier(before?.approved, row.approved),
        matched: earlier(before?.matched, row.matched),
        left: earlier(before?.left, row.left),
      });
    },
    figures() {
      const rows = [...households.values()];
      const within = (date: string | undefined) => date !== undefined && months.monthOf(date) !== undefined;
      const by = (date: string | undefined) => date !== undefined && date <= asAt;
      const approved = rows.filter((one) => within(one.approved));
      const days = approved.flatMap((one) =>
        one.stage1 === undefined || one.approved === undefined ? [] : [daysBetween(one.stage1, one.approved)],
      );
      const year = [
        count('adopters.enquiries', rows.filter((one) => within(one.enquired)).length),
        count('adopters.approved', approved.length),
        meanDays(catalogue, 'adopters.days', days),
      ];
      const assessed = rows.filter((one) => by(one.stage1) && !by(one.approved) && !by(one.left));
      const waiting = rows.filter((one) => by(one.approved) && !by(one.matched) && !by(one.left));
      return [
        ...ofAYear(year, context),
        count('adopters.in-assessment', assessed.length),
        count('adopters.waiting', waiting.length),
      ];
    },
  };
}

const earlier = (one: string | undefined, other: string | undefined) =>
  one === undefined || (other !== undefined && other < one) ? other : one;
