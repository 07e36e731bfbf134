import { headOf, writeAudited } from '../../access/audit.ts';
import { theSystem } from '../../access/model.ts';
import { endedJob, type Job } from '../../platform/jobs.ts';
import type { Parts } from '../../platform/parts.ts';
import type { VersionState } from '../model.ts';
import { packRoom } from '../store.ts';

type GiveUpParts = Pick<Parts, 'table' | 'clock' | 'wallClock'>;

/**
 * After the last attempt. A version that was being built says that it failed and why, and another may be built. One that was being
 * released says why and stays as it is until the work is tried again; others may be released. It is the version's own job that is dead
 * then and can be tried again, whichever of its jobs gave up.
 */
export async function giveUpVersion(
  parts: GiveUpParts,
  job: Pick<Job, 'jobId' | 'subject'>,
  was: 'building' | 'releasing',
  reason: string,
  failed?: { jobId: string; making: { versionId: string; madeFrom: string } },
): Promise<'written' | 'conflict'> {
  const [reviewId, number] = [job.subject.scope, Number(job.subject.id)];
  const what = was === 'building' ? `build version ${number}` : `make the released edition of version ${number}`;
  const sentence = `could not ${what}: ${reason}`;
  return writeAudited(parts, { scope: reviewId, actor: theSystem, sentence }, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [
        own.version
          .patch({ reviewId, number })
          .set({ state: was === 'building' ? 'failed' : was, reason })
          .where(({ state }, { eq }) => eq(state, was as VersionState))
          .commit(),
        own.pack.patch({ reviewId }).remove([was]).commit(),
        own.job
          .patch({ jobId: job.jobId })
          .set(endedJob(parts, 'dead', reason))
          .commit(),
        ...(failed
          ? [
              own.job
                .patch({ jobId: failed.jobId })
                .set(endedJob(parts, 'done', reason))
                .commit(),
              // Gone: what else was being made for it is no longer wanted. Still there, or another job of it gave up before.
              own.making
                .delete(failed.making)
                .where(({ versionId }, { exists }) => exists(versionId))
                .commit(),
            ]
          : []),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
}
