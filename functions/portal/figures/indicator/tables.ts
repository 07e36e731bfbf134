import { periodInWords } from '../../../metrics/arithmetic/period-words.ts';
import { yearEarlier } from '../../../metrics/arithmetic/periods.ts';
import { changeUnit, incomparable } from '../../../metrics/arithmetic/units.ts';
import { dateInWords, printed } from '../../../metrics/figure.ts';
import type { Indicator, Place, ReleasedObservation } from '../../../metrics/model.ts';
import type { FigureIndex } from '../../../metrics/tables/figure-index.ts';
import { type Cell, changeCell, figureCell, meanCell } from './cells.ts';
import { provenancePath } from './paths.ts';

export interface FigureTable {
  columns: string[];
  rows: { says: string; cells: Cell[] }[];
}

/** Models of neighbours that have a column of their own; older ones are in the download. */
const mostModels = 3;

/** The council's own figures by date, newest first, beside its comparators; of a count that is split, its parts beside each other. */
export function seriesTable(
  index: FigureIndex,
  indicator: Indicator,
  own: Place,
  dates: readonly string[],
): FigureTable {
  const { code, breakdown, period } = indicator;
  const says = (date: string) => periodInWords(period, date);
  const at = (place: Place, date: string, part?: string) => index.at(code, place.code, date, part);
  if (breakdown) {
    return {
      columns: [...breakdown],
      rows: dates.map((date) => ({
        says: says(date),
        cells: breakdown.map((part) => figureCell(at(own, date, part), indicator)),
      })),
    };
  }
  const models = incomparable(indicator.unit) === undefined ? modelsOf(index, indicator) : [];
  const others = [...index.places('region'), ...index.places('england')].filter(
    (place) => index.dates(code, [place]).length > 0,
  );
  const means = index.places('neighbours').filter((place) => index.dates(code, [place]).length > 0);
  return {
    columns: [
      own.name,
      changeHead(indicator),
      ...models.map((model) => `Mean of neighbours, model of ${model}`),
      ...means.map(() => 'Neighbours, as published'),
      ...others.map(({ name }) => name),
    ],
    rows: dates.map((date) => ({
      says: says(date),
      cells: [
        figureCell(at(own, date), indicator),
        changeCell(at(own, date), at(own, yearEarlier(date)), indicator),
        ...models.map((model) => meanCell(index, indicator, date, model)),
        ...means.map((place) => figureCell(at(place, date), indicator)),
        ...others.map((place) => figureCell(at(place, date), indicator)),
      ],
    })),
  };
}

/** With its unit, so that a percentage isn't taken to change by per cent of itself. */
export function changeHead(indicator: Indicator): string {
  const unit = changeUnit(indicator, '2');
  return indicator.unit === 'percent' ? `Change in a year, ${unit}` : 'Change in a year';
}

const modelsOf = (index: FigureIndex, { code }: Indicator) =>
  index
    .neighbourModels()
    .filter((model) => index.dates(code, index.places('neighbour', model)).length > 0)
    .slice(0, mostModels);

export interface NeighbourTable {
  model: string;
  rows: { name: string; own: boolean; cell: Cell }[];
}

/** The council among the neighbours of each model on one day, the better end first; a symbol and what is absent come last. */
export function neighbourTables(index: FigureIndex, indicator: Indicator, own: Place, date: string): NeighbourTable[] {
  if (incomparable(indicator.unit) !== undefined || indicator.breakdown) return [];
  const sign = indicator.polarity === 'lower-is-better' ? 1 : -1;
  return modelsOf(index, indicator).flatMap((model) => {
    const rows = [own, ...index.places('neighbour', model)].map((place) => ({
      name: place.name,
      own: place.code === own.code,
      one: index.at(indicator.code, place.code, date),
    }));
    if (rows.filter(({ one }) => one?.value !== undefined).length < 2) return [];
    const size = (one: ReleasedObservation | undefined) =>
      one?.value === undefined ? Number.POSITIVE_INFINITY : sign * Number(one.value);
    const sorted = rows.toSorted((one, other) => {
      const [first, second] = [size(one.one), size(other.one)];
      return first === second ? one.name.localeCompare(other.name, 'en-GB') : first - second;
    });
    return [{ model, rows: sorted.map(({ one, ...row }) => ({ ...row, cell: figureCell(one, indicator) })) }];
  });
}

/** Figures that a later release changed: what was first published, and what stands now. */
export function revisions(observations: readonly ReleasedObservation[], indicator: Indicator) {
  return observations.flatMap((one) => {
    const first = one.firstPublished;
    if (one.indicator !== indicator.code || !first) return [];
    const { place, date, breakdown } = one;
    const query = { place: place.code, date, ...(breakdown === undefined ? {} : { part: breakdown }) };
    return [
      {
        says: `${place.name}${breakdown === undefined ? '' : `, ${breakdown}`}, ${dateInWords(date)}`,
        first: {
          text: printed(first, indicator.unit),
          href: provenancePath(indicator.code, { ...query, series: 'first-published' }),
          note: first.release.source,
        },
        now: { ...figureCell(one, indicator), note: one.release.source },
      },
    ];
  });
}
