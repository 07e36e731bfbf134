import { Decimal } from 'decimal.js';
import type { Indicator } from '../model.ts';
import { difference } from './calculate.ts';
import { changeUnit } from './units.ts';

export interface Change {
  /** Of the numbers as printed: a rank of 40 after one of 44 fell. */
  way: 'rose' | 'fell' | 'same';
  /** Whether that is for the better; nothing where the measure doesn't say which way is, or nothing changed. */
  better?: boolean;
  /** By how much, without a sign, as a reader who subtracts the printed figures gets it: '1.6'. */
  by: string;
  /** What it is counted in: 'percentage points', 'children', 'per 10,000'; nothing for an average. */
  unit: string;
}

/**
 * What changed between two printed values of one measure. Percentages change by percentage points, never by per cent of themselves. Whether a
 * break in series lies between them is for the caller to know: there is no change across one.
 */
export function changeOf(
  indicator: Pick<Indicator, 'unit' | 'noun' | 'polarity'>,
  now: string,
  before: string,
): Change {
  const signed = difference(now, before);
  const side = new Decimal(signed).comparedTo(0);
  const by = signed.replace('-', '');
  const way = side === 0 ? 'same' : side > 0 ? 'rose' : 'fell';
  const { polarity } = indicator;
  return {
    way,
    ...(way === 'same' || polarity === 'none'
      ? {}
      : { better: (way === 'rose') === (polarity === 'higher-is-better') }),
    by,
    unit: changeUnit(indicator, by),
  };
}
