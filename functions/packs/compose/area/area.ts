import { originLink, originsLink } from '../origins/origin-links.ts';
import type { Origins } from '../origins/origins-view.ts';
import { britishDate, missingText, printFigure, printPair } from '../pages/format.ts';
import { type Words, words } from '../pages/words.ts';
import { type Figure, isMissing, type Missing, type PackView, type Pair } from '../peer-review/view.ts';
import { categoriesModel } from './area-categories.ts';
import { panelsModel } from './area-panels.ts';
import { trendModel } from './area-trend.ts';
import { capital } from './chart-values.ts';
import { noteMarks } from './note-marks.ts';

type Benchmark = Exclude<PackView['figures']['benchmark'], Missing>;
type BenchmarkRow = Benchmark['rows'][number];

interface Cell {
  absent: boolean;
  text: string;
  /** A letter that leads to a note, or nothing. */
  mark: string;
}

/** The model of section 2: tables with everything printed, charts drawn. What is missing is `{absent: true, text}` in its place. */
export function areaModel(view: Pick<PackView, 'council' | 'figures' | 'origins'>) {
  const { benchmark, categories, trend, panels } = view.figures;
  return {
    benchmark: isMissing(benchmark) ? absent(benchmark) : benchmarkModel(benchmark, view.council, view.origins),
    categories: isMissing(categories) ? absent(categories) : categoriesModel(categories, view.council, view.origins),
    trend: isMissing(trend) ? absent(trend) : trendModel(trend, view.origins),
    panels: panelsModel(panels, view.origins),
  };
}

const absent = (value: Missing) => ({ absent: true as const, text: missingText(value) });

export function benchmarkModel(benchmark: Benchmark, council: string, origins: Origins | undefined) {
  const marks = noteMarks();
  const cellOf = (column: string, pair: Pair | Missing): Cell => {
    // What is missing is said in a note: a narrow column of numbers has no room for the words.
    const missing = (value: Missing): Cell => ({
      absent: true,
      text: 'Missing',
      mark: marks.of(`${missingText(value)}.`),
    });
    if (isMissing(pair)) return missing(pair);
    if (isMissing(pair.now) && isMissing(pair.before)) return missing(pair.now);
    return { absent: false, text: printPair(pair), mark: pair.period ? marks.of(`${column}: ${pair.period}.`) : '' };
  };
  const rows = benchmark.rows.map((row) => ({
    origin: originLink(origins, row.indicator),
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
      ...marks.notes(),
      ...benchmark.notes.map((text) => ({ mark: '', text })),
      ...(benchmark.neighbourNames.length > 0
        ? [{ mark: '', text: `Statistical neighbours (${model.text}): ${benchmark.neighbourNames.join(', ')}.` }]
        : []),
    ],
    source: benchmark.source,
    origins: originsLink(origins),
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
