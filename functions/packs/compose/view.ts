import { z } from 'zod';

/**
 * Everything that a pack prints, and nothing else: compose reads this value alone, so the same view always gives the same HTML.
 * What is absent is `{missing: 'the name of the lead peer'}`: the page prints "Missing: the name of the lead peer".
 * Dates are ISO (`2026-03-31`), instants are ISO with a `Z`; compose prints them in British form.
 */
const missing = z.strictObject({ missing: z.string().min(1) });
export type Missing = z.infer<typeof missing>;
export const maybe = <T extends z.ZodType>(type: T) => z.union([missing, type]);

const text = z.string();
const date = z.iso.date();
const instant = z.iso.datetime();
const count = z.int().nonnegative();

/**
 * One figure as it may be printed: a number with its decimals, or the symbol of its source (`c` confidential, `x` not available,
 * `z` not applicable, `u` low reliability, `k` rounds to nought). A symbol is never nought.
 */
export const figureSchema = z.union([
  missing,
  z.strictObject({ value: z.number(), decimals: z.int().min(0).max(4) }),
  z.strictObject({ symbol: z.string().min(1) }),
]);
export type Figure = z.infer<typeof figureSchema>;

/** Markdown whose bound figures have already been replaced by their values. HTML in it is printed as text. */
const markdown = text;

/**
 * A figure that the section's narrative prints, with where it comes from: `says` 'Children on a plan: Thornmere, 31 March 2026', `working`
 * '407 ÷ 57,810 (mid-2025)' unless it stands as its source gives it, `source` the release with its status.
 */
const boundFigure = z.strictObject({ printed: text, says: text, working: text.optional(), source: text });
export type BoundFigure = z.infer<typeof boundFigure>;

export const sectionSchema = z.strictObject({
  /** Lower-case letters, digits and hyphens; unique; becomes part of an id in the page. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  heading: text,
  body: maybe(markdown),
  figures: z.array(boundFigure).optional(),
});
export type Section = z.infer<typeof sectionSchema>;

/** This year and last year of one place. `period` only when the column is of another period than the table: '31 March 2025'. */
const pair = z.strictObject({ now: figureSchema, before: figureSchema, period: text.optional() });
export type Pair = z.infer<typeof pair>;

const benchmarkRow = z.strictObject({
  /** The indicator's code, not printed. */
  indicator: text.optional(),
  label: text,
  /** The unit in words, to stand after the label: 'per 10,000 aged 0 to 17', 'children', '% of referrals in the year'. */
  unit: text,
  own: pair,
  /** The mean of those neighbours of the model year whose figure is neither suppressed nor absent, or the mean that a paper printed. */
  neighbours: maybe(z.union([pair.extend({ used: count, of: count }), pair.extend({ asPublished: z.literal(true) })])),
  england: maybe(pair),
});

const benchmark = z.strictObject({
  now: date,
  before: date,
  neighbourModelYear: maybe(text),
  neighbourNames: z.array(text),
  rows: z.array(benchmarkRow).min(1),
  notes: z.array(text),
  /** Of every figure in the table, without a full stop at its end; so too below. */
  source: text,
});

const categories = z.strictObject({
  /** What is counted: 'Children on a child protection plan by category of abuse'. */
  label: text,
  asAt: date,
  rows: z.array(z.strictObject({ label: text, count: figureSchema, percent: figureSchema })).min(1),
  total: figureSchema,
  source: text,
  /** Printed under the table: what the percentages add up to if not 100.0, and the key of its symbols. */
  notes: z.array(text),
  /** The chart's title, when someone wrote it; else compose works the finding out. */
  finding: text.optional(),
});
export type Categories = z.infer<typeof categories>;

const trendPoint = z.strictObject({
  /** What the axis prints: '2026'. One period is one label in every series. */
  period: text,
  figure: figureSchema,
});
const trend = z.strictObject({
  /** Of what: 'Children on a child protection plan'. */
  label: text,
  /** Short subject of the finding: 'Plans'. */
  subject: text,
  unit: text,
  /** The unit as it stands after a number ('per 10,000'); without it, worked out from the unit. */
  shortUnit: text.optional(),
  /** The first series is the council's own. */
  series: z
    .array(z.strictObject({ name: text, points: z.array(trendPoint).min(1) }))
    .min(1)
    .max(6),
  /** A break in series stands before its period: no line is drawn across it. */
  breaks: z.array(z.strictObject({ before: text, note: text })),
  source: text,
  finding: text.optional(),
});
export type Trend = z.infer<typeof trend>;

const person = z.strictObject({ name: text, post: text, authority: text, part: text });
const appointment = z.strictObject({
  day: date,
  time: text,
  place: text,
  met: text,
  peers: text,
  lineOfEnquiry: text,
  host: text,
  documents: text,
});
const enquiry = z.strictObject({ ref: text, question: text });

const evidenceState = z.enum(['included', 'original-only', 'refused']);
const evidence = z.strictObject({
  /** `E01`, `E02` … in the pack's order. */
  ref: z.string().regex(/^E\d{2,4}$/),
  title: text,
  shows: maybe(text),
  source: maybe(text),
  agency: maybe(text),
  effectiveDate: maybe(date),
  marking: text,
  handling: text.optional(),
  state: evidenceState,
  /** Pages of the item in the bundle; nought unless `included`. */
  pages: count,
  fileName: text,
  /** Bytes of the original. */
  size: count,
  /** SHA-256 of the original, 64 hexadecimal digits. */
  sha256: maybe(z.string().regex(/^[0-9a-f]{64}$/)),
  /** The scan's verdict in words: 'not scanned (local run)'. */
  scan: text,
  /** What was taken out before the pages were used, in words: '2 scripts'. */
  removed: z.array(text),
  /** What a reader should know: 'This file holds unapplied redactions'. */
  warnings: z.array(text),
  /** Only when not `included`: what is wrong, and who can mend it. */
  refusal: z.strictObject({ reason: text, mend: text }).optional(),
});
export type EvidenceView = z.infer<typeof evidence>;

const decision = z.enum(['approved', 'declined', 'waiting']);
const approval = z.strictObject({ post: text, name: maybe(text), date: maybe(date), decision });

const version = z.strictObject({ number: count, date, state: text, note: text });
const change = z.strictObject({ what: text, before: text, now: text });

export const packViewSchema = z.strictObject({
  /** Printed on every page when there: 'Sample: invented figures'. */
  notice: text.optional(),
  council: text,
  review: z.strictObject({
    /** In words: 'Peer review'. */
    kind: text,
    theme: text,
    asAt: date,
    onSite: maybe(z.strictObject({ from: date, to: date })),
    organiser: maybe(text),
    sponsor: maybe(text),
    lead: maybe(text),
  }),
  pack: z.strictObject({
    title: text,
    version: count,
    /** `draft` until a version is released. */
    state: z.enum(['draft', 'released']),
    /** Only when released: when, by whom, and the SHA-256 of the release record. */
    release: z.strictObject({ at: instant, by: text, digest: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
    /** From the manifest, never the clock. */
    created: instant,
    marking: text,
    handling: maybe(text),
    /** For whom this edition is made, in words: 'Peer team'. */
    audience: text,
    /** SHA-256 of the frozen manifest, 64 hexadecimal digits. */
    digest: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  control: z.strictObject({
    history: z.array(version).min(1),
    /** Since the last released version; missing when this is the first. An empty list means nothing changed. */
    changes: maybe(z.strictObject({ since: count, list: z.array(change) })),
    approvals: z.array(approval),
    owner: maybe(text),
  }),
  why: sectionSchema,
  /** Section 2. `body`: what the officer says about the tables and charts; it prints before them. */
  figures: z.strictObject({
    heading: text.optional(),
    body: maybe(markdown).optional(),
    figures: z.array(boundFigure).optional(),
    benchmark: maybe(benchmark),
    categories: maybe(categories),
    trend: maybe(trend),
  }),
  /** The framework's other narrative sections, in its order. */
  sections: z.array(sectionSchema),
  scope: z.strictObject({ body: maybe(markdown), enquiries: z.array(enquiry) }),
  team: maybe(z.array(person).min(1)),
  timetable: maybe(z.array(appointment).min(1)),
  evidence: z.array(evidence),
  /** Exceptions that aren't refusals: those are worked out from the evidence. */
  exceptions: z.array(z.strictObject({ where: text, what: text, mend: text })),
  manifest: z.strictObject({
    entries: z.array(z.strictObject({ kind: text, name: text, digest: text })),
    /** What made the pack: `{name: 'Typesetting engine', version: '0.7.0'}`. */
    engines: z.array(z.strictObject({ name: text, version: text })),
  }),
});
export type PackView = z.infer<typeof packViewSchema>;

export const isMissing = (value: unknown): value is Missing =>
  typeof value === 'object' && value !== null && 'missing' in value;
