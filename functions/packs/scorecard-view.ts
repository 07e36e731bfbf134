import { type BenchmarkRow, benchmarkTable } from '../metrics/benchmark-table.ts';
import { difference } from '../metrics/calculate.ts';
import type { Figure } from '../metrics/figure.ts';
import { indicatorOf } from '../metrics/indicators.ts';
import { actionsOf, type Measure, type Plan } from '../reviews/plan-model.ts';
import type { ReportView, ScorecardRow } from './compose/report-view.ts';
import type { Missing } from './compose/view.ts';
import { type Measured, measuredFigures } from './measured.ts';

type Scorecard = Exclude<ReportView['scorecard'], Missing>;

/** One row for each indicator: where it stands, which way it goes, beside whom, and against which target of the delivery plan. */
export function scorecardView(
  measured: Measured,
  indicators: readonly string[],
  plan: Plan | undefined,
): Scorecard | undefined {
  const table = benchmarkTable(measured.observations, { ...measured, indicators });
  if (!table || table.rows.length === 0) return undefined;
  const measures = plan ? actionsOf(plan).flatMap(({ measure }) => measure ?? []) : [];
  const rows = table.rows.map((row) => {
    const own = measures.find((one) => one.indicator === row.indicator && one.place === measured.authority);
    return rowOf(row, own, measured);
  });
  return { now: table.now, before: table.before, rows, notes: table.notes, source: table.source };
}

function rowOf(row: BenchmarkRow, measure: Measure | undefined, measured: Measured): ScorecardRow {
  const direction = directionOf(row.own);
  const { polarity } = indicatorOf(measured.catalogue, row.indicator);
  const against = measure && measuredFigures(measure, measured);
  return {
    label: row.label,
    unit: row.unit,
    now: row.own.now,
    before: row.own.before,
    direction,
    ...((direction === 'rose' || direction === 'fell') && polarity !== 'none'
      ? { better: (direction === 'rose') === (polarity === 'higher-is-better') }
      : {}),
    neighbours: nowOf(row.neighbours),
    england: nowOf(row.england),
    target: measure && against ? { value: against.target, date: measure.target.date } : { missing: 'no target is set' },
    state: against ? against.status : 'no-target',
  };
}

const nowOf = (pair: BenchmarkRow['england'] | BenchmarkRow['neighbours']): Figure => ('now' in pair ? pair.now : pair);

/** Of the values as printed: a reader who sees no change must not be told of one. */
function directionOf({ now, before }: BenchmarkRow['own']): ScorecardRow['direction'] {
  if (!('value' in now) || !('value' in before)) return 'unknown';
  const moved = Number(difference(now.value.toFixed(now.decimals), before.value.toFixed(before.decimals)));
  if (moved === 0) return 'same';
  return moved > 0 ? 'rose' : 'fell';
}
