import { barChart } from '../../documents/charts/bar-chart.ts';
import { lineChart } from '../../documents/charts/line-chart.ts';
import type { Value } from '../../documents/charts/model.ts';
import { categoriesFinding, trendFinding } from './findings.ts';
import { britishDate, missingText, printFigure, printPair } from './format.ts';
import { type Figure, isMissing, type Missing, type PackView, type Pair } from './view.ts';
import { type Words, words } from './words.ts';

type Benchmark = Exclude<PackView['figures']['benchmark'], Missing>;
type BenchmarkRow = Benchmark['rows'][number];
type Categories = Exclude<PackView['figures']['categories'], Missing>;
type Trend = Exclude<PackView['figures']['trend'], Missing>;

interface Cell {
  absent: boolean;
  text: string;
  /** A letter that leads to a note, or nothing. */
  mark: string;
}

/** The model of section 2: tables with everything printed, charts drawn. What is missing is `{absent: true, text}` in its place. */
export function areaModel(view: PackView) {
  const { benchmark, categories, trend } = view.figures;
  return {
    benchmark: isMissing(benchmark) ? absent(benchmark) : benchmarkModel(benchmark, view.council),
    categories: isMissing(categories) ? absent(categories) : categoriesModel(categories, view.council),
    trend: isMissing(trend) ? absent(trend) : trendModel(trend),
  };
}

const absent = (value: Missing) => ({ absent: true as const, text: missingText(value) });

function benchmarkModel(benchmark: Benchmark, council: string) {
  const marks = new Map<string, string>();
  const cellOf = (column: string, pair: Pair | Missing): Cell => {
    // What is missing is said in a note: a narrow column of numbers has no room for the words.
    const missing = (value: Missing): Cell => ({
      absent: true,
      text: 'Missing',
      mark: markFor(`${missingText(value)}.`),
    });
    if (isMissing(pair)) return missing(pair);
    if (isMissing(pair.now) && isMissing(pair.before)) return missing(pair.now);
    return { absent: false, text: printPair(pair), mark: pair.period ? markFor(`${column}: ${pair.period}.`) : '' };
  };
  const markFor = (note: string): string => {
    const mark = marks.get(note) ?? String.fromCharCode(97 + (marks.size % 26));
    marks.set(note, mark);
    return mark;
  };
  const rows = benchmark.rows.map((row) => ({
    label: row.label,
    unit: row.unit,
    own: cellOf(council, row.own),
    neighbours: cellOf('Neighbours', row.neighbours),
    used: usedText(row),
    england: cellOf('England', row.england),
  }));
  const model = words(benchmark.neighbourModelYear, (year) => `model of ${year}`);
  return {
    absent: false as const,
    council,
    now: britishDate(benchmark.now),
    before: britishDate(benchmark.before),
    model,
    cards: cards(benchmark, council),
    rows,
    notes: [
      ...[...marks].map(([note, mark]) => ({ mark, text: note })),
      ...benchmark.notes.map((text) => ({ mark: '', text })),
      ...(benchmark.neighbourNames.length > 0
        ? [{ mark: '', text: `Statistical neighbours (${model.text}): ${benchmark.neighbourNames.join(', ')}.` }]
        : []),
    ],
    source: benchmark.source,
  };
}

function usedText(row: BenchmarkRow): string {
  if (isMissing(row.neighbours)) return 'none';
  return 'asPublished' in row.neighbours ? 'not stated' : `${row.neighbours.used} of ${row.neighbours.of}`;
}

interface Cards {
  label: string;
  unit: string;
  list: { term: string; value: Words }[];
}

/** The first row of the table, large: what a director reads first. */
function cards(benchmark: Benchmark, council: string): Cards {
  const row = benchmark.rows[0];
  if (!row) return { label: '', unit: '', list: [] };
  const figure = (value: Figure): Words => ({
    absent: isMissing(value),
    text: isMissing(value) ? 'Missing' : printFigure(value),
  });
  const of = (pair: Pair | Missing): Words => (isMissing(pair) ? { absent: true, text: 'Missing' } : figure(pair.now));
  return {
    label: row.label,
    unit: capital(row.unit),
    list: [
      { term: `${council}, ${britishDate(benchmark.now)}`, value: figure(row.own.now) },
      { term: `${council}, ${britishDate(benchmark.before)}`, value: figure(row.own.before) },
      { term: 'Mean of neighbours', value: of(row.neighbours) },
      { term: 'England', value: of(row.england) },
    ],
  };
}

const percentText = (figure: Figure): string =>
  isMissing(figure) || 'symbol' in figure ? printFigure(figure) : `${printFigure(figure)}%`;

function categoriesModel(categories: Categories, council: string) {
  const finding = categoriesFinding(categories);
  const bars = categories.rows
    .map((row) => ({
      label: row.label,
      value: chartValue(row.count),
      note: isMissing(row.percent) || 'symbol' in row.percent ? undefined : percentText(row.percent),
    }))
    .toSorted((a, b) => size(b.value) - size(a.value))
    .map(({ note, ...bar }) => (note === undefined ? bar : { ...bar, note }));
  return {
    absent: false as const,
    council,
    label: categories.label,
    asAt: britishDate(categories.asAt),
    rows: categories.rows.map((row) => ({
      label: row.label,
      count: printFigure(row.count),
      percent: percentText(row.percent),
    })),
    total: printFigure(categories.total),
    finding,
    chart: barChart({ title: finding, unit: categories.label, decimals: 0, bars }).svg,
    notes: categories.notes,
    source: categories.source,
  };
}

function chartValue(figure: Figure): Value {
  if (isMissing(figure)) return { symbol: missingText(figure) };
  return 'symbol' in figure ? { symbol: figure.symbol } : { value: figure.value };
}

const size = (value: Value): number => ('value' in value ? value.value : -1);

function trendModel(trend: Trend) {
  const finding = trendFinding(trend);
  const figures = trend.series.flatMap((series) => series.points.map((point) => point.figure));
  const decimals = Math.max(
    0,
    ...figures.map((figure) => (!isMissing(figure) && 'value' in figure ? figure.decimals : 0)),
  );
  const periods = [...new Set(trend.series.flatMap((series) => series.points.map((point) => point.period)))];
  const chart = lineChart({
    title: finding,
    unit: capital(trend.unit),
    decimals,
    breaks: trend.breaks,
    series: trend.series.map((series) => ({
      name: series.name,
      points: series.points.map((point) => ({
        period: point.period,
        // A gap on the page: its words stand in the table below the chart.
        value: isMissing(point.figure) ? { symbol: 'x' } : chartValue(point.figure),
      })),
    })),
  });
  return {
    absent: false as const,
    label: trend.label,
    unit: trend.unit,
    finding,
    chart: chart.svg,
    columns: trend.series.map((series) => series.name),
    widths: ['2', ...trend.series.map(() => '3')].join(' '),
    rows: periods.map((period) => ({
      period,
      cells: trend.series.map((series) => {
        const figure = series.points.find((point) => point.period === period)?.figure;
        return figure === undefined ? 'x' : printFigure(figure);
      }),
    })),
    notes: trend.breaks.map((stop) => `Break in series before ${stop.before}: ${stop.note}`),
    span: periods.length > 1 ? `${periods[0]} to ${periods.at(-1)}` : periods[0],
    source: trend.source,
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
