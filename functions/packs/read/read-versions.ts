import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { readJob } from '../../platform/jobs.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { readReviewFor } from '../../reviews/read-review.ts';
import { changedSince } from '../compare/compare-versions.ts';
import type { Comparison } from '../compare/what-changed.ts';
import type { Council } from '../council.ts';
import type { Grant, Manifest, Version } from '../model.ts';
import { findGrants, findVersion, findVersions, grantFor, grantsOf, loadManifest } from '../store.ts';
import { type Ended, endedAccess } from './ended-access.ts';

const nothing = () => failure('not-found', 'There is no such page.');

/** The versions of a review, newest first. */
export async function listVersions(
  parts: Pick<Parts, 'table' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
): Promise<Outcome<Version[], 'not-found'>> {
  const review = await readReviewFor(parts, actor, 'version.read', reviewId);
  return review.ok ? success(await findVersions(parts, reviewId)) : review;
}

export interface VersionPage {
  version: Version;
  grants: Grant[];
  /** Of a version that is built or approved: what stands otherwise now, and needs another version to go in. */
  changedSince?: Comparison;
  /** What a build that is under way is doing, in words. */
  progress?: string;
}

export async function readVersion(
  parts: Pick<Parts, 'table' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  number: number,
): Promise<Outcome<VersionPage, 'not-found'>> {
  const review = await readReviewFor(parts, actor, 'version.read', reviewId);
  const version = review.ok ? await findVersion(parts, reviewId, number) : undefined;
  if (!version) return nothing();
  const grants = await findGrants(parts, reviewId, number);
  const working = version.state === 'building' || version.state === 'releasing';
  const job = working ? await readJob(parts, version.jobId) : undefined;
  return success({ version, grants, ...(job?.progress ? { progress: job.progress } : {}) });
}

/** The same with `changedSince`, for those who may compare. */
export async function readVersionAndChanges(
  parts: Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock'>,
  actor: Actor,
  council: Council,
  reviewId: string,
  number: number,
): Promise<Outcome<VersionPage, 'not-found'>> {
  const [found, review] = await Promise.all([
    readVersion(parts, actor, reviewId, number),
    readReviewFor(parts, actor, 'version.compare', reviewId),
  ]);
  if (!found.ok || !review.ok) return found;
  const { version } = found.value;
  if (version.state !== 'built' && version.state !== 'approved') return found;
  return success({ ...found.value, changedSince: await changedSince(parts, council, review.value, version) });
}

export async function readManifest(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  number: number,
): Promise<Outcome<Manifest, 'not-found'>> {
  const version = await findVersion(parts, reviewId, number);
  const allowed = version && decide(actor, 'manifest.read', version, parts.wallClock()) === 'allowed';
  return allowed ? success(await loadManifest(parts, version.manifestDigest)) : nothing();
}

/** A version as its reader meets it. One that was withdrawn has a notice, and gives no files. */
export interface ReleasedPack {
  version: Version;
  grant: Grant;
  manifest: Manifest;
  /** A later version that is released, and whether it is to this person. */
  newer?: { number: number; theirs: boolean };
}

type ReadParts = Pick<Parts, 'table' | 'objects' | 'wallClock'>;

/** What is released to this person now, newest first. */
export async function listReleased(parts: ReadParts, actor: Actor): Promise<ReleasedPack[]> {
  const allowed = decide(actor, 'released.list', {}, parts.wallClock()) === 'allowed';
  const grants = allowed ? await grantsOf(parts, actor.email) : [];
  const found = await Promise.all(grants.map((grant) => openGrant(parts, actor, grant)));
  return found
    .flatMap((each) => (each.ok ? [each.value] : []))
    .sort((a, b) => (a.grant.grantedAt < b.grant.grantedAt ? 1 : b.version.number - a.version.number));
}

/**
 * One version that is released to this person. A version of somebody else's looks like one that does not exist; of one that
 * was theirs to read, they are told when that ended and whom to ask.
 */
export async function readReleased(
  parts: ReadParts,
  actor: Actor,
  reviewId: string,
  number: number,
): Promise<Outcome<ReleasedPack, 'not-found' | Ended>> {
  const grant = await grantFor(parts, actor.email, reviewId, number);
  return grant ? openGrant(parts, actor, grant) : nothing();
}

async function openGrant(
  parts: ReadParts,
  actor: Actor,
  grant: Grant,
): Promise<Outcome<ReleasedPack, 'not-found' | Ended>> {
  const version = await findVersion(parts, grant.reviewId, grant.number);
  if (!version) return nothing();
  const asked = { ...version, grant };
  if (decide(actor, 'released.read', asked, parts.wallClock()) !== 'allowed') {
    return endedAccess(parts, actor, 'released.read', asked);
  }
  const manifest = await loadManifest(parts, version.manifestDigest);
  const newer = await newerThan(parts, actor, version);
  return success({ version, grant, manifest, ...(newer ? { newer } : {}) });
}

/** What superseded a version, and what superseded that. */
async function newerThan(parts: ReadParts, actor: Actor, { reviewId, number }: Version) {
  const newest = (await findVersions(parts, reviewId)).find(({ state }) => state === 'released');
  if (!newest || newest.number <= number) return undefined;
  const grant = await grantFor(parts, actor.email, reviewId, newest.number);
  const theirs = grant && decide(actor, 'released.read', { ...newest, grant }, parts.wallClock()) === 'allowed';
  return { number: newest.number, theirs: theirs === true };
}
