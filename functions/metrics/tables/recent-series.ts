import { breakBetween } from '../arithmetic/breaks.ts';
import { shortMonth } from '../arithmetic/period-words.ts';
import { yearEarlier } from '../arithmetic/periods.ts';
import { indicatorOf } from '../catalogue/indicators.ts';
import { type Figure, figureOf } from '../figure.ts';
import type { Period, ReleasedObservation } from '../model.ts';
import { indexFigures } from './figure-index.ts';
import { sourceOf, type TableOptions } from './table-parts.ts';
import { trend } from './trend.ts';

/** The last figures of an authority, for a small line. */
export interface RecentSeries {
  /** Labels are months ('Jun 2025') or years ('2025'). */
  of: 'months' | 'years';
  points: { period: string; figure: Figure }[];
  breaks: { before: string; note: string }[];
  source: string;
}

const mostYears = 8;
/** Fewer say less of a year than the years before do. */
const fewestMonths = 4;

/**
 * The authority's own figures of the last twelve months where there are four or more: what was counted on a day, or the twelve months to each
 * month's end. Else those of the last eight years, on the same day. Nothing with fewer than two.
 */
export function recentSeries(
  observations: readonly ReleasedObservation[],
  options: TableOptions & { indicator: string },
): RecentSeries | undefined {
  return lastMonths(observations, options) ?? lastYears(observations, options);
}

function lastMonths(
  observations: readonly ReleasedObservation[],
  { catalogue, authority, asAt, record, indicator: code }: TableOptions & { indicator: string },
): RecentSeries | undefined {
  const indicator = indicatorOf(catalogue, code);
  const period: Period | undefined = indicator.period === 'as-at' ? undefined : 'rolling-12-months';
  const index = indexFigures(observations, record);
  const own = index.places('authority').filter((place) => place.code === authority);
  const from = yearEarlier(asAt);
  const dates = index.dates(code, own, period).filter((date) => from <= date && date <= asAt);
  if (dates.filter((date) => date > from).length < fewestMonths) return undefined;
  const points = dates.map((date) => ({
    period: shortMonth(date),
    figure: figureOf(index.at(code, authority, date, undefined, period), date, indicator.unit),
  }));
  const breaks = dates.flatMap((date, place) => {
    const before = dates[place - 1];
    const found = before === undefined ? undefined : breakBetween(indicator.breaks, before, date);
    return found ? [{ before: shortMonth(date), note: found.note }] : [];
  });
  return { of: 'months', points, breaks, source: sourceOf([indicator], index.used()) };
}

function lastYears(
  observations: readonly ReleasedObservation[],
  options: TableOptions & { indicator: string },
): RecentSeries | undefined {
  const own = observations.filter(({ place }) => place.code === options.authority);
  const line = trend(own, options);
  const points = line?.series[0]?.points.slice(-mostYears) ?? [];
  if (!line || points.length < 2) return undefined;
  const known = new Set(points.slice(1).map(({ period }) => period));
  return { of: 'years', points, breaks: line.breaks.filter(({ before }) => known.has(before)), source: line.source };
}
