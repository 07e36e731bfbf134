import { needBand, planBand } from '../calendar/bands.ts';
import type { RowOf } from '../structure/list.ts';
import type { need, plans } from '../structure/lists.ts';
import { count, type Figure, parts, share } from './figure.ts';
import { Flow, flowFigures } from './flow.ts';
import { onlyOnce } from './front-door.ts';
import { isOpen, LatestOf, type Tally, type TallyContext } from './tally.ts';

const twoYears = '2 years or more';

/**
 * List 6. Children in need on the date, each once, by the row that started last: started on the date or before (or without a start), not closed by
 * it. A row that says 'closed' without a date of closure isn't open. Without a start nobody knows how long it has lasted: durations are then left
 * out. A primary need that is empty is 'Not stated'.
 */
export function tallyNeed(context: TallyContext): Tally<RowOf<typeof need>> {
  const { asAt, catalogue, findings, sheet } = context;
  const open = new LatestOf<{ start: string | undefined; need: string; disabled: boolean }>();
  return {
    add({ child, start, end, status, need, disability }, row) {
      if (end === undefined && status === 'Closed') {
        const message = 'This case is closed and has no date of closure: it isn’t counted as open.';
        findings.warning(sheet, { row, expected: 'a date of closure', message });
      } else if (isOpen(start, end, asAt)) {
        open.add(child, { start, need: need ?? 'Not stated', disabled: disability === 'Yes' });
      }
    },
    figures() {
      tellOfMore(open.more, 'open case', context);
      const figures: Figure[] = [count('cin.count', open.size)];
      if (context.has('need'))
        figures.push(
          ...parts(
            catalogue,
            'cin.primary-need',
            open.rows.map((one) => one.need),
          ),
        );
      if (context.has('disability')) {
        figures.push(count('cin.disabled', open.rows.filter((one) => one.disabled).length));
      }
      const starts = open.rows.flatMap((one) => one.start ?? []);
      if (starts.length === open.size) {
        const bands = starts.map((start) => needBand(start, asAt));
        figures.push(...parts(catalogue, 'cin.duration', bands), ...longest('cin.two-years', bands));
      } else {
        const message = 'Open cases without a start: how long children have been in need is left out.';
        findings.warning(sheet, { expected: 'a start of every open case', message });
      }
      return figures;
    },
  };

  function longest(indicator: string, bands: readonly string[]): Figure[] {
    return [share(catalogue, indicator, bands.filter((band) => band === twoYears).length, bands.length)];
  }
}

/**
 * List 7. Children on a child protection plan on the date, each once, by the plan that started last: its latest category, how long it has lasted, and
 * whether there was a plan before (the number of previous plans is above nought). Plans that started or ended in the six or twelve months to the date; a
 * plan is a child and a start. Twelve months are counted if plans ended in each of them, for the list drops those that ended before.
 */
export function tallyPlans(context: TallyContext): Tally<RowOf<typeof plans>> {
  const { asAt, catalogue } = context;
  const flow = new Flow(context);
  const once = onlyOnce(context, 'child and start');
  const open = new LatestOf<{ start: string; category: string; again: boolean }>();
  return {
    add({ child, start, end, category, earlier }, row) {
      if (!once(`${child}|${start}`, row)) return;
      const again = earlier > 0;
      flow.add(start, 'started', ...(again ? ['again'] : []));
      if (end !== undefined) flow.add(end, 'ended');
      if (isOpen(start, end, asAt)) open.add(child, { start, category, again });
    },
    figures() {
      tellOfMore(open.more, 'open plan', context);
      const { rows, size } = open;
      const bands = rows.map((one) => planBand(one.start, asAt));
      const of = (isCounted: (one: (typeof rows)[number]) => boolean) => rows.filter(isCounted).length;
      return [
        count('cpp.count', size),
        ...parts(
          catalogue,
          'cpp.category',
          rows.map((one) => one.category),
        ),
        share(
          catalogue,
          'cpp.neglect',
          of((one) => one.category === 'Neglect'),
          size,
        ),
        ...parts(catalogue, 'cpp.duration', bands),
        share(catalogue, 'cpp.two-years', bands.filter((band) => band === twoYears).length, size),
        share(
          catalogue,
          'cpp.with-earlier-plan',
          of((one) => one.again),
          size,
        ),
        ...flowFigures(
          flow,
          'ended',
          [
            { indicator: 'cpp.started', of: 'started' },
            { indicator: 'cpp.ended', of: 'ended' },
            { indicator: 'cpp.repeat', of: ['again', 'started'] },
          ],
          context,
        ),
      ];
    },
  };
}

/** A child with several rows open at once is counted once, and somebody should look. */
export function tellOfMore(more: number, what: string, { sheet, findings }: TallyContext): void {
  if (more === 0) return;
  const message = `${more === 1 ? 'One row is' : `${more} rows are`} of a child who has another ${what} on the date: the one that started last is counted.`;
  findings.warning(sheet, { expected: `one ${what} for each child`, message });
}
