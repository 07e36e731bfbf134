import { dateInWords } from '../figure.ts';
import {
  type Catalogue,
  type Indicator,
  type Observation,
  observationKey,
  type ReleasedObservation,
} from '../model.ts';
import { withFirst } from '../releases/lay-over.ts';
import { calculated, equal } from './calculate.ts';
import { rollingYears } from './rolling.ts';
import { unitRules } from './units.ts';

/**
 * Adds what no release gives and can be worked out from what they do: the twelve months to a date from months or quarters of a count, then
 * each rate, percentage and mean whose two sides are counts of the catalogue. Worked out on reading, and never stored. A side that is a
 * symbol makes the figure that symbol; a denominator of nought makes it `z` (not applicable). The rate's population vintage is the population's
 * own date: 'mid-2024' of 2024-06-30. What a release gives itself stands as it is.
 * @returns the observations given, in their order, then the new ones in the catalogue's order
 */
export function workOut(observations: readonly ReleasedObservation[], catalogue: Catalogue): ReleasedObservation[] {
  const counted = [...observations, ...rollingYears(observations, catalogue)];
  const known = new Map(counted.map((one) => [observationKey(one), one]));
  const counts = Map.groupBy(counted, (one) => one.indicator);
  const made = catalogue.indicators.flatMap((indicator) => {
    const of = unitRules(indicator.unit).times === undefined ? undefined : indicator.numerator?.of;
    return (of === undefined ? [] : (counts.get(of) ?? [])).flatMap(
      (above) => quotientOf(indicator, above, known) ?? [],
    );
  });
  return [...counted, ...made];
}

function quotientOf(
  indicator: Indicator,
  above: ReleasedObservation,
  known: ReadonlyMap<string, ReleasedObservation>,
): ReleasedObservation | undefined {
  // A mean that a paper printed has no count behind it.
  if (above.place.kind === 'neighbours' || !isOf(indicator, above)) return undefined;
  const { place, date, breakdown, period } = above;
  const part = indicator.numerator?.part === undefined && breakdown !== undefined ? { breakdown } : {};
  const figure = { indicator: indicator.code, place, date, ...part, ...(period === undefined ? {} : { period }) };
  const below = known.has(observationKey(figure)) ? undefined : denominatorOf(indicator, above, known);
  if (!below) return undefined;
  const made = divided(indicator, figure, above, below);
  if (!above.firstPublished && !below.firstPublished) return made;
  return withFirst(made, divided(indicator, figure, above.firstPublished ?? above, below.firstPublished ?? below));
}

type Named = Pick<Observation, 'indicator' | 'place' | 'date' | 'breakdown' | 'period'>;

function divided(
  indicator: Indicator,
  figure: Named,
  above: ReleasedObservation,
  below: ReleasedObservation,
): ReleasedObservation {
  return {
    ...figure,
    ...result(indicator, above, below),
    ...(above.value === undefined ? {} : { numerator: above.value }),
    ...(below.value === undefined ? {} : { denominator: below.value }),
    ...(indicator.unit === 'rate-per-10000' ? { populationVintage: vintageOf(below.date) } : {}),
    release: { ...above.release, basis: 'calculated' },
    from: [above, below],
  };
}

function result(indicator: Indicator, above: Observation, below: Observation): Pick<Observation, 'value' | 'symbol'> {
  const symbol = above.symbol ?? below.symbol;
  if (symbol !== undefined) return { symbol };
  if (above.value === undefined || below.value === undefined) throw new Error('An observation has a value or a symbol');
  return equal(below.value, '0') ? { symbol: 'z' } : { value: calculated(indicator, above.value, below.value) };
}

/** A part of a count is a numerator of what names that part, or of what has the same parts itself. */
function isOf({ numerator, breakdown: parts }: Indicator, { breakdown }: Observation): boolean {
  if (numerator?.part !== undefined) return breakdown === numerator.part;
  return breakdown === undefined ? parts === undefined : parts?.includes(breakdown) === true;
}

/** Of the part that is named; else of the same part where the denominator is given by part, else of the whole. */
function denominatorOf(
  { denominator }: Indicator,
  { place, date, breakdown, period }: ReleasedObservation,
  known: ReadonlyMap<string, ReleasedObservation>,
): ReleasedObservation | undefined {
  if (denominator?.of === undefined) return undefined;
  const whole = {
    indicator: denominator.of,
    place,
    ...(denominator.at === 'mid-year-before'
      ? { date: midYearBefore(date) }
      : { date, ...(period === undefined ? {} : { period }) }),
  };
  if (denominator.part !== undefined) return known.get(observationKey({ ...whole, breakdown: denominator.part }));
  const part = breakdown === undefined ? undefined : known.get(observationKey({ ...whole, breakdown }));
  return part ?? known.get(observationKey(whole));
}

/** The last 30 June before the day: 2024-06-30 of 2025-03-31, and of 2025-06-30 too. */
export function midYearBefore(iso: string): string {
  const year = Number(iso.slice(0, 4));
  return `${iso.slice(5) > '06-30' ? year : year - 1}-06-30`;
}

/** 'mid-2024' of 2024-06-30; another day in words. */
function vintageOf(iso: string): string {
  return iso.endsWith('-06-30') ? `mid-${iso.slice(0, 4)}` : dateInWords(iso);
}
