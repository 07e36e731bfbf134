import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import type { Review } from '../../reviews/model.ts';
import { readReviewFor } from '../../reviews/read-review.ts';
import type { Council } from '../council.ts';
import { currentManifest } from '../freeze/freeze-manifest.ts';
import type { Version } from '../model.ts';
import { findVersion, findVersions, loadManifest } from '../store.ts';
import { type Comparison, compareManifests } from './what-changed.ts';

export interface VersionsCompared {
  before: Version;
  now: Version;
  changes: Comparison;
}

/** What the later of two versions has otherwise than the earlier, in whichever order they are named. */
export async function compareVersions(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  one: number,
  other: number,
): Promise<Outcome<VersionsCompared, 'not-found'>> {
  const review = await readReviewFor(parts, actor, 'version.compare', reviewId);
  if (!review.ok) return review;
  const [before, now] = await Promise.all([
    findVersion(parts, reviewId, Math.min(one, other)),
    findVersion(parts, reviewId, Math.max(one, other)),
  ]);
  if (!before || !now) return failure('not-found', 'There is no such page.');
  const [first, second] = await Promise.all([
    loadManifest(parts, before.manifestDigest),
    loadManifest(parts, now.manifestDigest),
  ]);
  return success({ before, now, changes: await compareManifests(parts, first, second) });
}

/** What stands otherwise now than when a version was frozen. The version stays as it is: a change needs a new one to go in. */
export async function changedSince(
  parts: Pick<Parts, 'table' | 'objects' | 'clock'>,
  council: Council,
  review: Review,
  version: Version,
): Promise<Comparison> {
  const [before, versions] = await Promise.all([
    loadManifest(parts, version.manifestDigest),
    findVersions(parts, review.reviewId),
  ]);
  const now = await currentManifest(parts, council, review, versions, version.createdBy);
  return compareManifests(parts, before, now);
}
