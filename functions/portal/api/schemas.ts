import { z } from 'zod';
import { type EvidenceDetails, markings, type ReviewEvidence } from '../../evidence/model.ts';
import { bases, placeKinds } from '../../metrics/model.ts';
import { formats } from '../../metrics/reading.ts';
import { type Release, releaseKinds } from '../../metrics/store.ts';
import type { Comparison } from '../../packs/compare/what-changed.ts';
import { editionNames, type Grant, type Version, versionStates } from '../../packs/model.ts';
import type { Awaiting } from '../../packs/release/list-awaiting.ts';
import {
  approver,
  largestSection,
  type NarrativeSection,
  type Review,
  reviewDetails,
  teamMember,
} from '../../reviews/model.ts';

const text = z.string();
const line = z.string().trim().min(1).max(255);
const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256, in hexadecimal');
const edition = z.enum(editionNames);
const scan = z.enum(['clean', 'not-scanned-local-run']);

export const teamBody = z.strictObject({ team: z.array(teamMember).max(30) });

export const approversBody = z.strictObject({ approvers: z.array(approver).max(20) });

export const evidenceDetails = z.strictObject({
  title: line,
  shows: z.string().trim().min(1).max(1000),
  source: line,
  effectiveDate: z.iso.date().describe('The date the document speaks of, not the day it was uploaded'),
  agency: line,
  marking: z.enum(markings),
}) satisfies z.ZodType<EvidenceDetails>;

export const narrativeBody = z.strictObject({
  markdown: z.string().max(largestSection),
  edition: z.int().min(0).describe('The edition that was read; 0 for a section that nobody has saved yet'),
});

export const releaseBody = z.strictObject({
  fileName: line,
  source: line,
  status: z.enum(['provisional', 'final', 'revised']),
  neighbourModelYear: z.string().regex(/^(\d{4}|not stated)$/, 'must be a year, such as 2025'),
  basis: z
    .enum(bases)
    .default('calculated')
    .describe(
      'as-published: rates and percentages stand in the file as a paper printed them, and nothing is calculated',
    ),
});

const review = z.object(reviewDetails.shape).extend({
  reviewId: text,
  kind: text,
  frameworkVersion: text,
  period: text.optional().describe('Of a report on a year: 2025-26'),
  daysOnSite: z.int().min(0),
  team: z.array(teamMember),
  approvers: z.array(approver),
  createdAt: text,
  createdBy: text,
}) satisfies z.ZodType<Review>;

const section = z.object({
  sectionId: text,
  markdown: text,
  edition: z.int(),
  savedAt: text.optional(),
  savedBy: text.optional(),
}) satisfies z.ZodType<NarrativeSection>;

const evidence = z.object({
  ref: text.describe('Its place in the pack: E07'),
  item: z
    .object(evidenceDetails.shape)
    .extend({ itemId: text, createdAt: text, createdBy: text, currentRevision: text.optional() }),
  revision: z.object({
    itemId: text,
    revisionId: text,
    reviewId: text,
    state: z.enum(['awaiting-upload', 'inspecting', 'ready', 'refused', 'abandoned']),
    jobId: text,
    createdAt: text,
    versionId: text.optional(),
    scan: scan.optional(),
    fileName: text.optional(),
    size: z.number().optional().describe('Bytes'),
    sha256: digest.optional(),
    pages: z.int().optional(),
    reason: text.optional().describe('Why it was refused and what to do, or what was found'),
    removed: z.array(text).optional(),
    warnings: z.array(text).optional(),
    compiler: text.optional(),
    compiledBytes: z.int().optional(),
  }),
}) satisfies z.ZodType<ReviewEvidence>;

const upload = z.object({
  itemId: text,
  revisionId: text,
  ref: text,
  form: z
    .object({ url: text, fields: z.record(text, text) })
    .describe('Post the file here as multipart, these fields first, the file last as "file"'),
  largestBytes: z.int(),
});

export const release = z.object({
  releaseId: text,
  kind: z.enum(releaseKinds).describe('undo: it takes another release out of force and holds no figures'),
  supersedes: text.optional().describe('The release that it takes out of force'),
  reason: text.optional().describe('Why another release was undone'),
  format: z.enum(formats),
  fileName: text,
  fileDigest: digest,
  observations: digest,
  reading: digest.describe('Of what its reader said'),
  source: text,
  status: z.enum(['provisional', 'final', 'revised']),
  neighbourModelYear: text,
  basis: z.enum(bases),
  importedAt: text,
  importedBy: text,
  rows: z.int(),
  indicators: z.array(text),
  dates: z.array(text),
}) satisfies z.ZodType<Release>;

export const problem = z.object({ where: text, found: text.optional(), expected: text.optional(), message: text });

export const summary = z.object({
  rows: z.int(),
  indicators: z.array(text),
  places: z.array(z.object({ code: text, name: text, kind: z.enum(placeKinds), models: z.array(text).optional() })),
  dates: z.array(text),
  symbols: z.int(),
});

const figuresImport = z.object({
  release,
  summary,
  warnings: z.array(problem),
});

const files = z.array(
  z.object({
    edition,
    volume: z.int().optional().describe('Of a bundle in several volumes: which it is, from 1'),
    of: z.int().optional().describe('How many volumes there are'),
    firstPage: z.int().optional().describe('Number printed on its first page: numbers run on through all volumes'),
    key: text,
    sha256: digest,
    bytes: z.int(),
    pages: z.int().optional(),
  }),
);

const version = z.object({
  reviewId: text,
  number: z.int(),
  versionId: text,
  state: z.enum(versionStates),
  manifestDigest: digest.describe('What approvers sign'),
  posts: z.array(text).describe('Who must approve it'),
  decisions: z.array(
    z.object({
      post: text,
      decision: z.enum(['approved', 'returned']),
      personId: text,
      name: text,
      at: text,
      words: text.optional(),
    }),
  ),
  jobId: text,
  createdAt: text,
  createdBy: text,
  builtAt: text.optional(),
  releasedAt: text.optional(),
  releasedBy: text.optional(),
  supersededBy: z.int().optional(),
  withdrawnAt: text.optional(),
  withdrawnBy: text.optional(),
  notice: text.optional().describe('What readers of a withdrawn version are told'),
  reason: text.optional(),
  warnings: z.array(text).optional(),
  files: files.describe('The draft: what was approved'),
  released: z.object({ digest, files }).optional().describe('The released edition, by its release record'),
}) satisfies z.ZodType<Version>;

const grant = z.object({
  email: text,
  reviewId: text,
  number: z.int(),
  from: text,
  until: text,
  editions: z.array(edition),
  grantedBy: text,
  grantedAt: text,
  revokedAt: text.optional(),
  revokedBy: text.optional(),
}) satisfies z.ZodType<Grant>;

const changes = z.array(z.object({ what: text, before: text, now: text }));
const comparison = z.object({
  facts: changes,
  figures: changes,
  words: z.array(
    z.object({
      sectionId: text,
      where: text,
      before: text,
      now: text,
      pieces: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text })),
    }),
  ),
  evidence: changes,
}) satisfies z.ZodType<Comparison>;

const awaiting = z.object({ review, version, posts: z.array(text) }) satisfies z.ZodType<Awaiting>;
const newer = z.object({ number: z.int(), theirs: z.boolean() });

/** What the API answers, by the name that the OpenAPI document gives it. */
export const replies = {
  review,
  reviews: z.object({ reviews: z.array(review) }),
  upload,
  evidence,
  evidenceList: z.object({ evidence: z.array(evidence) }),
  figuresImport,
  releases: z.object({ releases: z.array(release) }),
  section,
  narrative: z.object({ sections: z.array(section) }),
  version,
  versions: z.object({ versions: z.array(version) }),
  versionAndGrants: z.object({
    version,
    grants: z.array(grant),
    progress: text.optional(),
    changedSince: comparison.optional().describe('What stands otherwise now, and needs another version to go in'),
  }),
  compared: z.object({ before: z.int(), now: z.int(), changes: comparison }),
  awaiting: z.object({ awaiting: z.array(awaiting) }),
  grant,
  released: z.object({ released: z.array(z.object({ title: text, version, grant, newer: newer.optional() })) }),
} as const;

export const problemDetails = z.object({
  type: text,
  title: text,
  status: z.int(),
  detail: text.describe('What happened and what to do'),
  code: text.describe('Stable: programs may rely on it'),
  details: z.array(problem).optional(),
});
