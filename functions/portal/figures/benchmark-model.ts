import { yearEarlier } from '../../metrics/arithmetic/periods.ts';
import { indicatorOf } from '../../metrics/catalogue/indicators.ts';
import { dateInWords, type Figure, printedFigure } from '../../metrics/figure.ts';
import type { Catalogue, Indicator, Place, ReleasedObservation } from '../../metrics/model.ts';
import { neighboursPlace } from '../../metrics/provenance/find-provenance.ts';
import type { PlainPair } from '../../metrics/tables/benchmark-file.ts';
import { type BenchmarkRow, benchmarkTable, latestDate, type Pair } from '../../metrics/tables/benchmark-table.ts';
import { indexFigures } from '../../metrics/tables/figure-index.ts';
import { type Cell, noCell } from './indicator/cells.ts';
import { indicatorPath, provenancePath } from './indicator/paths.ts';
import { rankWords } from './indicator/rank-words.ts';

interface BenchmarkOf {
  observations: readonly ReleasedObservation[];
  catalogue: Catalogue;
  own: Place;
  /** Codes, in the order of the rows. */
  indicators: readonly string[];
  /** ISO date. */
  asAt: string;
}

/** What one place has of an indicator: this year, and the year before; `notes` say of what, of whom and where it stands. */
export interface PairCell {
  now: Cell;
  /** Nothing where the place has neither. */
  before?: Cell;
  notes: string[];
  /** For the file: as it stands, without words. */
  plain: PlainPair;
}

export interface BenchmarkModel {
  columns: { head: string; model?: string }[];
  rows: { label: string; code: string; href: string; unit: string; cells: PairCell[] }[];
  notes: string[];
  source: string;
}

/** The benchmark table as a page and a file have it. Nothing where the council has none of the figures on that day. */
export function benchmarkModel({
  observations,
  catalogue,
  own,
  indicators,
  asAt,
}: BenchmarkOf): BenchmarkModel | undefined {
  const index = indexFigures(observations);
  const held = indicators.filter((code) => index.at(code, own.code, asAt));
  const models = index
    .neighbourModels()
    .filter((model) => held.some((code) => has(code, index.places('neighbour', model))));
  const asked = { catalogue, authority: own.code, asAt, indicators: held, neighbourModels: models, region: true };
  const table = benchmarkTable(observations, asked);
  if (!table) return undefined;
  const [[region], [england], [mean]] = [index.places('region'), index.places('england'), index.places('neighbours')];
  const asPublished = mean && table.rows.some(({ neighbours }) => 'asPublished' in neighbours) ? [mean] : [];
  return {
    columns: [
      { head: own.name },
      ...models.map((model) => ({ head: `Neighbours, model of ${model}`, model })),
      ...asPublished.map(() => ({ head: 'Neighbours, as published' })),
      ...[region, england].flatMap((place) => (place ? [{ head: place.name }] : [])),
    ],
    rows: table.rows.map((row) => {
      const indicator = indicatorOf(catalogue, row.indicator);
      return {
        ...{ label: row.label, code: row.indicator, href: indicatorPath(row.indicator), unit: row.unit },
        cells: [
          cellOf(row.own, indicator, { place: own.code }, [own]),
          ...models.map((model, at) => neighbourCell(row, indicator, model, at)),
          ...asPublished.map((place) =>
            cellOf('asPublished' in row.neighbours ? row.neighbours : undefined, indicator, { place: place.code }, [
              place,
            ]),
          ),
          ...(region ? [cellOf(row.region, indicator, { place: region.code }, [region])] : []),
          ...(england ? [cellOf(row.england, indicator, { place: england.code }, [england])] : []),
        ],
      };
    }),
    // The table has a column of the newest model besides those that are asked for: its notes would stand twice.
    notes: table.notes.filter((note) => models.length === 0 || !note.includes(', neighbours at ')),
    source: table.source,
  };

  function has(code: string, places: readonly Place[]): boolean {
    return latestDate(index, code, places, asAt) !== undefined;
  }

  function neighbourCell(row: BenchmarkRow, indicator: Indicator, model: string, at: number): PairCell {
    const pair = row.byModel?.[at];
    const cell = cellOf(pair, indicator, { place: neighboursPlace, model }, index.places('neighbour', model));
    if (!pair || !('used' in pair)) return cell;
    const rank = pair.rank ? rankWords(pair.rank) : '';
    return {
      ...cell,
      notes: [
        `mean of ${pair.used} of ${pair.of}`,
        ...cell.notes,
        ...(rank === '' ? [] : [`rank: ${rank.toLowerCase()}`]),
      ],
      plain: { ...cell.plain, used: String(pair.used), of: String(pair.of), rank },
    };
  }

  /** @param places whose figures the pair is of: they say of which day it is */
  function cellOf(
    pair: Pair | { missing: string } | undefined,
    { code, unit }: Indicator,
    query: { place: string; model?: string },
    places: readonly Place[],
  ): PairCell {
    if (!pair || !('now' in pair)) return { now: noCell, notes: [], plain: { ...nothing } };
    const date = latestDate(index, code, places, asAt) ?? asAt;
    const cell = (figure: Figure, on: string): Cell => {
      const href = 'missing' in figure ? '' : provenancePath(code, { ...query, date: on });
      return { text: short(figure, unit), href, note: '' };
    };
    return {
      now: cell(pair.now, date),
      before: cell(pair.before, yearEarlier(date)),
      notes: pair.period === undefined ? [] : [pair.period],
      plain: { ...nothing, now: plain(pair.now), before: plain(pair.before), date },
    };
  }
}

const nothing = { now: '', before: '', date: '', used: '', of: '', rank: '' };

/** A symbol stands alone: what it means is said once under the table. */
function short(figure: Figure, unit: Indicator['unit']): string {
  if ('symbol' in figure) return figure.symbol;
  if ('missing' in figure) return figure.missing === 'break in series' ? 'break' : '–';
  return printedFigure(figure, unit);
}

function plain(figure: Figure): string {
  if ('value' in figure) return figure.value.toFixed(figure.decimals);
  return 'symbol' in figure ? figure.symbol : '';
}

/** Days of which the council has any of the figures, newest first. */
export function datesOf(
  observations: readonly ReleasedObservation[],
  own: Place,
  indicators: readonly string[],
): string[] {
  const wanted = new Set(indicators);
  const days = observations.flatMap((one) =>
    wanted.has(one.indicator) && one.place.code === own.code && one.breakdown === undefined && one.period === undefined
      ? [one.date]
      : [],
  );
  return [...new Set(days)].toSorted().toReversed();
}

export const dayOption = (date: string) => ({ value: date, text: dateInWords(date) });
