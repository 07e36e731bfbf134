import { z } from 'zod';
import type { Indicator } from '../model.ts';

const line = (longest: number) => z.string().trim().min(1).max(longest);
const number = z
  .string()
  .trim()
  .regex(/^\d{1,9}(\.\d{1,4})?$/, 'must be a number, such as 15.0');

/** Which side of a target is reached: 15.0 or more, or 15.0 or less. */
export const ways = ['at-least', 'at-most'] as const;
export type Way = (typeof ways)[number];

/** A target as somebody sets it. One measure has one target for a place and a date. */
export const targetBody = z.strictObject({
  /** Code of the catalogue, such as `cpp.repeat`. */
  indicator: line(60),
  /** Code of a place in the figures. */
  place: line(20),
  /** The day by which it is to be reached. */
  date: z.iso.date(),
  value: number,
  /** By how much it may be missed and still be called within tolerance. */
  tolerance: number.optional(),
  /** Needed where the measure doesn't say which way is better; else it follows from that. */
  way: z.enum(ways).optional(),
  why: line(500),
});
export type TargetBody = z.output<typeof targetBody>;

/** A target that stands. `value` and `tolerance` have the measure's decimals. */
export const targetSchema = targetBody.extend({ way: z.enum(ways), setBy: z.string(), setAt: z.iso.datetime() });
export type Target = z.output<typeof targetSchema>;

/** The way that follows from which way is better; nothing where the measure doesn't say. */
export function wayOf({ polarity }: Pick<Indicator, 'polarity'>): Way | undefined {
  if (polarity === 'none') return undefined;
  return polarity === 'higher-is-better' ? 'at-least' : 'at-most';
}
