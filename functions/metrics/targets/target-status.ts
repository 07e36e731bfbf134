import { Decimal } from 'decimal.js';
import type { Figure } from '../figure.ts';
import type { Target } from './model.ts';

/** `not-yet`: not met, and its date has not come. */
export const targetStatuses = ['met', 'within-tolerance', 'not-met', 'not-yet', 'no-figure'] as const;
export type TargetStatus = (typeof targetStatuses)[number];

/** What each status is called, and the rule that gives it. */
export const targetWords: Readonly<Record<TargetStatus, { says: string; means: string }>> = {
  met: { says: 'Met', means: 'The figure is on the target or on its better side.' },
  'within-tolerance': {
    says: 'Within tolerance',
    means: 'The figure misses the target by no more than its tolerance.',
  },
  'not-met': {
    says: 'Not met',
    means: 'The figure misses the target by more than its tolerance, and its date has come.',
  },
  'not-yet': { says: 'Not yet met', means: 'The figure misses the target, and its date has not come.' },
  'no-figure': {
    says: 'No figure',
    means: 'There is no figure of that day, or its source gives a symbol in its place.',
  },
};

/**
 * Where a printed figure stands against a target on a day.
 * @param value decimal string as printed; nothing where there is no figure or a symbol stands in its place
 */
export function targetStatus(
  value: string | undefined,
  target: Pick<Target, 'value' | 'tolerance' | 'way' | 'date'>,
  asAt: string,
): TargetStatus {
  if (value === undefined) return 'no-figure';
  const short = new Decimal(target.value).minus(value).times(target.way === 'at-least' ? 1 : -1);
  if (short.lte(0)) return 'met';
  if (short.lte(target.tolerance ?? 0)) return 'within-tolerance';
  return target.date <= asAt ? 'not-met' : 'not-yet';
}

/** The printed value of a figure, to be held against a target. */
export function printedValue(figure: Figure): string | undefined {
  return 'value' in figure ? new Decimal(figure.value).toFixed(figure.decimals) : undefined;
}

/**
 * Of the targets of one measure and place the one that counts on a day: the next whose date has not passed; when all have, the last.
 */
export function currentTarget(targets: readonly Target[], of: Pick<Target, 'indicator' | 'place'>, asAt: string) {
  const own = targets
    .filter(({ indicator, place }) => indicator === of.indicator && place === of.place)
    .toSorted((one, other) => one.date.localeCompare(other.date));
  return own.find(({ date }) => date >= asAt) ?? own.at(-1);
}
