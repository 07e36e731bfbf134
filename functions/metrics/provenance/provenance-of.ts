import { difference, percentage } from '../arithmetic/calculate.ts';
import { changeOf } from '../arithmetic/changes.ts';
import { unitRules } from '../arithmetic/units.ts';
import { unitInWords } from '../catalogue/indicators.ts';
import { dateInWords, printed } from '../figure.ts';
import type { Indicator, Observation, ReleasedObservation } from '../model.ts';
import { meaningOf } from '../symbols.ts';
import type { FigureIndex } from '../tables/figure-index.ts';
import type { Making, Part, Provenance, Stood } from './model.ts';

/**
 * Where one figure comes from: what a row gives, what its source printed, or what was worked out from two sides (in its own row, or each
 * in a row of its own) or added up from months or quarters.
 */
export function provenanceOf(one: ReleasedObservation, indicator: Indicator): Provenance {
  const making = makingOf(one, indicator);
  const other = (is: ReleasedObservation) => ({ printed: printed(is, indicator.unit), stood: stoodOf(is) });
  return {
    ...subjectOf(one, indicator),
    printed: printed(one, indicator.unit),
    ...(one.symbol === undefined ? {} : { symbol: { symbol: one.symbol, means: meaningOf(one.symbol) } }),
    making,
    ...(indicator.unit === 'rate-per-10000' ? { population: one.populationVintage ?? 'not stated' } : {}),
    rounding: roundingOf(one, indicator, making),
    stood: stoodOf(one),
    ...(one.firstPublished ? { first: other(one.firstPublished) } : {}),
    ...(one.revisedTo ? { revised: other(one.revisedTo) } : {}),
  };
}

/** The mean of the neighbours of one model (the newest unless another is named), with each of them. Nothing where none has a number. */
export function provenanceOfMean(
  index: FigureIndex,
  indicator: Indicator,
  date: string,
  model = index.neighbourModelYear,
): Provenance | undefined {
  const { value, used, of } = index.neighbourMean(indicator, date, model);
  if (value === undefined || model === undefined) return undefined;
  const found = index.places('neighbour', model).map((place) => ({
    place,
    one: index.at(indicator.code, place.code, date),
  }));
  const parts = found.map(
    ({ place, one }): Part => ({
      says: place.name,
      printed: one ? printed(one, indicator.unit) : 'no figure',
      leftOut: one?.value === undefined,
      stood: one ? stoodOf(one) : [],
    }),
  );
  const vintages = [...new Set(found.flatMap(({ one }) => (one?.value === undefined ? [] : populationOf(one))))];
  return {
    ...subjectOf(
      { place: { code: 'neighbours', name: 'statistical neighbours', kind: 'neighbours' }, date },
      indicator,
    ),
    printed: printed({ value }, indicator.unit),
    making: { how: 'mean', parts, used, of, model },
    ...(indicator.unit === 'rate-per-10000' ? { population: vintages.toSorted().join(' and ') } : {}),
    rounding: { decimals: indicator.decimals, rule: 'half-up' },
    stood: parts.flatMap((part) => part.stood),
  };
}

/** One printed figure less another: counts and rates in their unit, percentages in percentage points. Nothing where either is a symbol. */
export function provenanceOfDifference(
  now: ReleasedObservation,
  before: ReleasedObservation,
  indicator: Indicator,
): Provenance | undefined {
  if (now.value === undefined || before.value === undefined) return undefined;
  const value = difference(now.value, before.value);
  const parts = [partOf(now, indicator, dateInWords(now.date)), partOf(before, indicator, dateInWords(before.date))];
  return {
    ...subjectOf(now, indicator),
    printed: signedChange(now.value, before.value, indicator),
    making: { how: 'difference', parts: parts as [Part, Part] },
    rounding: { decimals: decimalsOf(value), rule: 'none' },
    stood: parts.flatMap((part) => part.stood),
  };
}

/** A part of a breakdown as a percentage of its total, to one decimal. Nothing where there is nothing to divide, or to divide by. */
export function provenanceOfShare(
  part: ReleasedObservation,
  total: ReleasedObservation,
  indicator: Indicator,
): Provenance | undefined {
  if (part.value === undefined || total.value === undefined || Number(total.value) === 0) return undefined;
  const parts = [partOf(part, indicator, part.breakdown ?? indicator.label), partOf(total, indicator, 'total')];
  return {
    ...subjectOf(part, indicator),
    unit: `% of ${indicator.noun ?? 'the total'}`,
    printed: printed({ value: percentage(part.value, total.value, 1) }, 'percent'),
    making: { how: 'share', parts: parts as [Part, Part] },
    rounding: { decimals: 1, rule: 'half-up' },
    stood: parts.flatMap((each) => each.stood),
  };
}

/** The rows that a figure rests on: its own, those of both its sides, or those of all that it was added up from. */
export function stoodOf(one: ReleasedObservation): Stood[] {
  const parts = one.from ?? one.sumOf;
  if (parts) return parts.flatMap(stoodOf);
  const { release, sheet, row, note } = one;
  return [
    {
      release,
      ...(sheet === undefined ? {} : { sheet }),
      ...(row === undefined ? {} : { row }),
      ...(note === undefined ? {} : { note }),
    },
  ];
}

function subjectOf(
  { place, date, breakdown }: Pick<Observation, 'place' | 'date' | 'breakdown'>,
  indicator: Indicator,
) {
  return {
    indicator: indicator.code,
    label: indicator.label,
    unit: unitInWords(indicator),
    place: { code: place.code, name: place.name },
    date,
    ...(breakdown === undefined ? {} : { breakdown }),
  };
}

function makingOf(one: ReleasedObservation, indicator: Indicator): Making {
  if (one.sumOf) return { how: 'sum', parts: one.sumOf.map((part) => partOf(part, indicator, dateInWords(part.date))) };
  const [above, below] = sidesOf(one, indicator);
  if (one.release.basis === 'as-published' && !one.from) {
    return { how: 'as-published', parts: [above, below].filter((side) => side !== undefined) };
  }
  if (!above || !below) return { how: 'given' };
  return { how: 'calculated', parts: [above, below], times: unitRules(indicator.unit).times ?? 1 };
}

function sidesOf(one: ReleasedObservation, indicator: Indicator): [Part | undefined, Part | undefined] {
  const part = (side: 'numerator' | 'denominator', made: ReleasedObservation | undefined): Part | undefined => {
    const said = { side, says: indicator[side]?.says ?? side, leftOut: false };
    if (made) return { ...said, printed: printed(made, 'count'), stood: stoodOf(made) };
    const value = one[side];
    return value === undefined ? undefined : { ...said, printed: printed({ value }, 'count'), stood: stoodOf(one) };
  };
  return [part('numerator', one.from?.[0]), part('denominator', one.from?.[1])];
}

function roundingOf(one: ReleasedObservation, indicator: Indicator, { how }: Making): Provenance['rounding'] {
  const decimals = one.value === undefined ? indicator.decimals : decimalsOf(one.value);
  if (how === 'calculated') return { decimals, rule: 'half-up' };
  return { decimals, rule: how === 'sum' || indicator.unit === 'count' ? 'none' : 'source' };
}

const decimalsOf = (value: string) => value.split('.')[1]?.length ?? 0;

const populationOf = (one: ReleasedObservation) => one.populationVintage ?? 'not stated';

function partOf(one: ReleasedObservation, indicator: Indicator, says: string): Part {
  return { says, printed: printed(one, indicator.unit), leftOut: false, stood: stoodOf(one) };
}

/** '+1.3 percentage points', '−12 children', '0 children': of two printed values; or only the number. */
export function signedChange(now: string, before: string, indicator: Indicator, withUnit = true): string {
  const { way, by, unit } = changeOf(indicator, now, before);
  const sign = way === 'same' ? '' : way === 'rose' ? '+' : '−';
  return `${sign}${printed({ value: by }, 'count')}${unit === '' || !withUnit ? '' : ` ${unit}`}`;
}
