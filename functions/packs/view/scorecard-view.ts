import { changeOf } from '../../metrics/arithmetic/changes.ts';
import { indicatorOf } from '../../metrics/catalogue/indicators.ts';
import { dateInWords, type Figure, figureOf, printed } from '../../metrics/figure.ts';
import { type BenchmarkRow, benchmarkTable } from '../../metrics/tables/benchmark-table.ts';
import { indexFigures } from '../../metrics/tables/figure-index.ts';
import { recentSeries } from '../../metrics/tables/recent-series.ts';
import { standing } from '../../metrics/tables/standing.ts';
import { printedValue } from '../../metrics/targets/target-status.ts';
import { joinSources } from '../compose/area/join-sources.ts';
import type { Scorecard, ScorecardRow } from '../compose/scorecard/scorecard-schema.ts';
import { flagsOf, madeOf, remarksOn } from './data-quality.ts';
import type { Measured } from './measured.ts';
import { type Targets, targetOf } from './target-of.ts';

/**
 * One row for each indicator: its newest figure up to the day of the report, which way it goes, beside whom, and against which target. Every number
 * of it is read from the releases or worked out of them, or is a target. Nothing where no indicator has a figure.
 */
export function scorecardView(
  measured: Measured,
  indicators: readonly string[],
  targets: Targets,
): Scorecard | undefined {
  const { observations, asAt } = measured;
  const groups = Map.groupBy(indicators, (code) => newestDate(code, measured) ?? asAt);
  const tables = [...groups].flatMap(([date, codes]) => {
    const table = benchmarkTable(observations, { ...measured, asAt: date, indicators: codes });
    return table ? [{ date, table }] : [];
  });
  const [first] = tables;
  if (!first) return undefined;
  const rows = tables.flatMap(({ date, table }) => table.rows.map((row) => rowOf(row, date, measured, targets)));
  const { now, before } = tables.find(({ date }) => date === asAt)?.table ?? first.table;
  return {
    ...{ now, before },
    rows: rows.toSorted((one, other) => indicators.indexOf(one.indicator) - indicators.indexOf(other.indicator)),
    notes: [...new Set(tables.flatMap(({ table }) => table.notes))],
    source: joinSources(tables.map(({ table }) => table.source)),
  };
}

function newestDate(indicator: string, { observations, authority, asAt, record }: Measured): string | undefined {
  const index = indexFigures(observations, record);
  const own = index.places('authority').filter(({ code }) => code === authority);
  return index.dates(indicator, own).findLast((date) => date <= asAt);
}

/** @param date of the row's own figure */
function rowOf(row: BenchmarkRow, date: string, measured: Measured, targets: Targets) {
  const { catalogue, observations, asAt, authority, record } = measured;
  const indicator = indicatorOf(catalogue, row.indicator);
  const of = { ...measured, asAt: date, indicator: row.indicator };
  const own = indexFigures(observations, record).at(row.indicator, authority, date);
  const series = recentSeries(observations, of);
  const region = regionOf(row.indicator, of);
  const { remarks, ...against } = targetOf(row.indicator, row.own.now, { ...measured, asAt: date }, targets);
  const { rank, quartile, date: ranked } = standing(observations, of);
  const dates = {
    ...(date === asAt ? {} : { own: dateInWords(date) }),
    ...dateOf('neighbours', row.neighbours, { own: date, asAt }),
    ...(region && region.date !== asAt ? { region: dateInWords(region.date) } : {}),
    ...dateOf('england', row.england, { own: date, asAt }),
    ...(ranked === undefined ? {} : { standing: dateInWords(ranked) }),
  };
  const made = madeOf(own, (value) => printed({ value }, 'count'));
  const flags = flagsOf(own, row, dates);
  return {
    indicator: row.indicator,
    label: row.label,
    unit: row.unit,
    polarity: indicator.polarity,
    now: row.own.now,
    ...(made === undefined ? {} : { made }),
    before: row.own.before,
    ...changeBetween(row, indicator),
    ...(series ? { series } : {}),
    neighbours: nowOf(row.neighbours),
    standing: rank,
    quartile,
    ...(region ? { region: region.figure } : {}),
    england: nowOf(row.england),
    dates,
    ...against,
    flags,
    remarks: [...remarksOn(own, date, asAt), ...remarks],
  } satisfies ScorecardRow;
}

/** Of the values as printed: a reader who sees no change must not be told of one. */
function changeBetween(
  { own: { now, before } }: BenchmarkRow,
  indicator: Parameters<typeof changeOf>[0],
): Pick<ScorecardRow, 'direction' | 'better' | 'change'> {
  const [last, first] = [printedValue(now), printedValue(before)];
  if (last === undefined || first === undefined) return { direction: 'unknown' };
  const { way, better, by, unit } = changeOf(indicator, last, first);
  return {
    direction: way,
    ...(better === undefined ? {} : { better }),
    ...(way === 'same' ? {} : { change: { by, unit } }),
  };
}

type Column = BenchmarkRow['england'] | BenchmarkRow['neighbours'];

const nowOf = (pair: Column): Figure => ('now' in pair ? pair.now : pair);

/** The date of a comparator whose figure is of another date than the scorecard; the row's own date may be another, too. */
function dateOf<K extends string>(key: K, pair: Column, dates: { own: string; asAt: string }): { [P in K]?: string } {
  const other = dates.own === dates.asAt ? undefined : dateInWords(dates.own);
  const date = 'now' in pair ? (pair.period ?? other) : undefined;
  return (date === undefined ? {} : { [key]: date }) as { [P in K]?: string };
}

/** The newest figure of the region that the releases name, if they name one. */
function regionOf(indicator: string, { observations, catalogue, asAt, record }: Measured) {
  const { unit } = indicatorOf(catalogue, indicator);
  const index = indexFigures(observations, record);
  const [region] = index.places('region');
  const date = region && index.dates(indicator, [region]).findLast((one) => one <= asAt);
  return region && date ? { date, figure: figureOf(index.at(indicator, region.code, date), date, unit) } : undefined;
}
