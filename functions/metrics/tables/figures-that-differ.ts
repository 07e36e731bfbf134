import { round, sum } from '../arithmetic/calculate.ts';
import { findIndicator, indicatorOf, unitInWords } from '../catalogue/indicators.ts';
import { asPublished, printed } from '../figure.ts';
import {
  type Catalogue,
  type Indicator,
  type Observation,
  type Place,
  placeKinds,
  type ReleasedObservation,
} from '../model.ts';
import { type Layer, layOver } from '../releases/lay-over.ts';
import { indexFigures, type MeanRead, type Recorder } from './figure-index.ts';

/** One value of a measure and everywhere that it is stated. */
interface Statement {
  /** '398', '70.4', '51%'. */
  printed: string;
  /** How it came about: 'as published, not calculated here', '395 ÷ 57,205 (mid-2022)', 'sum of the 5 parts'. */
  working: string;
  /** The release, with the place in its paper where the release says so. */
  source: string;
}

/** A measure that has two values or more for one place and date. All of them stand; none is taken to be the right one. */
export interface Difference {
  label: string;
  /** In words; a count's stands in its label. */
  unit?: string;
  place: string;
  /** ISO date. */
  date: string;
  /** In the order of the releases, a value that stands in several once. */
  statements: Statement[];
}

interface Stated extends Statement {
  value: string;
  /** The rows that it rests on, and the mean that it is. */
  rests: readonly ReleasedObservation[];
  mean?: MeanRead;
  /** Worked out here to hold a printed figure against: by itself it states nothing. Means of two models of neighbours are two measures. */
  context?: boolean;
}

interface Measure {
  indicator: Indicator;
  place: string;
  kind: Place['kind'];
  date: string;
  breakdown?: string;
  stated: Stated[];
}

/**
 * The figures of one measure, place and date that differ between releases, and totals that differ from the sum of their parts. Two values that are
 * the same once the finer is rounded to the decimals of the coarser don't differ. The mean that a paper prints for neighbours is held against
 * the mean worked out from each release's own neighbours.
 */
export function figuresThatDiffer(layers: readonly Layer[], catalogue: Catalogue, record?: Recorder): Difference[] {
  const measures = new Map<string, Measure>();
  const add = (measure: Omit<Measure, 'stated'>, stated: Stated) => {
    const { indicator, kind, place, date, breakdown } = measure;
    const key = JSON.stringify([indicator.code, kind === 'neighbours' ? kind : place, date, breakdown ?? '']);
    const known = measures.get(key) ?? { ...measure, stated: [] };
    measures.set(key, known);
    known.stated.push(stated);
  };
  for (const layer of layers) {
    for (const one of layer.observations) {
      const indicator = findIndicator(catalogue, one.indicator);
      if (indicator && one.value !== undefined)
        add(measureOf(indicator, one), statedIn(layer, indicator, one, one.value));
    }
    for (const [measure, stated] of [...sums(layer, catalogue), ...means(layer, catalogue)]) add(measure, stated);
  }
  const order = catalogue.indicators.map((one) => one.code);
  const rank = ({ indicator, kind }: Measure) =>
    order.indexOf(indicator.code) * placeKinds.length + placeKinds.indexOf(kind);
  const differing = [...measures.values()]
    .filter(({ stated }) => stated.some((one) => stated.some((other) => !agree(one.value, other.value))))
    .filter(({ stated }) => stated.some((one) => !one.context));
  for (const { rests, mean } of differing.flatMap(({ stated }) => stated)) {
    for (const one of rests) record?.figure(one);
    if (mean) record?.mean(mean);
  }
  return differing
    .toSorted((a, b) => rank(a) - rank(b) || b.date.localeCompare(a.date))
    .map(({ indicator, place, date, breakdown, stated }) => ({
      label: breakdown === undefined ? indicator.label : `${indicator.label} (${breakdown})`,
      ...(indicator.unit === 'count' ? {} : { unit: unitInWords(indicator) }),
      place,
      date,
      statements: distinct(stated),
    }));
}

function measureOf(indicator: Indicator, { place, date, breakdown }: Observation): Omit<Measure, 'stated'> {
  return { indicator, place: place.name, kind: place.kind, date, ...(breakdown === undefined ? {} : { breakdown }) };
}

function statedIn(layer: Layer, indicator: Indicator, one: Observation, value: string): Stated {
  const sides = one.numerator !== undefined && one.denominator !== undefined;
  const calculated = sides && layer.release.basis === 'calculated';
  const working = calculated
    ? `${whole(one.numerator)} ÷ ${whole(one.denominator)}${one.populationVintage ? ` (${one.populationVintage})` : ''}`
    : 'as given';
  return {
    value,
    printed: printed({ value }, indicator.unit),
    working: layer.release.basis === 'as-published' ? asPublished : working,
    source: sourceIn(layer, one),
    rests: [{ ...one, release: layer.release }],
  };
}

const whole = (value: string | undefined) => printed({ value }, 'count');

/** Each breakdown whose parts are all there, as a statement of its total. */
function sums(layer: Layer, catalogue: Catalogue): [Omit<Measure, 'stated'>, Stated][] {
  const groups = Map.groupBy(
    layer.observations.filter((one) => one.breakdown !== undefined),
    (one) => JSON.stringify([one.indicator, one.place.code, one.date]),
  );
  return [...groups.values()].flatMap((parts): [Omit<Measure, 'stated'>, Stated][] => {
    const [first] = parts;
    const indicator = first && findIndicator(catalogue, first.indicator);
    const values = parts.flatMap((part) => part.value ?? []);
    if (!first || !indicator?.of || values.length !== indicator.breakdown?.length) return [];
    const total = indicatorOf(catalogue, indicator.of);
    const value = sum(values);
    const rests = parts.map((part) => ({ ...part, release: layer.release }));
    const working = `sum of the ${values.length} parts`;
    const statement = { value, printed: printed({ value }, 'count'), working, source: sourceIn(layer, first), rests };
    return [[measureOf(total, { ...first, breakdown: undefined }), statement]];
  });
}

const sourceIn = (layer: Layer, one: Observation) =>
  `${layer.release.source}${one.note === undefined ? '' : `, ${one.note}`}`;

/** The mean of a release's own neighbours, for each rate or percentage and date. */
function means(layer: Layer, catalogue: Catalogue): [Omit<Measure, 'stated'>, Stated][] {
  const index = indexFigures(layOver([layer]));
  const neighbours = index.places('neighbour');
  return catalogue.indicators.flatMap((indicator) => {
    if (indicator.unit === 'count') return [];
    return index.dates(indicator.code, neighbours).flatMap((date): [Omit<Measure, 'stated'>, Stated][] => {
      const { value, used, of, from } = index.neighbourMean(indicator, date);
      if (value === undefined) return [];
      const working = `mean of ${used} of ${of} neighbours, model of ${index.neighbourModelYear}`;
      const statement = {
        value,
        printed: printed({ value }, indicator.unit),
        working,
        source: layer.release.source,
        rests: from,
        mean: { indicator: indicator.code, date, model: index.neighbourModelYear, places: neighbours, value, used, of },
        context: true,
      };
      return [[{ indicator, place: 'Statistical neighbours', kind: 'neighbours', date }, statement]];
    });
  });
}

const decimals = (value: string) => value.split('.')[1]?.length ?? 0;

function agree(one: string, other: string): boolean {
  const coarser = Math.min(decimals(one), decimals(other));
  return round(one, coarser) === round(other, coarser);
}

function distinct(stated: readonly Stated[]): Statement[] {
  const seen = new Map(
    stated.map(({ printed, working, source }) => [
      JSON.stringify([printed, working, source]),
      { printed, working, source },
    ]),
  );
  return [...seen.values()];
}
