import { breakBetween } from '../arithmetic/breaks.ts';
import { yearEarlier } from '../arithmetic/periods.ts';
import { type Rank, rankAmong } from '../arithmetic/ranks.ts';
import { incomparable } from '../arithmetic/units.ts';
import { indicatorOf, unitInWords } from '../catalogue/indicators.ts';
import { dateInWords, type Figure, figureOf } from '../figure.ts';
import type { Indicator, Place, ReleasedObservation } from '../model.ts';
import { inSeries } from '../releases/lay-over.ts';
import { type FigureIndex, indexFigures } from './figure-index.ts';
import { noteImpliedPopulations } from './implied-population.ts';
import { meanFigure, noteRevisions, noteSymbols, sourceOf, type TableOptions } from './table-parts.ts';

/** This year and last year of one column. `period` only when the column is of another date than the table. */
export interface Pair {
  now: Figure;
  before: Figure;
  period?: string;
}

type NeighbourPair = Pair & ({ used: number; of: number } | { asPublished: true });
/** The mean of the neighbours of one model, and where the authority stands among them on the day of the table, where it can be said. */
type ModelPair = NeighbourPair & { rank?: Rank };

export interface BenchmarkRow {
  indicator: string;
  label: string;
  unit: string;
  own: Pair;
  /** A mean that a paper printed can't say how many it was made from. */
  neighbours: NeighbourPair | { missing: string };
  /** The same by each of the models that were asked for, in the order of `models`; absent where none were. */
  byModel?: (ModelPair | { missing: string })[];
  /** Only where it was asked for. */
  region?: Pair | { missing: string };
  england: Pair | { missing: string };
}

export type BenchmarkOptions = TableOptions & {
  indicators: readonly string[];
  neighbourModels?: readonly string[];
  region?: boolean;
};

export interface BenchmarkTable {
  now: string;
  before: string;
  neighbourModelYear: string | { missing: string };
  neighbourNames: string[];
  /** The models that were asked for, each with the names of the neighbours that it chose. */
  models?: { year: string; names: string[] }[];
  rows: BenchmarkRow[];
  notes: string[];
  source: string;
}

/**
 * The table `this year (last year)`, with a row for each of the indicators asked for, in that order. Nothing if the authority has none of
 * them on that date. Throws for a code that the catalogue doesn't have.
 * @param options `neighbourModels`: years of the models to have a column each, beside the newest that every table has; `region`: whether the region has a
 * column
 */
export function benchmarkTable(
  observations: readonly ReleasedObservation[],
  options: BenchmarkOptions,
): BenchmarkTable | undefined {
  const index = indexFigures(inSeries(observations, options.series ?? 'latest'), options.record);
  const { catalogue, authority, asAt } = options;
  const indicators = options.indicators.map((code) => indicatorOf(catalogue, code));
  if (!indicators.some(({ code }) => index.at(code, authority, asAt))) return undefined;
  const notes = new Set<string>();
  const rows = indicators.map((indicator) => benchmarkRow(index, indicator, options, notes));
  for (const { own, neighbours, byModel = [], region, england } of rows) {
    for (const pair of [own, neighbours, ...byModel, ...(region ? [region] : []), england])
      if ('now' in pair) noteSymbols([pair.now, pair.before], notes);
  }
  noteRevisions(index.used(), catalogue, notes);
  noteImpliedPopulations(index, indicators, { authority, dates: [asAt, yearEarlier(asAt)] }, notes);
  const namesOf = (model?: string) => index.places('neighbour', model).map((place) => place.name);
  const models = options.neighbourModels?.map((year) => ({ year, names: namesOf(year) }));
  const before = yearEarlier(asAt);
  const neighbourModelYear = index.neighbourModelYear ?? { missing: 'the model of statistical neighbours' };
  const source = sourceOf(indicators, index.used());
  return {
    ...{ now: asAt, before, neighbourModelYear, neighbourNames: namesOf(), ...(models ? { models } : {}) },
    ...{ rows, notes: [...notes], source },
  };
}

function benchmarkRow(
  index: FigureIndex,
  indicator: Indicator,
  options: BenchmarkOptions,
  notes: Set<string>,
): BenchmarkRow {
  const { authority, asAt, neighbourModels } = options;
  const pairOf = (date: string, read: (date: string) => Figure): Pair => ({
    now: read(date),
    before: comparable(indicator, date, notes) ?? read(yearEarlier(date)),
    ...(date === asAt ? {} : { period: dateInWords(date) }),
  });
  return {
    indicator: indicator.code,
    label: indicator.label,
    unit: unitInWords(indicator),
    own: pairOf(asAt, (date) => figureOf(index.at(indicator.code, authority, date), date, indicator.unit)),
    neighbours: neighboursOf(),
    ...(neighbourModels
      ? { byModel: neighbourModels.map((model) => ({ ...neighboursOf(model), ...rankBy(model) })) }
      : {}),
    ...(options.region ? { region: whole('region', 'no figure for the region') } : {}),
    england: whole('england', 'no figure for England'),
  };

  function whole(kind: 'region' | 'england', missing: string): Pair | { missing: string } {
    const [place] = index.places(kind);
    const date = place && latestDate(index, indicator.code, [place], asAt);
    if (!place || date === undefined) return { missing };
    return pairOf(date, (on) => figureOf(index.at(indicator.code, place.code, on), on, indicator.unit));
  }

  function rankBy(model: string): { rank?: Rank } {
    const value = index.at(indicator.code, authority, asAt)?.value;
    if (value === undefined || incomparable(indicator.unit) !== undefined) return {};
    const places = index.places('neighbour', model);
    const others = places.flatMap(({ code }) => index.at(indicator.code, code, asAt)?.value ?? []);
    return others.length === 0 ? {} : { rank: rankAmong(value, others, indicator.polarity) };
  }

  function neighboursOf(model?: string): BenchmarkRow['neighbours'] {
    const why = incomparable(indicator.unit);
    if (why !== undefined) return { missing: why };
    const own = latestDate(index, indicator.code, index.places('neighbour', model), asAt);
    if (own) {
      const { used, of } = index.neighbourMean(indicator, own, model);
      return { ...pairOf(own, (date) => meanFigure(index, indicator, date, notes, model)), used, of };
    }
    if (model !== undefined) return { missing: `no figures of neighbours by the model of ${model}` };
    const [mean] = index.places('neighbours');
    const published = mean && latestDate(index, indicator.code, [mean], asAt);
    if (!mean || !published) return { missing: 'no figures of neighbours' };
    return {
      ...pairOf(published, (date) => figureOf(index.at(indicator.code, mean.code, date), date, indicator.unit)),
      asPublished: true,
    };
  }
}

/** The last day, not after `asAt`, of which any of the places has a figure: a column may be of another year than its table. */
export const latestDate = (index: FigureIndex, indicator: string, places: readonly Place[], asAt: string) =>
  index.dates(indicator, places).findLast((date) => date <= asAt);

/** What stands in place of last year's figure where a break in series makes it incomparable; nothing where there is no break. */
function comparable(indicator: Indicator, date: string, notes: Set<string>): Figure | undefined {
  const broken = breakBetween(indicator.breaks, yearEarlier(date), date);
  if (!broken) return undefined;
  notes.add(`${indicator.label}: not comparable with figures before ${dateInWords(broken.date)}. ${broken.note}`);
  return { missing: 'break in series' };
}
