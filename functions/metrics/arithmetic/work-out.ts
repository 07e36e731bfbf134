import { dateInWords } from '../figure.ts';
import {
  type Catalogue,
  type Indicator,
  isQuotient,
  type Observation,
  observationKey,
  type ReleasedObservation,
} from '../model.ts';
import { calculated } from './calculate.ts';

/**
 * Adds each rate and percentage that no release gives and whose two sides are counts of the catalogue that releases do give: worked out
 * on reading, and never stored. A side that is a symbol makes the figure that symbol; a denominator of nought makes it `z` (not applicable). The
 * rate's population vintage is the population's own date: 'mid-2024' of 2024-06-30. What a release gives itself stands as it is.
 * @returns the observations given, in their order, then the new ones in the catalogue's order
 */
export function workOut(observations: readonly ReleasedObservation[], catalogue: Catalogue): ReleasedObservation[] {
  const known = new Map(observations.map((one) => [observationKey(one), one]));
  const counts = Map.groupBy(observations, (one) => one.indicator);
  const made = catalogue.indicators.flatMap((indicator) => {
    const of = isQuotient(indicator.unit) ? indicator.numerator?.of : undefined;
    return (of === undefined ? [] : (counts.get(of) ?? [])).flatMap(
      (above) => quotientOf(indicator, above, known) ?? [],
    );
  });
  return [...observations, ...made];
}

function quotientOf(
  indicator: Indicator,
  above: ReleasedObservation,
  known: ReadonlyMap<string, ReleasedObservation>,
): ReleasedObservation | undefined {
  // A mean that a paper printed has no count behind it. A part of a breakdown is a figure only of an indicator that has the same parts.
  if (above.place.kind === 'neighbours') return undefined;
  if (above.breakdown !== undefined && !indicator.breakdown?.includes(above.breakdown)) return undefined;
  const quotient = { ...above, indicator: indicator.code };
  const below = known.has(observationKey(quotient)) ? undefined : denominatorOf(indicator, above, known);
  if (!below) return undefined;
  const { place, date, breakdown, release } = above;
  return {
    indicator: indicator.code,
    place,
    date,
    ...(breakdown === undefined ? {} : { breakdown }),
    ...result(indicator, above, below),
    ...(above.value === undefined ? {} : { numerator: above.value }),
    ...(below.value === undefined ? {} : { denominator: below.value }),
    ...(indicator.unit === 'rate-per-10000' ? { populationVintage: vintageOf(below.date) } : {}),
    release: { ...release, basis: 'calculated' },
    from: [above, below],
  };
}

function result(indicator: Indicator, above: Observation, below: Observation): Pick<Observation, 'value' | 'symbol'> {
  const symbol = above.symbol ?? below.symbol;
  if (symbol !== undefined) return { symbol };
  if (above.value === undefined || below.value === undefined) throw new Error('An observation has a value or a symbol');
  return Number(below.value) === 0 ? { symbol: 'z' } : { value: calculated(indicator, above.value, below.value) };
}

/** Of the same part where the denominator is given by part, else of the whole. */
function denominatorOf(
  { denominator }: Indicator,
  { place, date, breakdown }: ReleasedObservation,
  known: ReadonlyMap<string, ReleasedObservation>,
): ReleasedObservation | undefined {
  if (denominator?.of === undefined) return undefined;
  const whole = {
    indicator: denominator.of,
    place,
    date: denominator.at === 'mid-year-before' ? midYearBefore(date) : date,
  };
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
