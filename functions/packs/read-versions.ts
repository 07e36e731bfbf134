import { may } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { readJob } from '../platform/jobs.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { findReview } from '../reviews/store.ts';
import type { Grant, Manifest, Version } from './model.ts';
import { findGrants, findVersion, findVersions, grantsOf, loadManifest } from './store.ts';

const nothing = () => failure('not-found', 'There is no such page.');

/** The versions of a review, newest first. */
export async function listVersions(
  parts: Pick<Parts, 'table'>,
  actor: Actor,
  reviewId: string,
): Promise<Outcome<Version[], 'not-found'>> {
  const review = may(actor, 'version.read') ? await findReview(parts, reviewId) : undefined;
  return review ? success(await findVersions(parts, reviewId)) : nothing();
}

export interface VersionPage {
  version: Version;
  grants: Grant[];
  /** What a build that is under way is doing, in words. */
  progress?: string;
}

export async function readVersion(
  parts: Pick<Parts, 'table'>,
  actor: Actor,
  reviewId: string,
  number: number,
): Promise<Outcome<VersionPage, 'not-found'>> {
  const version = may(actor, 'version.read') ? await findVersion(parts, reviewId, number) : undefined;
  if (!version) return nothing();
  const grants = await findGrants(parts, reviewId, number);
  const job = version.state === 'building' ? await readJob(parts, version.jobId) : undefined;
  return success({ version, grants, ...(job?.progress ? { progress: job.progress } : {}) });
}

export async function readManifest(
  parts: Pick<Parts, 'table' | 'objects'>,
  actor: Actor,
  reviewId: string,
  number: number,
): Promise<Outcome<Manifest, 'not-found'>> {
  const version = may(actor, 'version.read') ? await findVersion(parts, reviewId, number) : undefined;
  return version ? success(await loadManifest(parts, version.manifestDigest)) : nothing();
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
  const grants = may(actor, 'released.read') ? await grantsOf(parts, actor.email) : [];
  const found = await Promise.all(grants.map((grant) => openGrant(parts, grant)));
  return found.filter((each) => each !== undefined).sort((a, b) => (a.grant.grantedAt < b.grant.grantedAt ? 1 : -1));
}

/** One version that is released to this person now. A version of somebody else's looks like one that does not exist. */
export async function readReleased(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  number: number,
): Promise<Outcome<ReleasedPack, 'not-found'>> {
  const grants = may(actor, 'released.read') ? await grantsOf(parts, actor.email) : [];
  const grant = grants.find((each) => each.reviewId === reviewId && each.number === number);
  const pack = grant && (await openGrant(parts, grant));
  return pack ? success(pack) : nothing();
}

async function openGrant(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  grant: Grant,
): Promise<ReleasedPack | undefined> {
  const now = parts.wallClock().toISOString();
  if (now < grant.from || now >= grant.until) return undefined;
  const version = await findVersion(parts, grant.reviewId, grant.number);
  if (version?.state !== 'released' && version?.state !== 'superseded') return undefined;
  return { version, grant, manifest: await loadManifest(parts, version.manifestDigest) };
}
