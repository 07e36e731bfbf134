import { z } from 'zod';

const text = z.string();

/** A release that figures were printed from, under the letter that they name it by. */
const release = z.strictObject({
  letter: text,
  source: text,
  /** 'revised'; of a paper 'as published, not calculated here'. */
  status: text,
  fileName: text,
  importedAt: z.iso.datetime(),
});

/** One value in one release. `working`: lines under it, such as '407 ÷ 57,810' and 'mid-2025'. */
const statement = z.strictObject({
  printed: text,
  /** 'A12' is row 12 of the file of release A; two where each side has a row of its own; empty of a mean. */
  rows: z.array(text),
  working: z.array(text),
});

const row = z.strictObject({
  place: text,
  /** The part of a breakdown. */
  part: text.optional(),
  /** One for each date of the group; none where nothing was printed, more where releases differ. */
  cells: z.array(z.array(statement)),
});

/** All that was printed of one measure. */
const group = z.strictObject({
  indicator: text,
  label: text,
  unit: text,
  rounding: text,
  /** ISO dates, earliest first: the columns. */
  dates: z.array(z.iso.date()).min(1),
  rows: z.array(row).min(1),
  /** Ids of the sections that print it. */
  sections: z.array(text),
});
export type OriginGroup = z.infer<typeof group>;

/** Where each figure of a pack comes from, by measure. */
export const originsSchema = z.strictObject({
  releases: z.array(release).min(1),
  groups: z.array(group).min(1),
  /** Those that the groups print. */
  symbols: z.array(z.strictObject({ symbol: text, means: text })),
});
export type Origins = z.infer<typeof originsSchema>;
