import { z } from 'zod';

/**
 * What is absent, by name: `{missing: 'the name of the lead peer'}` prints "Missing: the name of the lead peer", stands in the list of what
 * is still missing, and keeps the draft mark. With `needed: false` nobody has to fill it: it prints "Not given: …" and holds nothing up.
 */
const missing = z.strictObject({ missing: z.string().min(1), needed: z.literal(false).optional() });
export type Missing = z.infer<typeof missing>;

export const maybe = <T extends z.ZodType>(type: T) => z.union([missing, type]);

/** The value, or, when the data doesn't name it, the words for what is missing. */
export const orMissing = <T extends z.ZodType>(type: T, label: string) =>
  maybe(type).prefault({ missing: label } as never);

/** The same for what a document may well do without. */
export const orNotGiven = <T extends z.ZodType>(type: T, label: string) =>
  maybe(type).prefault({ missing: label, needed: false } as never);

export const isMissing = (value: unknown): value is Missing =>
  typeof value === 'object' && value !== null && 'missing' in value;
