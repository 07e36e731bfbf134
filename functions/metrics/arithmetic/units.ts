import type { Indicator } from '../model.ts';

type Unit = Indicator['unit'];

interface UnitRules {
  /** What the quotient of both sides is multiplied by: 100 of a percentage, 1 of a mean. Nothing for what is never divided. */
  times?: number;
  /** Whether areas of other sizes can be held beside each other: ranked and averaged. */
  comparable: boolean;
  /** What stands behind a change of one, and of several: percentages change by percentage points, counts by what they count. */
  change: (noun: string) => { one: string; many: string };
}

const without = () => ({ one: '', many: '' });

/** Every unit says everything here: one that is added doesn't compile until it does. */
const rules: Readonly<Record<Unit, UnitRules>> = {
  count: { comparable: false, change: (noun) => ({ one: noun, many: noun }) },
  percent: { times: 100, comparable: true, change: () => ({ one: 'percentage point', many: 'percentage points' }) },
  'rate-per-10000': { times: 10_000, comparable: true, change: () => ({ one: 'per 10,000', many: 'per 10,000' }) },
  rank: { comparable: false, change: () => ({ one: 'place', many: 'places' }) },
  days: { times: 1, comparable: true, change: () => ({ one: 'day', many: 'days' }) },
  average: { times: 1, comparable: true, change: without },
};

export const unitRules = (unit: Unit): UnitRules => rules[unit];

/** Why there is no mean and no rank of such figures among areas; nothing where there is. */
export function incomparable(unit: Unit): string | undefined {
  if (rules[unit].comparable) return undefined;
  return unit === 'rank' ? 'ranks can’t be averaged or ranked' : 'counts of areas of other sizes can’t be compared';
}

/** 'percentage points', 'children', 'per 10,000': what a change of a figure is counted in, behind the number. */
export function changeUnit({ unit, noun = '' }: Pick<Indicator, 'unit' | 'noun'>, by: string): string {
  const { one, many } = rules[unit].change(noun);
  return /^-?1(\.0+)?$/.test(by) ? one : many;
}
