import { difference } from '../../metrics/arithmetic/calculate.ts';
import { indicatorOf } from '../../metrics/catalogue/indicators.ts';
import { asPublished, dateInWords, type Figure, figureOf } from '../../metrics/figure.ts';
import { type BenchmarkRow, benchmarkTable } from '../../metrics/tables/benchmark-table.ts';
import { indexFigures } from '../../metrics/tables/figure-index.ts';
import { standing } from '../../metrics/tables/standing.ts';
import { trend } from '../../metrics/tables/trend.ts';
import { actionsOf, type Measure, type Plan } from '../../reviews/plan-model.ts';
import type { ReportView, ScorecardRow } from '../compose/annual/report-view.ts';
import type { Missing } from '../compose/pages/missing.ts';
import { type Measured, measuredFigures } from './measured.ts';

type Scorecard = Exclude<ReportView['scorecard'], Missing>;

/** What the delivery plan wants of a measure, and which action says so. */
interface Target {
  ref: string;
  measure: Measure;
}

/** One row for each indicator: where it stands, which way it goes, beside whom, and against which target of the delivery plan. */
export function scorecardView(
  measured: Measured,
  indicators: readonly string[],
  plan: Plan | undefined,
): Scorecard | undefined {
  const table = benchmarkTable(measured.observations, { ...measured, indicators });
  if (!table || table.rows.length === 0) return undefined;
  const targets = plan ? actionsOf(plan).flatMap(({ ref, measure }) => (measure ? [{ ref, measure }] : [])) : [];
  const rows = table.rows.map((row) => {
    const own = targets.find(
      ({ measure }) => measure.indicator === row.indicator && measure.place === measured.authority,
    );
    return rowOf(row, own, measured);
  });
  return { now: table.now, before: table.before, rows, notes: table.notes, source: table.source };
}

function rowOf(row: BenchmarkRow, target: Target | undefined, measured: Measured): ScorecardRow {
  const direction = directionOf(row.own);
  const { polarity } = indicatorOf(measured.catalogue, row.indicator);
  const against = target && measuredFigures(target.measure, measured);
  const series = seriesOf(row.indicator, measured);
  const region = regionOf(row.indicator, measured);
  return {
    indicator: row.indicator,
    label: row.label,
    unit: row.unit,
    polarity,
    now: row.own.now,
    before: row.own.before,
    direction,
    ...((direction === 'rose' || direction === 'fell') && polarity !== 'none'
      ? { better: (direction === 'rose') === (polarity === 'higher-is-better') }
      : {}),
    ...(series ? { series } : {}),
    neighbours: nowOf(row.neighbours),
    standing: standing(measured.observations, { ...measured, indicator: row.indicator }).rank,
    ...(region ? { region: region.figure } : {}),
    england: nowOf(row.england),
    dates: {
      ...dateOf('neighbours', row.neighbours),
      ...(region && region.date !== measured.asAt ? { region: dateInWords(region.date) } : {}),
      ...dateOf('england', row.england),
    },
    target:
      target && against
        ? { value: against.target, date: target.measure.target.date, ref: target.ref }
        : { missing: 'no target is set' },
    state: against ? against.status : 'no-target',
    remarks: remarksOn(row.indicator, measured),
  };
}

type Column = BenchmarkRow['england'] | BenchmarkRow['neighbours'];

const nowOf = (pair: Column): Figure => ('now' in pair ? pair.now : pair);

const dateOf = <K extends string>(key: K, pair: Column): { [P in K]?: string } =>
  ('period' in pair && pair.period !== undefined ? { [key]: pair.period } : {}) as { [P in K]?: string };

/** Of the values as printed: a reader who sees no change must not be told of one. */
function directionOf({ now, before }: BenchmarkRow['own']): ScorecardRow['direction'] {
  if (!('value' in now) || !('value' in before)) return 'unknown';
  const moved = Number(difference(now.value.toFixed(now.decimals), before.value.toFixed(before.decimals)));
  if (moved === 0) return 'same';
  return moved > 0 ? 'rose' : 'fell';
}

const mostYears = 8;

/** The last years of the small line, and the breaks that lie between them. */
function seriesOf(indicator: string, measured: Measured): ScorecardRow['series'] {
  const own = measured.observations.filter(({ place }) => place.code === measured.authority);
  const line = trend(own, { ...measured, indicator });
  const points = line?.series[0]?.points.slice(-mostYears) ?? [];
  const known = new Set(points.slice(1).map(({ period }) => period));
  return line && points.length > 1
    ? { points, breaks: line.breaks.filter(({ before }) => known.has(before)), source: line.source }
    : undefined;
}

/** The newest figure of the region that the releases name, if they name one. */
function regionOf(indicator: string, { observations, catalogue, asAt, record }: Measured) {
  const { unit } = indicatorOf(catalogue, indicator);
  const index = indexFigures(observations, record);
  const [region] = index.places('region');
  const date = region && index.dates(indicator, [region]).findLast((one) => one <= asAt);
  return region && date ? { date, figure: figureOf(index.at(indicator, region.code, date), date, unit) } : undefined;
}

function remarksOn(indicator: string, { observations, authority, asAt }: Measured): string[] {
  const own = indexFigures(observations).at(indicator, authority, asAt);
  if (!own) return [];
  return [
    ...(own.release.status === 'provisional' ? ['Provisional: it may be revised.'] : []),
    ...(own.release.basis === 'as-published' ? [`The figure is ${asPublished}.`] : []),
    ...(own.note ? [own.note.replace(/\.?$/, '.')] : []),
  ];
}
