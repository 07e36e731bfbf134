import { unitRules } from '../../metrics/arithmetic/units.ts';
import { unitInWords } from '../../metrics/catalogue/indicators.ts';
import { printed } from '../../metrics/figure.ts';
import type { Indicator, ReleasedObservation } from '../../metrics/model.ts';
import { roundingInWords } from '../../metrics/provenance/in-words.ts';
import type { Provenance, Stood } from '../../metrics/provenance/model.ts';
import { provenanceOf } from '../../metrics/provenance/provenance-of.ts';
import type { MeanRead } from '../../metrics/tables/figure-index.ts';
import type { OriginGroup } from '../compose/origins/origins-view.ts';
import type { PrintedFigures } from './printed-figures.ts';

type Statement = OriginGroup['rows'][number]['cells'][number][number];

/** What one cell holds, before it is known whether its population stands in a row of its own. */
interface Said extends Statement {
  population?: string;
}

interface Row {
  place: string;
  part?: string;
  byDate: Map<string, Said[]>;
}

export interface OriginOptions {
  /** Whether to say what a figure was before it was revised: not in a pack that prints each release by itself. */
  revisions: boolean;
  /** 'A12' of a row of a release. */
  nameOf: (stood: Stood) => string;
}

/** Own figures first, then England, the region and the neighbours: their mean before each of them. */
const order = ['authority', 'england', 'region', 'neighbours', 'neighbour'] as const;

/** All that was printed of one measure. Nothing when none of it was. */
export function originGroup(
  indicator: Indicator,
  recorded: PrintedFigures,
  options: OriginOptions,
): OriginGroup | undefined {
  const means = recorded.means().filter(({ mean }) => mean.indicator === indicator.code && mean.value !== undefined);
  const figures = [...recorded.figures()]
    .filter(([one]) => one.indicator === indicator.code)
    // Counts of neighbours are read on the way to a mean that nobody prints.
    .filter(([{ place }]) => place.kind !== 'neighbour' || unitRules(indicator.unit).comparable)
    .toSorted(([one], [other]) => placeIn(indicator, one) - placeIn(indicator, other));
  if (figures.length === 0) return undefined;
  const rows = new Rows();
  const roundings = new Set<string>();
  const print = ([one]: (typeof figures)[number]) => {
    const provenance = provenanceOf(one, indicator);
    if (!provenance.symbol) roundings.add(roundingInWords(provenance));
    rows.add(one.place.name, one.breakdown, one.date, statementOf(provenance, options));
  };
  figures.filter(([{ place }]) => place.kind !== 'neighbour').forEach(print);
  for (const { mean } of means) {
    rows.add(`Mean of neighbours, model of ${mean.model}`, undefined, mean.date, meanStatement(mean, indicator));
  }
  figures.filter(([{ place }]) => place.kind === 'neighbour').forEach(print);
  const sections = [...figures.flatMap(([, names]) => [...names]), ...means.map(({ section }) => section)];
  return {
    indicator: indicator.code,
    label: indicator.label,
    unit: unitInWords(indicator),
    rounding: [...roundings].join('; ') || 'none, because no figure is a number',
    ...rows.table(),
    sections: [...new Set(sections)],
  };
}

function placeIn({ breakdown = [] }: Indicator, { place, breakdown: part = '' }: ReleasedObservation): number {
  return order.indexOf(place.kind) * 1000 + breakdown.indexOf(part);
}

/** Releases that say the same of a figure stand together. */
const sayingOf = ({ printed: value, working, population }: Said) => JSON.stringify([value, working, population]);

class Rows {
  readonly #rows = new Map<string, Row>();

  add(place: string, part: string | undefined, date: string, said: Said): void {
    const key = JSON.stringify([place, part]);
    const made: Row = { place, ...(part === undefined ? {} : { part }), byDate: new Map() };
    const row = this.#rows.get(key) ?? made;
    this.#rows.set(key, row);
    const there = row.byDate.get(date) ?? [];
    const same = there.find((one) => sayingOf(one) === sayingOf(said));
    if (same) same.rows = [...new Set([...same.rows, ...said.rows])];
    else row.byDate.set(date, [...there, said]);
  }

  /** A population that all of a date's rates share stands once, in a last row; where they differ each says its own. */
  table(): Pick<OriginGroup, 'dates' | 'rows'> {
    const rows = [...this.#rows.values()];
    const dates = [...new Set(rows.flatMap(({ byDate }) => [...byDate.keys()]))].toSorted();
    const shared = dates.map((date) => {
      const all = rows.flatMap(({ byDate }) => byDate.get(date)?.flatMap((one) => one.population ?? []) ?? []);
      const stated = new Set(all.filter((population) => population !== unstated));
      return stated.size === 1 || all.length === 0 ? [...stated] : stated.size === 0 ? [unstated] : [];
    });
    const printedRows = rows.map(({ place, part, byDate }) => ({
      place,
      ...(part === undefined ? {} : { part }),
      cells: dates.map((date, column) => (byDate.get(date) ?? []).map((said) => plain(said, shared[column]?.[0]))),
    }));
    const population = {
      place: 'Population that they divide by',
      cells: shared.map((said) => said.map((text) => ({ printed: text, rows: [], working: [] }))),
    };
    return { dates, rows: shared.some(({ length }) => length > 0) ? [...printedRows, population] : printedRows };
  }
}

const unstated = 'not stated';

const plain = ({ population, working, ...rest }: Said, shared: string | undefined): Statement => ({
  ...rest,
  working:
    population === undefined || population === shared
      ? working
      : [...working, population === unstated ? 'population not stated' : population],
});

function statementOf(
  { printed: value, symbol, making, population, stood, first }: Provenance,
  { nameOf, revisions }: OriginOptions,
): Said {
  const sides = making.how === 'calculated' ? [making.parts.map((part) => part.printed).join(' ÷ ')] : [];
  const earlier =
    first && revisions ? [`first published as ${first.printed}, ${first.stood.map(nameOf).join(' ')}`] : [];
  return {
    printed: symbol?.symbol ?? value,
    rows: [...new Set(stood.map(nameOf))],
    working: [...sides, ...earlier],
    ...(population === undefined ? {} : { population }),
  };
}

const meanStatement = ({ value = '', used, of }: MeanRead, { unit }: Indicator): Said => ({
  printed: printed({ value }, unit),
  rows: [],
  working: [`${used} of ${of}`],
});
