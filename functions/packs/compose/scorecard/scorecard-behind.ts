import { periodsOf } from '../../../documents/charts/axis.ts';
import { cellOf } from '../area/area-trend.ts';
import { pointsOf } from '../area/chart-values.ts';
import { joinSources } from '../area/join-sources.ts';
import { shortDate } from '../pages/format.ts';
import type { ScorecardRow } from './scorecard-schema.ts';

type Series = NonNullable<ScorecardRow['series']>;

export const lineOf = ({ points, breaks }: Series) => ({ points: pointsOf(points), breaks });

interface Drawn {
  row: ScorecardRow;
  series: Series;
  number: string;
}

/** The figures behind the small lines: a table of those by year and one of those by month, where there are any. */
export function linesModel(rows: readonly ScorecardRow[]) {
  const drawn = rows.flatMap((row, place) =>
    row.series ? [{ row, series: row.series, number: String(place + 1) }] : [],
  );
  const of = (kind: Series['of']) => drawn.filter(({ series }) => series.of === kind);
  return [tableOf(of('months'), 'the last twelve months'), tableOf(of('years'), 'the last years')].flatMap(
    (table) => table ?? [],
  );
}

function tableOf(drawn: readonly Drawn[], span: string) {
  if (drawn.length === 0) return undefined;
  const periods = periodsOf(drawn.map(({ series }) => ({ name: '', points: lineOf(series).points })));
  return {
    span,
    periods,
    widths: [5, 40, 26, ...periods.map(() => 8)].join(' '),
    rows: drawn.map(({ row, series, number }) => ({
      number,
      label: `${row.label}, ${row.unit}`,
      made: row.made ?? 'As given',
      cells: periods.map((period) => cellOf(series, period)),
    })),
    source: joinSources(drawn.map(({ series }) => series.source)),
    notes: drawn.flatMap(({ row, series }) =>
      series.breaks.map((stop) => `${row.label}: break in series before ${stop.before}. ${stop.note}`),
    ),
  };
}

/** What those who own the actions say of the measures, newest note of each; empty where none does. */
export function commentaryRows(rows: readonly ScorecardRow[]) {
  return rows.flatMap(({ label, commentary }, place) => {
    if (!commentary) return [];
    const { text, owner, date, ref } = commentary;
    return [{ number: String(place + 1), label, text, owner, action: ref, date: shortDate(date) }];
  });
}
