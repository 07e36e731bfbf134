import { CustomAttributeType, Entity, Service } from 'electrodb';
import { auditEntity, chainEntity } from '../access/audit.ts';
import { boundTo, primaryIndex, secondaryIndex } from '../platform/entity.ts';
import { jobEntity } from '../platform/jobs.ts';
import { keys } from '../platform/names.ts';
import type { Parts } from '../platform/parts.ts';
import { WorkFault } from '../platform/run-job.ts';
import {
  type Edition,
  editionNames,
  fingerprint,
  type Grant,
  type Manifest,
  manifestSchema,
  type ReleaseRecord,
  releaseRecordSchema,
  type Version,
  versionStates,
} from './model.ts';

const text = { type: 'string', required: true } as const;

/** A file of a version, as the table keeps it. */
const fileProperties = {
  edition: { type: editionNames, required: true },
  volume: { type: 'number' },
  of: { type: 'number' },
  firstPage: { type: 'number' },
  key: text,
  sha256: text,
  bytes: { type: 'number', required: true },
  pages: { type: 'number' },
} as const;

const versionEntity = new Entity({
  model: { entity: 'version', version: '1', service: 'evidencepacks' },
  attributes: {
    reviewId: text,
    number: { type: 'number', required: true, padding: { length: 6, char: '0' } },
    versionId: text,
    state: { type: versionStates, required: true },
    manifestDigest: text,
    jobId: text,
    createdAt: text,
    createdBy: text,
    builtAt: { type: 'string' },
    releasedAt: { type: 'string' },
    releasedBy: { type: 'string' },
    supersededBy: { type: 'number' },
    withdrawnAt: { type: 'string' },
    withdrawnBy: { type: 'string' },
    notice: { type: 'string' },
    reason: { type: 'string' },
    warnings: { type: 'list', items: { type: 'string' } },
    files: {
      type: 'list',
      required: true,
      items: { type: 'map', properties: fileProperties },
    },
    released: {
      type: 'map',
      properties: {
        digest: text,
        files: { type: 'list', required: true, items: { type: 'map', properties: fileProperties } },
      },
    },
    posts: { type: 'list', items: { type: 'string' }, required: true },
    decisions: {
      type: 'list',
      required: true,
      items: {
        type: 'map',
        properties: {
          post: text,
          decision: { type: ['approved', 'returned'] as const, required: true },
          personId: text,
          name: text,
          at: text,
          words: { type: 'string' },
        },
      },
    },
    /** How many decisions there are. Two approvers at once: the second finds another number, reads again and adds its own. */
    decided: { type: 'number', required: true, default: 0 },
  },
  indexes: { byReview: primaryIndex(['reviewId'], ['number']) },
});

/**
 * One for each review: the newest version's number, the one that is being built, the one whose released edition is being
 * made, and the one that is released. It lets one build and one release in at a time.
 */
const packEntity = new Entity({
  model: { entity: 'pack', version: '1', service: 'evidencepacks' },
  attributes: {
    reviewId: text,
    latest: { type: 'number', required: true },
    building: { type: 'number' },
    releasing: { type: 'number' },
    released: { type: 'number' },
  },
  indexes: { byReview: primaryIndex(['reviewId'], []) },
});

const grantEntity = new Entity({
  model: { entity: 'grant', version: '1', service: 'evidencepacks' },
  attributes: {
    email: text,
    reviewId: text,
    number: { type: 'number', required: true, padding: { length: 6, char: '0' } },
    from: text,
    until: text,
    editions: { type: 'list', items: { type: CustomAttributeType<Edition>('string') }, required: true },
    grantedBy: text,
    grantedAt: text,
    revokedAt: { type: 'string' },
    revokedBy: { type: 'string' },
  },
  indexes: {
    byReader: primaryIndex(['email'], ['reviewId', 'number']),
    byVersion: secondaryIndex(['reviewId'], ['number', 'email']),
  },
});

/**
 * The files of one edition of a version while they are made, from the typesetting on until the last of them is recorded: then this item
 * goes in the transaction that makes the version built or released.
 */
const makingEntity = new Entity({
  model: { entity: 'making', version: '1', service: 'evidencepacks' },
  attributes: {
    versionId: text,
    /** Digest of the manifest or of the release record. */
    madeFrom: text,
    /** What is there already: the report. */
    files: { type: 'list', required: true, items: { type: 'map', properties: fileProperties } },
    warnings: { type: 'list', required: true, items: { type: 'string' } },
    /** What jobs of their own make, each one file. What has a digest is made. */
    parts: {
      type: 'list',
      required: true,
      items: {
        type: 'map',
        properties: {
          ...fileProperties,
          sha256: { type: 'string' },
          bytes: { type: 'number' },
          jobId: text,
          /** Of a volume: the name of its plan among the pieces. */
          plan: { type: 'string' },
          warnings: { type: 'list', items: { type: 'string' } },
        },
      },
    },
  },
  indexes: { byVersion: primaryIndex(['versionId'], ['madeFrom']) },
});

export const packRoom = boundTo(
  (at) =>
    new Service(
      {
        version: versionEntity,
        pack: packEntity,
        grant: grantEntity,
        making: makingEntity,
        job: jobEntity,
        audit: auditEntity,
        chain: chainEntity,
      },
      at,
    ),
);

type Store = Pick<Parts, 'table'>;

/** The versions of a review, newest first. */
export async function findVersions(parts: Store, reviewId: string): Promise<Version[]> {
  const { data } = await packRoom(parts)
    .entities.version.query.byReview({ reviewId })
    .go({ pages: 'all', order: 'desc', consistent: true });
  return data;
}

export async function findVersion(parts: Store, reviewId: string, number: number): Promise<Version | undefined> {
  const { data } = await packRoom(parts).entities.version.get({ reviewId, number }).go({ consistent: true });
  return data ?? undefined;
}

export async function findPack(
  parts: Store,
  reviewId: string,
): Promise<{ latest: number; building?: number; releasing?: number; released?: number } | undefined> {
  const { data } = await packRoom(parts).entities.pack.get({ reviewId }).go({ consistent: true });
  return data ?? undefined;
}

export async function findGrants(parts: Store, reviewId: string, number: number): Promise<Grant[]> {
  const { data } = await packRoom(parts).entities.grant.query.byVersion({ reviewId, number }).go({ pages: 'all' });
  return data;
}

/** The grants of one reader, whether or not they are in force. */
export async function grantsOf(parts: Store, email: string): Promise<Grant[]> {
  const { data } = await packRoom(parts)
    .entities.grant.query.byReader({ email })
    .go({ pages: 'all', consistent: true });
  return data;
}

/** What was released of one version to one reader, whether or not it is in force. */
export async function grantFor(
  parts: Store,
  email: string,
  reviewId: string,
  number: number,
): Promise<Grant | undefined> {
  const { data } = await packRoom(parts).entities.grant.get({ email, reviewId, number }).go({ consistent: true });
  return data ?? undefined;
}

/** The manifest with this digest. Throws if it is gone: manifests are never removed by the product. */
export async function loadManifest(parts: Pick<Parts, 'objects'>, digest: string): Promise<Manifest> {
  const bytes = await parts.objects.bytes('records', keys.manifest(digest));
  if (!bytes) throw new WorkFault(`The manifest ${fingerprint(digest)} is missing from the records.`);
  return manifestSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
}

/** The release record with this digest. Throws if it is gone. */
export async function loadReleaseRecord(parts: Pick<Parts, 'objects'>, digest: string): Promise<ReleaseRecord> {
  const bytes = await parts.objects.bytes('records', keys.releaseRecord(digest));
  if (!bytes) throw new WorkFault(`The release record ${fingerprint(digest)} is missing from the records.`);
  return releaseRecordSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
}
