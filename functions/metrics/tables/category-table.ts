import { breakBetween } from '../arithmetic/breaks.ts';
import { equal, percentage, round, sum } from '../arithmetic/calculate.ts';
import { sameDayOfYear } from '../arithmetic/periods.ts';
import { indicatorOf } from '../catalogue/indicators.ts';
import { dateInWords, type Figure, figureOf, numeric } from '../figure.ts';
import type { Indicator, ReleasedObservation } from '../model.ts';
import { inSeries } from '../releases/lay-over.ts';
import { type FigureIndex, indexFigures } from './figure-index.ts';
import { noteRevisions, noteSymbols, sourceOf, type TableOptions } from './table-parts.ts';

export interface CategoryTable {
  label: string;
  asAt: string;
  rows: { label: string; count: Figure; percent: Figure }[];
  total: Figure;
  /** The same on the same day of earlier years, earliest first: at most five, and only years that have a figure of a part. */
  earlier: { asAt: string; counts: Figure[]; total: Figure }[];
  source: string;
  notes: string[];
}

const mostEarlier = 5;

/**
 * The parts of a breakdown with counts and percentages of their total, in the catalogue's order. Nothing if the authority has no
 * figure of it on that date. Percentages are rounded to one decimal and never adjusted: a note says what they add up to if not 100.0.
 */
export function categoryTable(
  observations: readonly ReleasedObservation[],
  options: TableOptions & { indicator: string },
): CategoryTable | undefined {
  const { catalogue, authority, asAt } = options;
  const index = indexFigures(inSeries(observations, options.series ?? 'latest'), options.record);
  const indicator = indicatorOf(catalogue, options.indicator);
  const parts = (indicator.breakdown ?? []).map((label) => ({
    label,
    figure: index.at(indicator.code, authority, asAt, label),
  }));
  if (parts.every((part) => part.figure === undefined)) return undefined;

  const values = parts.map((part) => part.figure?.value);
  const complete = values.every((value) => value !== undefined);
  const stated = indicator.of === undefined ? undefined : index.at(indicator.of, authority, asAt);
  const added = complete ? sum(values) : undefined;
  const total = stated?.value ?? (stated === undefined ? added : undefined);
  const divisible = total !== undefined && !equal(total, '0');
  const percents = values.map((value) => (value !== undefined && divisible ? percentage(value, total, 1) : undefined));
  const notes = new Set<string>();
  if (added !== undefined && total !== undefined && !equal(added, total)) {
    notes.add(`The parts add up to ${added}; the total is ${total}.`);
  } else if (percents.every((percent) => percent !== undefined) && !equal(sum(percents), '100')) {
    notes.add(
      `Percentages are rounded to one decimal and add up to ${round(sum(percents), 1)}; they are not adjusted.`,
    );
  }
  if (parts.some(({ figure }) => figure?.release.basis === 'as-published')) {
    notes.add('The source prints the counts; the shares are calculated here.');
  }
  const rows = parts.map(({ label, figure }, place) => {
    const percent = percents[place];
    const count = figureOf(figure, asAt, 'count');
    const without: Figure = 'value' in count ? { missing: 'no total to divide by' } : count;
    return { label, count, percent: percent === undefined ? without : numeric(percent) };
  });
  const totalFigure = total === undefined ? figureOf(stated, asAt, 'count') : numeric(total);
  const earlier = earlierYears(index, indicator, options);
  const past = earlier.flatMap((year) => [...year.counts, year.total]);
  const small = [...parts.filter(({ figure }) => isSmall(figure)), ...earlier.flatMap((year) => year.small)];
  if (small.length > 0) {
    const which = small.map(({ label, figure }) => `${figure?.value} (${label})`).join(', ');
    notes.add(`Already published: ${which}. A count of children from 1 to 5 would today be printed as c.`);
  }
  noteRevisions(index.used(), catalogue, notes);
  noteSymbols([...rows.map((row) => row.count), totalFigure, ...past], notes);
  const source = sourceOf([indicator], index.used());
  return {
    ...{ label: indicator.label, asAt, rows, total: totalFigure, source, notes: [...notes] },
    earlier: earlier.map(({ asAt: date, counts, total: sumOfYear }) => ({ asAt: date, counts, total: sumOfYear })),
  };
}

function earlierYears(index: FigureIndex, indicator: Indicator, { authority, asAt }: TableOptions) {
  const own = index.places('authority').filter(({ code }) => code === authority);
  // Parts on the other side of a break are other parts: they don't stand beside these.
  const dates = index
    .dates(indicator.code, own)
    .filter((date) => !breakBetween(indicator.breaks, date, asAt) && date < asAt && sameDayOfYear(date, asAt));
  return dates.slice(-mostEarlier).map((date) => {
    const parts = (indicator.breakdown ?? []).map((part) => index.at(indicator.code, authority, date, part));
    const values = parts.map((part) => part?.value);
    const stated = indicator.of === undefined ? undefined : index.at(indicator.of, authority, date);
    const complete = stated === undefined && values.every((value) => value !== undefined);
    return {
      asAt: date,
      counts: parts.map((part) => figureOf(part, date, 'count')),
      total: complete ? numeric(sum(values)) : figureOf(stated, date, 'count'),
      small: parts.flatMap((figure, place) =>
        isSmall(figure) ? [{ label: `${indicator.breakdown?.[place]}, ${dateInWords(date)}`, figure }] : [],
      ),
    };
  });
}

/** Only of a paper: disclosure control of our own figures is another matter than saying what it would have done to theirs. */
function isSmall(one: ReleasedObservation | undefined): boolean {
  const count = Number(one?.value);
  return one?.release.basis === 'as-published' && count >= 1 && count <= 5;
}
