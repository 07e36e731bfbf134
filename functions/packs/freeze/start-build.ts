import { headOf, writeAudited } from '../../access/audit.ts';
import type { Actor } from '../../access/model.ts';
import { announceJob, type Job, newJob } from '../../platform/jobs.ts';
import { keys } from '../../platform/names.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import type { Review } from '../../reviews/model.ts';
import { readReviewFor } from '../../reviews/read-review.ts';
import { canonicalJson, sha256 } from '../canonical-json.ts';
import type { Council } from '../council.ts';
import { fingerprint, type Version } from '../model.ts';
import { findPack, findVersions, packRoom } from '../store.ts';
import { freezeManifest } from './freeze-manifest.ts';

type BuildParts = Pick<Parts, 'table' | 'objects' | 'queues' | 'clock' | 'wallClock' | 'ids' | 'log'>;

/**
 * Freezes the review as it stands into a manifest and records the next version, in one transaction with the job that builds
 * it. One version of a review is built at a time; the others are told.
 */
export async function startBuild(
  parts: BuildParts,
  actor: Actor,
  council: Council,
  reviewId: string,
): Promise<Outcome<Version, 'not-found' | 'in-progress'>> {
  const found = await readReviewFor(parts, actor, 'version.build', reviewId);
  if (!found.ok) return found;
  return buildReview(parts, actor, council, found.value);
}

/** The same for those who have been let in: the schedule that drafts a report, as the system. */
export async function buildReview(
  parts: BuildParts,
  actor: Actor,
  council: Council,
  review: Review,
): Promise<Outcome<Version, 'in-progress'>> {
  const { reviewId } = review;
  const pack = await findPack(parts, reviewId);
  if (pack?.building !== undefined) return inProgress(pack.building);

  const manifest = await freezeManifest(parts, council, review, await findVersions(parts, reviewId), actor.name);
  const json = canonicalJson(manifest);
  const digest = sha256(json);
  await parts.objects.put('records', keys.manifest(digest), Buffer.from(json), {
    contentType: 'application/json',
    onlyIfAbsent: true,
  });
  const job = newJob(parts, 'build-pack', { scope: reviewId, id: String(manifest.version) });
  const version: Version = {
    reviewId,
    number: manifest.version,
    versionId: parts.ids(),
    state: 'building',
    manifestDigest: digest,
    posts: manifest.approvers,
    decisions: [],
    jobId: job.jobId,
    createdAt: manifest.frozenAt,
    createdBy: actor.name,
    files: [],
  };
  if ((await recordVersion(parts, actor, version, job)) === 'conflict') return inProgress(version.number);
  await announceJob(parts, job);
  return success(version);
}

function inProgress(number: number) {
  return failure(
    'in-progress',
    `Version ${number} is being built. Wait until it is ready, then build again if something has changed since.`,
  );
}

function recordVersion(parts: BuildParts, actor: Actor, version: Version, job: Job) {
  const { reviewId, number } = version;
  const sentence = `started to build version ${number}, fingerprint ${fingerprint(version.manifestDigest)}`;
  return writeAudited(parts, { scope: reviewId, actor, sentence }, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [
        number === 1
          ? own.pack.create({ reviewId, latest: 1, building: 1 }).commit()
          : own.pack
              .patch({ reviewId })
              .set({ latest: number, building: number })
              .where(
                ({ latest, building }, { eq, notExists }) => `${eq(latest, number - 1)} AND ${notExists(building)}`,
              )
              .commit(),
        own.version.create(newVersion(version)).commit(),
        own.job.create(job).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
}

function newVersion({ reviewId, number, versionId, manifestDigest, posts, jobId, createdAt, createdBy }: Version) {
  const made = { reviewId, number, versionId, manifestDigest, jobId, createdAt, createdBy };
  return { ...made, state: 'building' as const, posts: [...posts], decisions: [], decided: 0, files: [], warnings: [] };
}
