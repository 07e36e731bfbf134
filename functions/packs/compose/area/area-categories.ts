import { barChart } from '../../../documents/charts/bar-chart.ts';
import { PALETTE, type Value } from '../../../documents/charts/model.ts';
import { stackedBar } from '../../../documents/charts/stacked-bar.ts';
import { originLink } from '../origins/origin-links.ts';
import type { Origins } from '../origins/origins-view.ts';
import { britishDate, printFigure, shortDate } from '../pages/format.ts';
import { isMissing } from '../pages/missing.ts';
import { chartValue } from './chart-values.ts';
import type { Categories, Figure } from './figures-view.ts';
import { categoriesFinding } from './findings.ts';

/** The parts of a count: a table and a chart. With earlier years both show them all, and the chart is of stacked bars. */
export function categoriesModel(categories: Categories, council: string, origins?: Origins) {
  const { label, rows, total, earlier } = categories;
  const finding = categoriesFinding(categories);
  const asAt = britishDate(categories.asAt);
  const years = [...earlier, { asAt: categories.asAt, counts: rows.map(({ count }) => count), total }];
  const first = years[0]?.asAt ?? categories.asAt;
  return {
    absent: false as const,
    label,
    asAt,
    caption: years.length > 1 ? `${council}, ${britishDate(first)} to ${asAt}` : `${council} at ${asAt}`,
    columns: years.length > 1 ? years.map((year) => shortDate(year.asAt)) : ['Number'],
    share: years.length > 1 ? `Share, ${shortDate(categories.asAt)}` : 'Share',
    widths: [6, ...years.map(() => 2), years.length > 1 ? 3 : 2].join(' '),
    rows: rows.map((row, place) => ({
      label: row.label,
      counts: years.map(({ counts }) => printed(counts[place])),
      percent: percentText(row.percent),
    })),
    totals: years.map((year) => printFigure(year.total)),
    finding,
    chart: (years.length > 1 && rows.length <= PALETTE.length
      ? stackedBar({
          ...{ title: finding, unit: `${label}; the total stands at the end`, decimals: 0 },
          parts: rows.map((row) => row.label),
          bars: years.map((year) => ({
            label: shortDate(year.asAt),
            values: rows.map((_, place) => chartValue(year.counts[place] ?? none)),
            total: chartValue(year.total),
          })),
        })
      : barChart({ title: finding, unit: label, decimals: 0, bars: barsOf(rows) })
    ).svg,
    notes: categories.notes,
    source: categories.source,
    origins: originLink(origins, categories.indicator),
  };
}

const none: Figure = { missing: 'no figure' };
const printed = (figure: Figure = none): string => printFigure(figure);

const percentText = (figure: Figure): string =>
  isMissing(figure) || 'symbol' in figure ? printFigure(figure) : `${printFigure(figure)}%`;

/** The largest first. */
function barsOf(rows: Categories['rows']) {
  return rows
    .map(({ label, count, percent }) => ({
      ...{ label, value: chartValue(count) },
      ...(isMissing(percent) || 'symbol' in percent ? {} : { note: percentText(percent) }),
    }))
    .toSorted((a, b) => size(b.value) - size(a.value));
}

const size = (value: Value): number => ('value' in value ? value.value : -1);
