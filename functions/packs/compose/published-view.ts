import { z } from 'zod';
import { packViewSchema } from './view.ts';

const text = z.string();
const date = z.iso.date();

/** `figures` of a pack holds one benchmark table; published figures have one for each release, and none of them is the right one. */
const { benchmark } = packViewSchema.shape.figures.shape;

const statement = z.strictObject({ printed: text, working: text, source: text });
const difference = z.strictObject({
  label: text,
  unit: text.optional(),
  place: text,
  date,
  statements: z.array(statement).min(2),
});
export type DifferenceView = z.infer<typeof difference>;

const profileRow = z.strictObject({
  label: text,
  place: text,
  date,
  count: text,
  countSays: text,
  percent: text,
  other: text,
  otherSays: text,
  range: text.optional(),
  source: text,
});
export type ProfileRowView = z.infer<typeof profileRow>;

const release = z.strictObject({
  source: text,
  fileName: text,
  /** How its rates and percentages came about, in words. */
  basis: text,
  /** '2021', or that it isn't stated. */
  neighbourModelYear: text,
  rows: z.int().nonnegative(),
});

/** What a pack of published figures prints beside what every pack prints. `why` says what the pack is. */
export const publishedViewSchema = packViewSchema.extend({
  template: z.literal('published-figures'),
  benchmarks: z.array(z.strictObject({ source: text, model: text, table: benchmark })),
  profile: z.array(profileRow),
  differences: z.array(difference),
  releases: z.array(release),
});
export type PublishedView = z.infer<typeof publishedViewSchema>;
