import { z } from 'zod';
import { boundFigure, briefFiguresSchema, markdown } from '../area/figures-view.ts';
import { controlAwaiting, documentViewSchema } from '../pages/document-view.ts';
import { orMissing, orNotGiven } from '../pages/missing.ts';

const text = z.string();
const date = z.iso.date();

/** Words under a heading of the report, as Markdown, with the figures that are bound in them. */
const words = (label: string, list: typeof orMissing = orMissing) =>
  list(z.strictObject({ body: markdown, figures: z.array(boundFigure).default([]) }), label);
export type Said = z.infer<ReturnType<typeof words>>;

const person = z.strictObject({
  name: text,
  post: orMissing(text, 'the post'),
  contact: orNotGiven(text, 'an address or number'),
});
export type PersonView = z.infer<typeof person>;

/** Paragraph of Part 1 of Schedule 12A to the Local Government Act 1972, as it applies in England. */
const paragraph = z.int().min(1).max(7);
const withheld = {
  /** What is withheld: 'This report', 'Appendix B', 'Paragraphs 3.4 to 3.6'. */
  covers: text,
  reason: orMissing(text, 'the reason'),
  officer: orMissing(text, 'the proper officer'),
  date: orMissing(date, 'the date of the decision'),
  review: orMissing(date, 'the date of review'),
};
/** Exempt: members decide, by the public interest. Confidential: withheld by law, and nobody may waive it. */
const exemption = z.discriminatedUnion('class', [
  z.strictObject({
    class: z.literal('exempt'),
    ...withheld,
    paragraphs: orMissing(z.array(paragraph).min(1), 'the paragraph of Schedule 12A'),
    balance: orMissing(text, 'the public interest on each side'),
  }),
  z.strictObject({
    class: z.literal('confidential'),
    ...withheld,
    ground: orMissing(z.enum(['government-terms', 'statute', 'court-order']), 'the ground of confidentiality'),
  }),
]);
export type ExemptionView = z.infer<typeof exemption>;

const appendix = z.strictObject({
  /** 'A', 'B' … */
  ref: text,
  title: text,
  caption: orMissing(text, 'what it shows'),
  /** Of the evidence behind the report, if it is there: 'E01'. */
  evidence: z
    .string()
    .regex(/^E\d{2,6}$/)
    .optional(),
  access: orMissing(z.enum(['public', 'exempt', 'confidential', 'to-follow']), 'whether the public may read it'),
});
export type AppendixView = z.infer<typeof appendix>;

const backgroundPaper = z.strictObject({ title: text, where: orMissing(text, 'where it can be read') });

/** The implications that every report must speak to, in the order of printing. Only a policy agenda may be passed over. */
const implications = z
  .strictObject({
    finance: words('the financial and procurement implications'),
    legal: words('the legal implications'),
    people: words('the human resources implications'),
    children: words('the implications for children, young people and vulnerable adults'),
    equalities: words('the equalities and human rights implications'),
    climate: words('the implications for carbon emissions and climate'),
    partners: words('the implications for partners'),
    policy: words('implications for other policies', orNotGiven),
  })
  .prefault({});

/** Who signs a report before it goes to members, unless the data says otherwise. */
const officers = [
  'Chief Executive',
  'Chief Finance Officer (section 151)',
  'Monitoring Officer',
  'Director of Children’s Services',
];

const committee = {
  control: controlAwaiting(officers),
  meeting: z
    .strictObject({
      committee: orMissing(text, 'the name of the committee'),
      date: orMissing(date, 'the date of the meeting'),
      item: orNotGiven(text, 'the agenda item'),
      wards: orMissing(text, 'the wards affected'),
    })
    .prefault({}),
  report: z
    .strictObject({
      directorate: orMissing(text, 'the directorate'),
      /** Who approved that the report be submitted. */
      director: orMissing(text, 'the approving director'),
      authors: orMissing(z.array(person).min(1), 'the authors'),
      contact: orMissing(person, 'the contact for questions'),
      keyDecision: orMissing(
        z.strictObject({ key: z.boolean(), forwardPlan: orNotGiven(text, 'a reference in the forward plan') }),
        'whether this is a key decision',
      ),
      otherBodies: orMissing(text, 'whether another body considers it'),
      councilApproval: orMissing(z.boolean(), 'whether the full council must approve it'),
    })
    .prefault({}),
  /** An empty list: open to the public, whole. */
  exemptions: orMissing(z.array(exemption), 'whether any part is exempt or confidential'),
  summary: words('the summary'),
  recommendations: orMissing(z.array(text).min(1), 'the recommendations'),
  background: words('the background'),
  issues: words('the key issues'),
  figures: briefFiguresSchema,
  implications,
  appendices: orMissing(z.array(appendix), 'the appendices'),
  /** An empty list: there are none. */
  backgroundPapers: orMissing(z.array(backgroundPaper), 'the background papers'),
};

const option = z.strictObject({
  title: text,
  benefits: orMissing(text, 'the benefits'),
  drawbacks: orMissing(text, 'the drawbacks'),
  cost: orMissing(text, 'the cost'),
  recommended: z.boolean().default(false),
});
const consultee = z.strictObject({
  who: text,
  when: orMissing(text, 'when'),
  how: orMissing(text, 'how'),
  people: orMissing(z.int().nonnegative(), 'how many'),
  changed: orMissing(text, 'what changed'),
});
const step = z.strictObject({
  what: text,
  due: orMissing(date, 'the date'),
  officer: orMissing(text, 'the accountable officer'),
  /** Place in the list of recommendations, from 1. */
  recommendation: z.int().positive().optional(),
});
const level = z.enum(['low', 'medium', 'high']);
const risk = z.strictObject({
  risk: text,
  likelihood: orMissing(level, 'the likelihood'),
  impact: orMissing(level, 'the impact'),
  mitigation: orMissing(text, 'the mitigation'),
  owner: orMissing(text, 'the owner'),
});
const law = z.strictObject({
  title: text,
  section: orMissing(text, 'the section'),
  edition: orMissing(text, 'the edition'),
  from: orMissing(date, 'since when it is in force'),
  /** Only of what has been replaced. */
  until: date.optional(),
  bearing: orMissing(text, 'what it asks'),
});
export type LawView = z.infer<typeof law>;

/**
 * The fuller report that goes to members. Where a table can say it (options, consultation, timetable, risks), words alone will do: only
 * when there is neither does the report say that it is missing.
 */
export const membersReportSchema = documentViewSchema.extend({
  template: z.literal('report-to-members').default('report-to-members'),
  ...committee,
  options: z.strictObject({ said: words('the options'), rows: z.array(option).default([]) }).prefault({}),
  consultation: z.strictObject({ said: words('the consultation'), rows: z.array(consultee).default([]) }).prefault({}),
  timetable: z
    .strictObject({ said: words('the timetable and who answers for it'), rows: z.array(step).default([]) })
    .prefault({}),
  risks: z
    .strictObject({ said: words('the risks and their mitigation'), rows: z.array(risk).default([]) })
    .prefault({}),
  laws: orMissing(z.array(law).min(1), 'the legal basis'),
});
export type MembersReport = z.infer<typeof membersReportSchema>;

const attachedSection = z.strictObject({
  number: text,
  heading: text,
  /** What a member finds there. */
  says: orNotGiven(text, 'what it says'),
  /** As printed in the attached report. */
  page: z.int().positive().optional(),
});

/** The short report that carries another document to a committee. */
export const coverReportSchema = documentViewSchema.extend({
  template: z.literal('cover-report').default('cover-report'),
  ...committee,
  options: words('the options and the recommended one'),
  consultation: words('the consultation'),
  timetable: words('the timetable and who answers for it'),
  risks: words('the risks and their mitigation'),
  attached: orMissing(
    z.strictObject({
      title: text,
      /** Of the attached document's own pages: 'Version 3, e233 56a9'. */
      version: orMissing(text, 'the version of the attached report'),
      pages: z.int().positive().optional(),
      /** Where it is in the pack, or where it can be read. */
      evidence: z
        .string()
        .regex(/^E\d{2,6}$/)
        .optional(),
      address: z.url({ protocol: /^https?$/ }).optional(),
      sections: z.array(attachedSection).min(1),
    }),
    'the report that this one carries',
  ),
});
export type CoverReport = z.infer<typeof coverReportSchema>;
export type CommitteeReport = MembersReport | CoverReport;
