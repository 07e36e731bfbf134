import { z } from 'zod';
import { frameworkOf } from '../../../reviews/frameworks.ts';
import { figuresSchema, markdown } from '../area/figures-view.ts';
import { figureTablesSchema } from '../figure-tables/figure-tables-view.ts';
import { originsSchema } from '../origins/origins-view.ts';
import { controlAwaiting, documentViewSchema, sectionSchema, unwrittenSections } from '../pages/document-view.ts';
import { orMissing } from '../pages/missing.ts';

export type { BoundFigure, Categories, Figure, Pair, Trend } from '../area/figures-view.ts';
export type { ApprovalView, DocumentView, EvidenceView, Section } from '../pages/document-view.ts';
export { sectionSchema } from '../pages/document-view.ts';
export { isMissing, type Missing } from '../pages/missing.ts';

const text = z.string();
const date = z.iso.date();

const person = z.strictObject({
  name: text,
  post: orMissing(text, 'the post'),
  authority: orMissing(text, 'the home authority'),
  part: orMissing(text, 'the part in the review'),
});
const appointment = z.strictObject({
  day: date,
  time: orMissing(text, 'the time'),
  place: orMissing(text, 'the place'),
  met: orMissing(text, 'who is met'),
  peers: orMissing(text, 'the peers'),
  lineOfEnquiry: text.default(''),
  host: orMissing(text, 'the host contact'),
  documents: text.default(''),
});
const enquiry = z.strictObject({ ref: text, question: text });

const framework = frameworkOf('peer-review');
const [why, ...others] = framework.sections.filter(({ figures }) => !figures);

/**
 * Everything that a pack for peers prints, and nothing else: compose reads this value alone, so the same view always gives the same HTML.
 * Only the council, the title and the instant of making are needed. Whatever else the data leaves out becomes `{missing: 'its name'}`.
 * Dates are ISO (`2026-03-31`), instants are ISO with a `Z`; compose prints them in British form.
 */
export const packViewSchema = documentViewSchema.extend({
  control: controlAwaiting(framework.approvers),
  review: z
    .strictObject({
      /** In words: 'Peer review'. */
      kind: text.default(framework.label),
      theme: orMissing(text, 'the theme'),
      asAt: orMissing(date, 'the date of the figures'),
      onSite: orMissing(z.strictObject({ from: date, to: date }), 'the days on site'),
      organiser: orMissing(text, 'the organiser'),
      sponsor: orMissing(text, 'the sponsor at the council'),
      lead: orMissing(text, 'the name of the lead peer'),
    })
    .prefault({}),
  why: sectionSchema.default(() => unwrittenSections(why ? [why] : [])[0] as z.infer<typeof sectionSchema>),
  figures: figuresSchema,
  /** The framework's other narrative sections, in its order. */
  sections: z.array(sectionSchema).default(() => unwrittenSections(others)),
  scope: z
    .strictObject({ body: orMissing(markdown, 'the scope of the review'), enquiries: z.array(enquiry).default([]) })
    .prefault({}),
  team: orMissing(z.array(person).min(1), 'the review team'),
  /** Where each figure comes from; absent where nobody worked it out, as in a sample. */
  origins: originsSchema.optional(),
  /** Tables that a template calls by indicators: figure-tables-view.ts. */
  tables: figureTablesSchema.optional(),
  timetable: orMissing(z.array(appointment).min(1), 'the timetable of the days on site'),
});
export type PackView = z.infer<typeof packViewSchema>;
