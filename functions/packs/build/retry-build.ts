import { headOf, writeAudited } from '../../access/audit.ts';
import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { announceJob, type Job, reopenedJob } from '../../platform/jobs.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { findPack, findVersion, packRoom } from '../store.ts';

/**
 * Has a build, or the making of a released edition, that gave up tried again from the same manifest. The version stands as
 * being built or released again, so none other of its review may be at the same time. `stale`: its job is no longer dead; somebody else retried it.
 * `newer-released`: a later version went out meanwhile, and an older one can't take its place.
 */
export async function retryBuild(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock' | 'queues' | 'log'>,
  actor: Actor,
  job: Job,
): Promise<Outcome<Job, 'not-found' | 'stale' | 'in-progress' | 'newer-released'>> {
  const decision = decide(actor, 'job.retry', job, parts.wallClock());
  if (decision === 'absent') return failure('not-found', 'There is no such page.');
  const [reviewId, number] = [job.subject.scope, Number(job.subject.id)];
  if (decision === 'not-now') return refused(parts, reviewId, number);
  const reopened = reopenedJob(parts);
  const releasing = (await findVersion(parts, reviewId, number))?.state === 'releasing';
  const pack = await findPack(parts, reviewId);
  if (releasing && pack?.released !== undefined && pack.released > number) {
    const words = `Version ${pack.released} has been released since, so version ${number} can no longer be.`;
    return failure('newer-released', words);
  }
  const sentence = `had the ${releasing ? 'release' : 'build'} of version ${number} tried again`;
  const written = await writeAudited(parts, { scope: reviewId, actor, sentence }, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [
        own.version
          .patch({ reviewId, number })
          .set({ state: releasing ? 'releasing' : 'building' })
          .remove(['reason'])
          .where(({ state }, { eq }) => eq(state, releasing ? 'releasing' : 'failed'))
          .commit(),
        own.pack
          .patch({ reviewId })
          .set(releasing ? { releasing: number } : { building: number })
          .where((was, { notExists }) => notExists(releasing ? was.releasing : was.building))
          .commit(),
        own.job
          .patch({ jobId: job.jobId })
          .set(reopened)
          .remove(['reason', 'progress'])
          .where(({ state }, { eq }) => eq(state, 'dead'))
          .commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  if (written === 'conflict') return refused(parts, reviewId, number);
  await announceJob(parts, job);
  const { reason: _, progress: __, ...rest } = job;
  return success({ ...rest, ...reopened });
}

async function refused(parts: Pick<Parts, 'table'>, reviewId: string, number: number) {
  const pack = await findPack(parts, reviewId);
  for (const [other, word] of [
    [pack?.building, 'built'],
    [pack?.releasing, 'released'],
  ] as const) {
    if (other !== undefined && other !== number) {
      return failure('in-progress', `Version ${other} is being ${word}. Wait until that has ended, then try again.`);
    }
  }
  return failure('stale', 'This job is no longer waiting for anybody: somebody has had it tried again.');
}
