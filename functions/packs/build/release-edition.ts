import { headOf, writeAudited } from '../../access/audit.ts';
import { theSystem } from '../../access/model.ts';
import { endedJob, type Job } from '../../platform/jobs.ts';
import type { Parts } from '../../platform/parts.ts';
import { fingerprint, type Version, type VersionFile } from '../model.ts';
import { findVersion, findVersions, loadManifest, loadReleaseRecord, packRoom } from '../store.ts';
import type { Typesetter } from '../typesetter.ts';
import { makeFiles } from './make-files.ts';

type ReleaseParts = Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock'>;

/** More withdrawals than can fall into one release. */
const mostTries = 5;

/** Makes the released edition of a version from its manifest and its release record alone, then marks it released. */
export async function releaseEdition(
  parts: ReleaseParts,
  typesetter: Typesetter,
  job: Job,
  version: Version,
): Promise<void> {
  const { versionId, manifestDigest, released } = version;
  if (!released) throw new Error('A version that is being released has a release record');
  const [manifest, record] = await Promise.all([
    loadManifest(parts, manifestDigest),
    loadReleaseRecord(parts, released.digest),
  ]);
  const { files } = await makeFiles(parts, typesetter, job, {
    ...{ versionId, manifestDigest, manifest, record },
    digest: released.digest,
  });
  // Whoever withdraws the earlier version meanwhile wins: it is then read again, and no longer superseded.
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    if ((await recordReleased(parts, job, version, files)) === 'written') return;
    const now = await findVersion(parts, version.reviewId, version.number);
    if (now?.state !== 'releasing') return;
  }
  throw new Error('The versions of this review kept changing while one was released');
}

async function recordReleased(parts: ReleaseParts, job: Job, version: Version, files: VersionFile[]) {
  const { reviewId, number } = version;
  const digest = version.released?.digest ?? '';
  const earlier = (await findVersions(parts, reviewId)).filter(({ state }) => state === 'released');
  const names = earlier.map((each) => each.number).join(', ');
  const sentence =
    `made the released edition of version ${number}, release record ${fingerprint(digest)}` +
    (names ? `; it supersedes version ${names}` : '');
  return writeAudited(parts, { scope: reviewId, actor: theSystem, sentence }, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [
        own.version
          .patch({ reviewId, number })
          .set({ state: 'released', released: { digest, files } })
          .remove(['reason'])
          .where(({ state }, { eq }) => eq(state, 'releasing'))
          .commit(),
        ...earlier.map((each) =>
          own.version
            .patch({ reviewId, number: each.number })
            .set({ state: 'superseded', supersededBy: number })
            .where(({ state }, { eq }) => eq(state, 'released'))
            .commit(),
        ),
        own.pack.patch({ reviewId }).set({ released: number }).remove(['releasing']).commit(),
        own.job.patch({ jobId: job.jobId }).set(endedJob(parts, 'done')).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
}

/** After the last attempt: the version says why, and stays as it is until the work is tried again. Others may be released. */
export async function giveUpRelease(parts: ReleaseParts, job: Job, reason: string): Promise<void> {
  const [reviewId, number] = [job.subject.scope, Number(job.subject.id)];
  const sentence = `could not make the released edition of version ${number}: ${reason}`;
  await writeAudited(parts, { scope: reviewId, actor: theSystem, sentence }, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [
        own.version
          .patch({ reviewId, number })
          .set({ reason })
          .where(({ state }, { eq }) => eq(state, 'releasing'))
          .commit(),
        own.pack.patch({ reviewId }).remove(['releasing']).commit(),
        own.job
          .patch({ jobId: job.jobId })
          .set(endedJob(parts, 'dead', reason))
          .commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
}
