import { awayFromEdges, type Chance, whenOf } from './chance.ts';
import { everyMonth } from './front-door.ts';
import type { Making } from './making.ts';

/** Days back that are well inside each band. */
const bands = [
  [0, 80],
  [100, 170],
  [190, 355],
  [375, 720],
  [745, 2_000],
] as const;
const daysIn = (chance: Chance, band: number) => {
  const [least, most] = bands[band] ?? bands[0];
  return chance.between(least, most);
};
const needBands = [
  '3 months or less',
  'More than 3 months to 6 months',
  'More than 6 months to 1 year',
  'More than 1 year to 2 years',
  '2 years or more',
];
const planBands = [
  '3 months or less',
  'More than 3 months to 6 months',
  'More than 6 months to less than 1 year',
  '1 year to less than 2 years',
  '2 years or more',
];

const needs: readonly (readonly [part: string, ...cells: (string | undefined)[]])[] = [
  ['Abuse or neglect', 'N1 - Abuse or neglect', 'N1', 'Abuse or Neglect'],
  ['Disability or illness of the child', "N2 - Child's disability", 'N2: child’s disability or illness'],
  ['Disability or illness of a parent', 'N3 - Parental disability or illness'],
  ['Family in acute stress', 'N4', 'Family in acute stress'],
  ['Family dysfunction', 'N5 - Family dysfunction'],
  ['Socially unacceptable behaviour', 'N6'],
  ['Low income', 'N7 - Low income'],
  ['Absent parenting', 'n8'],
  ['Cases other than children in need', 'N9'],
  ['Not stated', 'N0 - Not stated', undefined],
];

/** List 6. */
export function makeNeed(making: Making, children: number): void {
  const { answers, chance, edge } = making;
  for (const [part] of needs) answers.count('cin.primary-need', 0, part);
  for (const band of needBands) answers.count('cin.duration', 0, band);
  const open = (start: string, band: number, child = making.edgeChild(), later = undefined as string | undefined) => {
    const [part, ...cells] = chance.of(needs);
    const disabled = chance.is(0.2);
    answers.count('cin.count');
    answers.count('cin.primary-need', 1, part);
    answers.count('cin.disabled', disabled ? 1 : 0);
    answers.count('cin.duration', 1, needBands[band]);
    answers.share('cin.two-years', band === 4);
    making.add(6, child, {
      disability: disabled ? making.yes(true) : chance.is(0.1) ? making.unknown() : making.yes(false),
      start: { date: start },
      need: chance.of(cells),
      end: later === undefined ? undefined : { date: later },
      status: chance.of([
        'c) Child in need plan',
        'b) Child Protection plan',
        'a) Looked after child',
        'd) Open assessment',
      ]),
    });
  };
  const closed = (child: ReturnType<Making['child']>, start: number, end: number) =>
    making.add(6, child, {
      start: making.ago(start),
      need: 'N1',
      end: making.ago(end),
      reason: 'RC7',
      status: 'e) Closed episode',
    });
  for (let number = 0; number < children; number += 1) {
    const child = making.child(number);
    if (chance.is(0.35)) closed(child, chance.between(60, 900), chance.between(0, 60));
    else if (chance.is(0.1)) {
      // Closed and open again.
      closed(child, chance.between(200, 900), chance.between(90, 170));
      open(making.ago(chance.between(0, 80)).date, 0, child);
    } else {
      const band = chance.between(0, 4);
      open(making.ago(daysIn(chance, band)).date, band, child);
    }
  }
  const { asAt } = making;
  open(asAt, 0);
  open(edge.threeMonths, 0);
  open(edge.overThreeMonths, 1);
  open(edge.overSixMonths, 2);
  open(edge.oneYear, 2);
  open(edge.twoYears, 4);
  open('2024-02-29', making.asAt === '2026-03-31' ? 4 : 3);
  open(making.ago(20).date, 0, making.edgeChild(), making.ago(-5).date);
  closed(making.edgeChild(), 50, 0);
  // Closed without a date of closure, and not yet begun.
  making.add(6, making.edgeChild(), { start: making.ago(50), need: 'N1', status: 'e) Closed episode' });
  making.add(6, making.edgeChild(), { start: making.ago(-1), need: 'N1', status: 'd) Open assessment' });
  // Twice open: the later one counts, wherever it stands.
  const twice = making.edgeChild();
  open(making.ago(30).date, 0, twice);
  making.add(6, making.typedAnew(twice), { start: making.ago(300), need: 'N7', status: 'c) Child in need plan' });
}

const categories: readonly (readonly [part: string, ...cells: string[]])[] = [
  ['Emotional abuse', 'd) Emotional abuse', 'EMO', 'Emotional abuse'],
  ['Neglect', 'a) Neglect', 'NEG', 'neglect', 'NEG - Neglect'],
  ['Physical abuse', 'b) Physical abuse', 'Physical abuse', 'PHY'],
  ['Sexual abuse', 'c) Sexual abuse', 'SAB'],
  ['Multiple', 'e) Multiple/not recommended', 'MUL'],
];

/** List 7. */
export function makePlans(making: Making, children: number): void {
  const { answers, chance, edge, asAt } = making;
  for (const [part] of categories) answers.count('cpp.category', 0, part);
  for (const band of planBands) answers.count('cpp.duration', 0, band);
  const started = (when: ReturnType<typeof whenOf>, again: boolean) => {
    answers.flow(when, 'cpp.started');
    answers.flow(when, 'cpp.repeat', again);
  };
  const plan = (again: boolean) => {
    const [part, ...cells] = chance.of(categories);
    // Moved: what was first is another one.
    const values = {
      first: chance.of(chance.of(categories).slice(1)),
      category: chance.of(cells),
      earlier: again ? chance.between(1, 3) : 0,
    };
    return { part, values };
  };
  const open = (
    start: string,
    band: number,
    when: ReturnType<typeof whenOf>,
    child = making.edgeChild(),
    later?: string,
  ) => {
    const again = chance.is(0.25);
    const { part, values } = plan(again);
    started(when, again);
    answers.count('cpp.count');
    answers.count('cpp.category', 1, part);
    answers.count('cpp.duration', 1, planBands[band]);
    answers.share('cpp.neglect', part === 'Neglect');
    answers.share('cpp.two-years', band === 4);
    answers.share('cpp.with-earlier-plan', again);
    making.add(7, child, { ...values, start: { date: start }, end: later === undefined ? undefined : { date: later } });
  };
  const ended = (start: number, end: number, child = making.edgeChild()) => {
    const again = chance.is(0.25);
    started(whenOf(start), again);
    answers.flow(whenOf(end), 'cpp.ended');
    making.add(7, child, { ...plan(again).values, start: making.ago(start), end: making.ago(end) });
  };
  const inBand = (band: number, child = making.edgeChild()) => {
    const days = daysIn(chance, band);
    open(making.ago(days).date, band, whenOf(days), child);
  };
  for (const days of everyMonth(making)) ended(days + 400, days);
  for (let number = 0; number < children; number += 6) {
    const child = making.child(number);
    if (chance.is(0.35)) {
      const end = awayFromEdges(chance, 0, making.reachesAYear ? 340 : 170);
      ended(end + 400, end, child);
      // On a plan again since, or not.
      if (end > 120 && chance.is(0.4)) inBand(0, child);
    } else inBand(chance.between(0, 4), child);
  }
  open(asAt, 0, 'six');
  open(edge.threeMonths, 0, 'six');
  open(edge.overThreeMonths, 1, 'six');
  open(edge.underSixMonths, 1, 'six');
  open(edge.overSixMonths, 2, 'twelve');
  open(edge.underOneYear, 2, 'twelve');
  open(edge.oneYear, 3, 'older');
  open(edge.underTwoYears, 3, 'older');
  open(edge.twoYears, 4, 'older');
  open(making.ago(20).date, 0, 'six', making.edgeChild(), making.ago(-5).date);
  ended(400, 0);
  // A child expected, and a plan that begins after the date.
  open(making.ago(60).date, 0, 'six', making.edgeChild(making.ago(-100).date));
  making.add(7, making.edgeChild(), { ...plan(true).values, start: making.ago(-2) });
  // Sisters, on plans of one day.
  for (const _ of ['first', 'second'])
    open(making.ago(44).date, 0, 'six', { ...making.edgeChild(), born: making.ago(4_100) });
  // The same plan twice, and two plans open at once.
  const twice = making.edgeChild();
  open(making.ago(50).date, 0, 'six', twice);
  making.add(7, twice, { ...plan(false).values, start: making.ago(50) });
  started('older', true);
  making.add(7, making.typedAnew(twice), { ...plan(true).values, start: making.ago(500) });
}
