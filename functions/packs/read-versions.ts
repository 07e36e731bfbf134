import { decide } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { readJob } from '../platform/jobs.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { readReviewFor } from '../reviews/read-review.ts';
import type { Grant, Manifest, Version } from './model.ts';
import { findGrants, findVersion, findVersions, grantFor, grantsOf, loadManifest } from './store.ts';

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
  const job = version.state === 'building' ? await readJob(parts, version.jobId) : undefined;
  return success({ version, grants, ...(job?.progress ? { progress: job.progress } : {}) });
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

/** A version as its reader meets it. */
export interface ReleasedPack {
  version: Version;
  grant: Grant;
  manifest: Manifest;
}

/** What is released to this person now, newest first. */
export async function listReleased(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  actor: Actor,
): Promise<ReleasedPack[]> {
  const allowed = decide(actor, 'released.list', {}, parts.wallClock()) === 'allowed';
  const grants = allowed ? await grantsOf(parts, actor.email) : [];
  const found = await Promise.all(grants.map((grant) => openGrant(parts, actor, grant)));
  return found.filter((each) => each !== undefined).sort((a, b) => (a.grant.grantedAt < b.grant.grantedAt ? 1 : -1));
}

/** One version that is released to this person now. A version of somebody else's looks like one that does not exist. */
export async function readReleased(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  number: number,
): Promise<Outcome<ReleasedPack, 'not-found'>> {
  const grant = await grantFor(parts, actor.email, reviewId, number);
  const pack = grant && (await openGrant(parts, actor, grant));
  return pack ? success(pack) : nothing();
}

async function openGrant(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  actor: Actor,
  grant: Grant,
): Promise<ReleasedPack | undefined> {
  const version = await findVersion(parts, grant.reviewId, grant.number);
  const allowed = version && decide(actor, 'released.read', { ...version, grant }, parts.wallClock()) === 'allowed';
  if (!allowed) return undefined;
  return { version, grant, manifest: await loadManifest(parts, version.manifestDigest) };
}
