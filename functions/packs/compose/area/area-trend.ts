import { periodsOf } from '../../../documents/charts/axis.ts';
import { lineChart } from '../../../documents/charts/line-chart.ts';
import { originLink } from '../origins/origin-links.ts';
import type { Origins } from '../origins/origins-view.ts';
import { printFigure } from '../pages/format.ts';
import { capital, decimalsOf, pointsOf } from './chart-values.ts';
import type { Trend } from './figures-view.ts';
import { trendFinding } from './findings.ts';

/** One measure over the years: a line chart, and its figures in a table. */
export function trendModel(trend: Trend, origins?: Origins) {
  const finding = trendFinding(trend);
  const series = trend.series.map(({ name, points }) => ({ name, points: pointsOf(points) }));
  const periods = periodsOf(series);
  const decimals = decimalsOf(trend.series.flatMap(({ points }) => points.map(({ figure }) => figure)));
  const chart = lineChart({ title: finding, unit: capital(trend.unit), decimals, breaks: trend.breaks, series });
  return {
    absent: false as const,
    label: trend.label,
    unit: trend.unit,
    finding,
    chart: chart.svg,
    columns: trend.series.map(({ name }) => name),
    widths: ['2', ...trend.series.map(() => '3')].join(' '),
    rows: periods.map((period) => ({ period, cells: trend.series.map((one) => cellOf(one, period)) })),
    notes: [
      ...trend.breaks.map((stop) => `Break in series before ${stop.before}: ${stop.note}`),
      ...(trend.notes ?? []),
    ],
    span: periods.length > 1 ? `${periods[0]} to ${periods.at(-1)}` : (periods[0] ?? ''),
    source: trend.source,
    origins: originLink(origins, trend.indicator),
  };
}

/** The figure of a period as a table prints it; `x` where the series has none. */
export function cellOf({ points }: Pick<Trend['series'][number], 'points'>, period: string): string {
  const figure = points.find((point) => point.period === period)?.figure;
  return figure === undefined ? 'x' : printFigure(figure);
}
