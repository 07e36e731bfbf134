import { z } from 'zod';
import { markings } from '../evidence/model.ts';
import { bases } from '../metrics/model.ts';
import { teamMember } from '../reviews/model.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const text = z.string();

const evidenceEntry = z.strictObject({
  ref: text,
  title: text,
  shows: text,
  source: text,
  effectiveDate: text,
  agency: text,
  marking: z.enum(markings),
  state: z.enum(['ready', 'refused', 'awaiting']),
  reason: text.optional(),
  fileName: text.optional(),
  size: z.number().optional(),
  sha256: digest.optional(),
  compiler: text.optional(),
  pages: z.number().optional(),
  scan: z.enum(['clean', 'not-scanned-local-run']).optional(),
  removed: z.array(text),
  warnings: z.array(text),
});
export type ManifestEvidence = z.infer<typeof evidenceEntry>;

const releaseEntry = z.strictObject({
  observations: digest,
  source: text,
  status: z.enum(['provisional', 'final', 'revised']),
  neighbourModelYear: text,
  /** Not in manifests frozen before there were two: their rates were all calculated. */
  basis: z.enum(bases).default('calculated'),
  fileName: text,
  fileDigest: digest,
  importedAt: text,
});

/**
 * Everything that a version is made of, frozen. The build reads nothing else but the objects it names by digest, so the
 * same manifest gives the same bytes. It holds no random ids: what is printed comes from digests.
 */
export const manifestSchema = z.strictObject({
  format: z.literal(1),
  kind: text,
  council: text,
  authority: text,
  notice: text.optional(),
  version: z.int().positive(),
  frozenAt: z.iso.datetime(),
  frozenBy: text,
  audience: text,
  framework: z.strictObject({ id: text, version: text, label: text }),
  template: text,
  engines: z.array(z.strictObject({ name: text, version: text })),
  review: z.strictObject({
    title: text,
    theme: text,
    scope: text,
    startsOn: text,
    endsOn: text,
    daysOnSite: z.number(),
    asAt: text,
    leadName: text,
    leadPost: text,
    leadAuthority: text,
    hostSponsor: text,
    organiser: text,
    marking: z.enum(markings),
    handling: text,
    team: z.array(teamMember),
  }),
  enquiries: z.array(z.strictObject({ ref: text, question: text })),
  approvers: z.array(text),
  narrative: z.array(
    z.strictObject({ sectionId: text, heading: text, required: z.boolean(), figures: z.boolean(), markdown: text }),
  ),
  figures: z.strictObject({ benchmark: z.array(text), categories: text, trend: text, releases: z.array(releaseEntry) }),
  evidence: z.array(evidenceEntry),
  history: z.array(z.strictObject({ number: z.number(), date: text, state: text, note: text })),
  /** Since the last released version; absent when there is none. */
  changes: z
    .strictObject({ since: z.number(), list: z.array(z.strictObject({ what: text, before: text, now: text })) })
    .optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;

export type VersionState = 'building' | 'built' | 'failed' | 'released' | 'superseded';

/** The files of a version, by edition. */
export const editions = {
  report: { file: 'report.pdf', label: 'Report', contentType: 'application/pdf' },
  bundle: { file: 'bundle.pdf', label: 'Report and evidence', contentType: 'application/pdf' },
  manifest: { file: 'manifest.json', label: 'Manifest', contentType: 'application/json' },
} as const;
export type Edition = keyof typeof editions;

export interface VersionFile {
  edition: Edition;
  key: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  sha256: string;
  bytes: number;
  pages?: number;
}

/** One frozen edition of a review's pack. Never edited: a change makes another. */
export interface Version {
  reviewId: string;
  number: number;
  versionId: string;
  state: VersionState;
  manifestDigest: string;
  jobId: string;
  createdAt: string;
  createdBy: string;
  builtAt?: string;
  releasedAt?: string;
  /** Why the build failed, in words. */
  reason?: string;
  files: readonly VersionFile[];
  /** What the officer should know of it: characters without a font, figures that could not be bound. */
  warnings?: readonly string[];
}

/** Leave to read one version, for one address, between two instants. */
export interface Grant {
  email: string;
  reviewId: string;
  number: number;
  from: string;
  until: string;
  editions: readonly Edition[];
  grantedBy: string;
  grantedAt: string;
}

/** What a reader compares by eye: the first twelve digits of the manifest's digest, in threes. */
export function fingerprint(digest: string): string {
  return (digest.slice(0, 12).match(/.{3}/g) ?? []).join(' ');
}
