import { z } from 'zod';
import { boundFigure, markdown } from '../area/figures-view.ts';
import { orMissing, orNotGiven } from './missing.ts';

const text = z.string();
const date = z.iso.date();
const instant = z.iso.datetime();
const count = z.int().nonnegative();
const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const sectionSchema = z.strictObject({
  /** Lower-case letters, digits and hyphens; unique; becomes part of an id in the page. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  heading: text,
  body: orMissing(markdown, 'the words of this section'),
  figures: z.array(boundFigure).optional(),
});
export type Section = z.infer<typeof sectionSchema>;

const evidence = z.strictObject({
  /** `E01`, `E02` … in the pack's order. */
  ref: z.string().regex(/^E\d{2,6}$/),
  title: text,
  shows: orMissing(text, 'what it shows'),
  source: orMissing(text, 'the source'),
  agency: orMissing(text, 'the agency'),
  effectiveDate: orMissing(date, 'the effective date'),
  marking: orMissing(text, 'the marking'),
  handling: text.optional(),
  state: z.enum(['included', 'original-only', 'refused']),
  /** Pages of the item in the bundle; nought unless `included`. */
  pages: count.default(0),
  fileName: orMissing(text, 'the file'),
  /** Bytes of the original. */
  size: count.default(0),
  /** SHA-256 of the original, 64 hexadecimal digits. */
  sha256: orMissing(digest, 'the fingerprint of the file'),
  /** The scan's verdict in words: 'not scanned (local run)'. */
  scan: orMissing(text, 'the verdict of the scan'),
  /** What was taken out before the pages were used, in words: '2 scripts'. */
  removed: z.array(text).default([]),
  /** What a reader should know: 'This file holds unapplied redactions'. */
  warnings: z.array(text).default([]),
  /** Only when not `included`: what is wrong, and who can mend it. */
  refusal: z.strictObject({ reason: text, mend: text }).optional(),
});
export type EvidenceView = z.infer<typeof evidence>;

const approval = z.strictObject({
  post: text,
  name: orMissing(text, 'the name'),
  date: orMissing(date, 'the date'),
  decision: z.enum(['approved', 'declined', 'waiting']).default('waiting'),
});
export type ApprovalView = z.infer<typeof approval>;

const version = z.strictObject({ number: count, date, state: text, note: text.default('') });
const change = z.strictObject({ what: text, before: text, now: text });

const pack = z.strictObject({
  title: text,
  version: count.default(1),
  /** `draft` until a version is released. */
  state: z.enum(['draft', 'released']).default('draft'),
  /** Only when released: when, by whom, and the SHA-256 of the release record. */
  release: z.strictObject({ at: instant, by: text, digest }).optional(),
  /** From the manifest, never the clock of whoever composes: it is the date of the file. */
  created: instant,
  marking: orMissing(text, 'the protective marking'),
  handling: orMissing(text, 'the handling instruction'),
  /** For whom this edition is made, in words: 'Peer team'. */
  audience: orMissing(text, 'for whom this is made'),
  /** SHA-256 of the frozen manifest, 64 hexadecimal digits. */
  digest: orNotGiven(digest, 'this was not made from a frozen manifest'),
});

const control = z.strictObject({
  history: z.array(version).default([]),
  /** Since the last released version; missing when this is the first. An empty list means nothing changed. */
  changes: orNotGiven(z.strictObject({ since: count, list: z.array(change) }), 'no earlier version has been released'),
  approvals: z.array(approval).default([]),
  owner: orMissing(text, 'the owner'),
});

/** What every document prints, whatever its template: its cover, its control, its evidence, and what isn't as it should be. */
export const documentViewSchema = z.strictObject({
  /** Printed on every page when there: 'Sample: invented figures'. */
  notice: text.optional(),
  council: text,
  pack,
  control: control.prefault({}),
  evidence: z.array(evidence).default([]),
  /** Exceptions that aren't refusals: those are worked out from the evidence. */
  exceptions: z.array(z.strictObject({ where: text, what: text, mend: text })).default([]),
  manifest: z
    .strictObject({
      entries: z.array(z.strictObject({ kind: text, name: text, digest: text })).default([]),
      /** What made the pack: `{name: 'Typesetting engine', version: '0.7.0'}`. */
      engines: z.array(z.strictObject({ name: text, version: text })).default([]),
    })
    .prefault({}),
});
export type DocumentView = z.infer<typeof documentViewSchema>;

/** The control of a document whose data names no approvers: those whom its framework asks, all waiting. */
export const controlAwaiting = (posts: readonly string[]) =>
  control
    .extend({ approvals: z.array(approval).default(() => posts.map((post) => approval.parse({ post }))) })
    .prefault({});

/** Sections of a document whose data names none: those of its framework, all unwritten. */
export const unwrittenSections = (sections: readonly { id: string; heading: string; required: boolean }[]): Section[] =>
  sections.map(({ id, heading, required }) => ({ id, heading, body: unwritten(required) }));

export const unwritten = (required: boolean) =>
  required
    ? { missing: 'the words of this section' }
    : { missing: 'the words of this section, which is optional', needed: false as const };
