import { indicatorOf, unitInWords } from '../catalogue/indicators.ts';
import { dateInWords, type Figure, figureOf, yearBefore } from '../figure.ts';
import type { Indicator, ReleasedObservation } from '../model.ts';
import { type FigureIndex, indexFigures } from './figure-index.ts';
import { noteImpliedPopulations } from './implied-population.ts';
import { meanFigure, noteSymbols, sourceOf, type TableOptions } from './table-parts.ts';

/** This year and last year of one column. `period` only when the column is of another date than the table. */
export interface Pair {
  now: Figure;
  before: Figure;
  period?: string;
}

export interface BenchmarkRow {
  indicator: string;
  label: string;
  unit: string;
  own: Pair;
  /** A mean that a paper printed can't say how many it was made from. */
  neighbours: (Pair & ({ used: number; of: number } | { asPublished: true })) | { missing: string };
  england: Pair | { missing: string };
}

export interface BenchmarkTable {
  now: string;
  before: string;
  neighbourModelYear: string | { missing: string };
  neighbourNames: string[];
  rows: BenchmarkRow[];
  notes: string[];
  source: string;
}

/**
 * The table `this year (last year)`, with a row for each of the indicators asked for, in that order. Nothing if the authority has none of
 * them on that date. Throws for a code that the catalogue doesn't have.
 */
export function benchmarkTable(
  observations: readonly ReleasedObservation[],
  options: TableOptions & { indicators: readonly string[] },
): BenchmarkTable | undefined {
  const index = indexFigures(observations);
  const { catalogue, authority, asAt } = options;
  const indicators = options.indicators.map((code) => indicatorOf(catalogue, code));
  if (!indicators.some(({ code }) => index.at(code, authority, asAt))) return undefined;
  const notes = new Set<string>();
  const rows = indicators.map((indicator) => benchmarkRow(index, indicator, options, notes));
  for (const { own, neighbours, england } of rows) {
    for (const pair of [own, neighbours, england]) if ('now' in pair) noteSymbols([pair.now, pair.before], notes);
  }
  noteImpliedPopulations(index, indicators, { authority, dates: [asAt, yearBefore(asAt)] }, notes);
  const neighbourNames = index.places('neighbour').map((place) => place.name);
  const before = yearBefore(asAt);
  const neighbourModelYear = index.neighbourModelYear ?? { missing: 'the model of statistical neighbours' };
  const source = sourceOf(indicators, index.used());
  return { now: asAt, before, neighbourModelYear, neighbourNames, rows, notes: [...notes], source };
}

function benchmarkRow(
  index: FigureIndex,
  indicator: Indicator,
  options: TableOptions,
  notes: Set<string>,
): BenchmarkRow {
  const { authority, asAt } = options;
  const pairOf = (date: string, read: (date: string) => Figure): Pair => ({
    now: read(date),
    before: comparable(indicator, date, notes) ?? read(yearBefore(date)),
    ...(date === asAt ? {} : { period: dateInWords(date) }),
  });
  const [england] = index.places('england');
  const englandDate = england && latest(index.dates(indicator.code, [england]), asAt);
  return {
    indicator: indicator.code,
    label: indicator.label,
    unit: unitInWords(indicator),
    own: pairOf(asAt, (date) => figureOf(index.at(indicator.code, authority, date), date)),
    neighbours: neighboursOf(),
    england:
      england && englandDate
        ? pairOf(englandDate, (date) => figureOf(index.at(indicator.code, england.code, date), date))
        : { missing: 'no figure for England' },
  };

  function neighboursOf(): BenchmarkRow['neighbours'] {
    const own = latest(index.dates(indicator.code, index.places('neighbour')), asAt);
    if (own) {
      const pair = pairOf(own, (date) => meanFigure(index, indicator, date, notes));
      return { ...pair, ...usedAt(index, indicator, own) };
    }
    const [mean] = index.places('neighbours');
    const published = mean && latest(index.dates(indicator.code, [mean]), asAt);
    if (!mean || !published) return { missing: 'no figures of neighbours' };
    return {
      ...pairOf(published, (date) => figureOf(index.at(indicator.code, mean.code, date), date)),
      asPublished: true,
    };
  }
}

const latest = (dates: readonly string[], asAt: string) => dates.filter((date) => date <= asAt).at(-1);

/** What stands in place of last year's figure where a break in series makes it incomparable; nothing where there is no break. */
function comparable(indicator: Indicator, date: string, notes: Set<string>): Figure | undefined {
  const broken = indicator.breaks.find((one) => yearBefore(date) < one.date && one.date <= date);
  if (!broken) return undefined;
  notes.add(`${indicator.label}: not comparable with figures before ${dateInWords(broken.date)}. ${broken.note}`);
  return { missing: 'break in series' };
}

function usedAt(index: FigureIndex, indicator: Indicator, date: string) {
  const { used, of } = index.neighbourMean(indicator, date);
  return { used, of };
}
