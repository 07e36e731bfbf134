import { Decimal } from 'decimal.js';
import type { Indicator } from '../model.ts';
import { unitRules } from './units.ts';

/**
 * Arithmetic on figures. In and out are decimal strings, so nothing is lost on the way; rounding is half up (5 rounds away from
 * nought), as the DfE publishes, and happens once, last.
 */
const exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40 });

function fixed(value: Decimal, decimals: number): string {
  const rounded = value.toFixed(decimals, Decimal.ROUND_HALF_UP);
  return Number(rounded) === 0 ? rounded.replace('-', '') : rounded;
}

/** `value` with that many digits after the point. */
export function round(value: string, decimals: number): string {
  return fixed(new exact(value), decimals);
}

function share(numerator: string, denominator: string, times: number, decimals: number): string {
  const below = new exact(denominator);
  if (below.lte(0)) throw new RangeError(`Can't divide ${numerator} by ${denominator}.`);
  return fixed(new exact(numerator).times(times).dividedBy(below), decimals);
}

/** `numerator` per 10,000 of `denominator`. Throws if the denominator isn't above nought. */
export function ratePer10000(numerator: string, denominator: string, decimals: number): string {
  return share(numerator, denominator, 10_000, decimals);
}

/** `numerator` as a percentage of `denominator`. Throws if the denominator isn't above nought. */
export function percentage(numerator: string, denominator: string, decimals: number): string {
  return share(numerator, denominator, 100, decimals);
}

/** The value of a rate, a percentage or a mean with the indicator's decimals. Throws for what isn't divided: counts and ranks. */
export function calculated(indicator: Indicator, numerator: string, denominator: string): string {
  const { times } = unitRules(indicator.unit);
  if (times === undefined) throw new RangeError(`${indicator.code} is a ${indicator.unit} and isn't calculated.`);
  return share(numerator, denominator, times, indicator.decimals);
}

/** `now` less `before`, of two printed values, so that a reader who subtracts gets the same. Signed; '0.0' has no sign. */
export function difference(now: string, before: string): string {
  const result = new exact(now).minus(before);
  return fixed(result, Math.max(places(now), places(before)));
}

/** Digits after the point. */
export const places = (value: string): number => value.split('.')[1]?.length ?? 0;

export function sum(values: readonly string[]): string {
  return values.reduce((total, value) => total.plus(value), new exact(0)).toFixed();
}

export interface Mean {
  /** Nothing if no value could be used. */
  value?: string;
  used: number;
  of: number;
}

/**
 * The mean of the values that are there, each counting alike whatever its population: how the DfE's Local Authority Interactive Tool
 * states the figure of statistical neighbours. It takes values as printed (rounded), so that a reader can work it out again. A value that is
 * suppressed or absent (`undefined`) is left out, and the result says how many were used.
 */
export function mean(values: readonly (string | undefined)[], decimals: number): Mean {
  const there = values.filter((value) => value !== undefined);
  if (there.length === 0) return { used: 0, of: values.length };
  const value = fixed(new exact(sum(there)).dividedBy(there.length), decimals);
  return { value, used: there.length, of: values.length };
}

/** Whether two decimal strings are the same number: '70.0' and '70'. */
export function equal(one: string, other: string): boolean {
  return new exact(one).equals(other);
}
