import { z } from 'zod';
import { frameworkOf } from '../../../reviews/frameworks.ts';
import { benchmark } from '../area/figures-view.ts';
import { controlAwaiting, sectionSchema, unwrittenSections } from '../pages/document-view.ts';
import { maybe, orMissing } from '../pages/missing.ts';
import { packViewSchema } from '../peer-review/view.ts';

const text = z.string();
const date = z.iso.date();

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

const framework = frameworkOf('published-figures');
const [about] = unwrittenSections(framework.sections);

/** What a pack of published figures prints beside what every pack prints. `why` says what the pack is. */
export const publishedViewSchema = packViewSchema.extend({
  template: z.literal('published-figures').default('published-figures'),
  control: controlAwaiting(framework.approvers),
  review: packViewSchema.shape.review
    .unwrap()
    .extend({ kind: text.default(framework.label) })
    .prefault({}),
  why: sectionSchema.default(() => about as z.infer<typeof sectionSchema>),
  /** `figures` of a pack holds one benchmark table; here is one for each release, and none of them is the right one. */
  benchmarks: orMissing(
    z.array(z.strictObject({ source: text, model: text, table: maybe(benchmark) })).min(1),
    'a benchmark table of any published source',
  ),
  profile: z.array(profileRow).default([]),
  differences: z.array(difference).default([]),
  releases: orMissing(z.array(release).min(1), 'the published sources of the figures'),
});
export type PublishedView = z.infer<typeof publishedViewSchema>;
