import { z } from 'zod';
import { markings } from '../evidence/model.ts';
import { bases, indicatorSchema } from '../metrics/model.ts';
import { targetSchema } from '../metrics/targets/model.ts';
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
  /** Of the compiled object; not in manifests frozen before bundles had volumes. */
  compiledBytes: z.number().optional(),
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

/** One thing that differs between two versions. */
const change = z.strictObject({ what: text, before: text, now: text });
export type Change = z.infer<typeof change>;

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
  figures: z.strictObject({
    benchmark: z.array(text),
    categories: text,
    trend: text,
    scorecard: z.array(text).optional(),
    training: z.strictObject({ places: text, attended: text }).optional(),
    releases: z.array(releaseEntry),
    /** Indicators that officers added or gave breaks, as they stood; absent where there were none. */
    own: z.array(indicatorSchema).min(1).optional(),
    /** The council's targets, as they stood; absent where none was set, and in what was frozen before there were any. */
    targets: z.array(targetSchema).min(1).optional(),
  }),
  /** Of a report on a period, with the edition of the delivery plan that it tells of, if one was saved. */
  period: text.optional(),
  plan: z.strictObject({ edition: z.int().positive(), digest, savedAt: text, savedBy: text }).optional(),
  evidence: z.array(evidenceEntry),
  history: z.array(z.strictObject({ number: z.number(), date: text, state: text, note: text })),
  /** Where the bundle is divided; manifests frozen before there were volumes have one. */
  volumes: z.strictObject({ pages: z.int().positive(), bytes: z.int().positive() }).optional(),
  /** Since the last released version; absent when there is none. */
  changes: z.strictObject({ since: z.number(), list: z.array(change) }).optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/**
 * State only moves forward: building → built → approved → releasing → released → superseded or withdrawn; superseded →
 * withdrawn; built → returned; building → failed. The one way back is an administrator's: failed → building.
 */
export const versionStates = [
  'building',
  'built',
  'failed',
  'returned',
  'approved',
  'releasing',
  'released',
  'superseded',
  'withdrawn',
] as const;
export type VersionState = (typeof versionStates)[number];

/** The files of a version, by edition. */
export const editions = {
  report: { file: 'report.pdf', label: 'Report', contentType: 'application/pdf' },
  bundle: { file: 'bundle.pdf', label: 'Report and evidence', contentType: 'application/pdf' },
  originals: { file: 'originals.zip', label: 'Original files', contentType: 'application/zip' },
  manifest: { file: 'manifest.json', label: 'Manifest', contentType: 'application/json' },
} as const;
export type Edition = keyof typeof editions;
export const editionNames = Object.keys(editions) as [Edition, ...Edition[]];

/** What a reader is given unless somebody chooses otherwise: originals may hold what their pages don't show. */
export const usualEditions: readonly Edition[] = editionNames.filter((edition) => edition !== 'originals');

export interface VersionFile {
  edition: Edition;
  /** Of a bundle in several volumes: which it is, from 1, and of how many. */
  volume?: number;
  of?: number;
  /** Printed number of its first page; on one that goes on from an earlier volume. */
  firstPage?: number;
  key: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  sha256: string;
  bytes: number;
  pages?: number;
}

/** The name that a file is saved under: `bundle-2.pdf`. */
export function fileName({ edition, volume }: Pick<VersionFile, 'edition' | 'volume'>): string {
  const { file } = editions[edition];
  return volume === undefined ? file : file.replace(/(?=\.\w+$)/, `-${volume}`);
}

/** What a file of a version is called in an address: `report`, `bundle`, or `bundle-2` where the bundle has volumes. */
export function fileSlug({ edition, volume }: Pick<VersionFile, 'edition' | 'volume'>): string {
  return volume === undefined ? edition : `${edition}-${volume}`;
}

/** 'Report and evidence, volume 2 of 3' */
export function fileLabel({ edition, volume, of }: Pick<VersionFile, 'edition' | 'volume' | 'of'>): string {
  const { label } = editions[edition];
  return volume === undefined ? label : `${label}, volume ${volume} of ${of}`;
}

/** What one post said of a version, by the person who held it. */
export interface Decision {
  post: string;
  decision: 'approved' | 'returned';
  personId: string;
  name: string;
  /** ISO 8601. */
  at: string;
  /** Why it was returned, or what an approval was given with. */
  words?: string;
}

/** The released edition: the same pages with document control set anew, in files of their own. */
export interface ReleasedEdition {
  /** SHA-256 of the release record, which names the manifest, the approvals and the history that its pages print. */
  digest: string;
  files: readonly VersionFile[];
}

/** One frozen edition of a review's pack. Never edited: a change makes another. */
export interface Version {
  reviewId: string;
  number: number;
  versionId: string;
  state: VersionState;
  manifestDigest: string;
  /** The posts that must approve it, as the framework named them when it was frozen. */
  posts: readonly string[];
  decisions: readonly Decision[];
  /** The work on it that is under way or was last: its build, then its release. */
  jobId: string;
  createdAt: string;
  createdBy: string;
  builtAt?: string;
  releasedAt?: string;
  releasedBy?: string;
  supersededBy?: number;
  withdrawnAt?: string;
  withdrawnBy?: string;
  /** What its readers are told in place of its files. */
  notice?: string;
  /** Why the build or the making of the released edition failed, in words. */
  reason?: string;
  /** The draft's: what was approved. They never change. */
  files: readonly VersionFile[];
  released?: ReleasedEdition;
  /** What the officer should know of it: characters without a font, figures that could not be bound. */
  warnings?: readonly string[];
}

/** The files that are given out: those of the released edition once there is one. */
export function currentFiles({ files, released }: Pick<Version, 'files' | 'released'>): readonly VersionFile[] {
  return released && released.files.length > 0 ? released.files : files;
}

/** The posts that have not approved it yet. */
export function waitingPosts({ posts, decisions }: Pick<Version, 'posts' | 'decisions'>): string[] {
  return posts.filter((post) => !decisions.some((each) => each.post === post));
}

/**
 * What was approved, by whom, and when it was released: frozen beside the manifest, and all that the released edition prints
 * beyond it. Like a manifest it holds no random ids.
 */
export const releaseRecordSchema = z.strictObject({
  format: z.literal(1),
  manifestDigest: digest,
  approvals: z.array(z.strictObject({ post: text, name: text, date: z.iso.date() })),
  releasedAt: z.iso.datetime(),
  releasedBy: text,
  history: manifestSchema.shape.history,
});
export type ReleaseRecord = z.infer<typeof releaseRecordSchema>;

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
  /** Taken back before its time. */
  revokedAt?: string;
  revokedBy?: string;
}

/** What a reader compares by eye: the first twelve digits of the manifest's digest, in threes. */
export function fingerprint(digest: string): string {
  return (digest.slice(0, 12).match(/.{3}/g) ?? []).join(' ');
}
