import { Decimal } from 'decimal.js';

/**
 * The side that a paper doesn't print, worked out from the two numbers that it does. A printed percentage stands for every value that rounds
 * to it: half up (as the DfE publishes), so 34 stands for 33.5 up to but not including 34.5, and 34.0 for 33.95 up to 34.05. What was counted
 * are whole things, so the side that isn't printed is one of a range of whole numbers. In and out are decimal strings.
 */
export interface Derived {
  /** The quotient of what is printed, rounded to a whole number. Absent where the percentage is nought: there is nothing to divide by. */
  about?: string;
  /** The least whole number that fits what is printed. */
  from: string;
  /** The greatest. Absent when nothing bounds it: a percentage that rounds to nought fits any whole, however large. */
  to?: string;
}

const exact = Decimal.clone({ precision: 60, toExpNeg: -40, toExpPos: 40 });

/** `per` of a percentage, and of a rate per 10,000. */
const hundred = 100;
const tenThousand = 10_000;

/** The values that are printed as this one: from `low`, and below `high`. */
function interval(printed: string): { low: Decimal; high: Decimal } {
  const half = new exact(10).pow(-(printed.split('.')[1]?.length ?? 0)).dividedBy(2);
  return { low: exact.max(0, new exact(printed).minus(half)), high: new exact(printed).plus(half) };
}

/** Nothing where no whole number fits: then the two numbers can't both be of this measure. */
export function wholeFromPart(part: string, percent: string): Derived | undefined {
  return divided(part, percent, hundred);
}

/** The population that a count and its rate per 10,000 imply. Nothing where no whole number fits. */
export function populationFromRate(count: string, rate: string): Derived | undefined {
  return divided(count, rate, tenThousand);
}

/** Nothing where no whole number fits: the whole is too small for any part of it to round to this percentage. */
export function partFromWhole(whole: string, percent: string): Derived | undefined {
  const { low, high } = interval(percent);
  const from = low.times(whole).dividedBy(hundred).ceil();
  // Half up: what lies on the upper edge is printed as the next value.
  const to = exact.min(new exact(whole), high.times(whole).dividedBy(hundred).ceil().minus(1));
  if (to.lt(from)) return undefined;
  const about = new exact(percent).times(whole).dividedBy(hundred).toFixed(0, Decimal.ROUND_HALF_UP);
  return { about, from: from.toFixed(0), to: to.toFixed(0) };
}

/** Every `n` of at least `part` with `low ≤ per × part ÷ n < high`. */
function divided(part: string, printed: string, per: number): Derived | undefined {
  const { low, high } = interval(printed);
  const times = new exact(part).times(per);
  const above = times.dividedBy(high).floor().plus(1);
  const from = exact.max(above, part, 1);
  const to = low.isZero() ? undefined : times.dividedBy(low).floor();
  if (to?.lt(from)) return undefined;
  const about = new exact(printed).isZero()
    ? {}
    : { about: times.dividedBy(printed).toFixed(0, Decimal.ROUND_HALF_UP) };
  return { ...about, from: from.toFixed(0), ...(to === undefined ? {} : { to: to.toFixed(0) }) };
}
