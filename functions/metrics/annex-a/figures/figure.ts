import { calculated, percentage } from '../../arithmetic/calculate.ts';
import { indicatorOf } from '../../catalogue/indicators.ts';
import type { Catalogue, Observation } from '../../model.ts';

/** A figure before it has its place and date. */
export type Figure = Pick<
  Observation,
  'indicator' | 'period' | 'breakdown' | 'value' | 'symbol' | 'numerator' | 'denominator' | 'note'
>;

export const count = (indicator: string, value: number, note?: string): Figure => ({
  indicator,
  value: String(value),
  ...(note === undefined ? {} : { note }),
});

/** A percentage of whole numbers; `z` where there is nothing to be a part of. Rounded once, half up, to the indicator's decimals. */
export function share(catalogue: Catalogue, indicator: string, above: number, below: number): Figure {
  const sides = { numerator: String(above), denominator: String(below) };
  if (below === 0) return { indicator, symbol: 'z', ...sides };
  const { decimals } = indicatorOf(catalogue, indicator);
  return { indicator, value: percentage(sides.numerator, sides.denominator, decimals), ...sides };
}

/** A mean of days, with their sum and how many they are of; `z` of none. */
export function meanDays(catalogue: Catalogue, indicator: string, days: readonly number[]): Figure {
  const total = days.reduce((sum, one) => sum + one, 0);
  const sides = { numerator: String(total), denominator: String(days.length) };
  if (days.length === 0) return { indicator, symbol: 'z', ...sides };
  return {
    indicator,
    value: calculated(indicatorOf(catalogue, indicator), sides.numerator, sides.denominator),
    ...sides,
  };
}

/** How many there are of each part, in the catalogue's order, noughts included. Throws for a part that the catalogue doesn't have. */
export function parts(catalogue: Catalogue, indicator: string, all: Iterable<string>): Figure[] {
  const { breakdown = [] } = indicatorOf(catalogue, indicator);
  const counts = new Map(breakdown.map((part) => [part, 0]));
  for (const part of all) {
    const before = counts.get(part);
    if (before === undefined) throw new Error(`${indicator} has no part “${part}”.`);
    counts.set(part, before + 1);
  }
  return [...counts].map(([breakdown, value]) => ({ indicator, breakdown, value: String(value) }));
}
