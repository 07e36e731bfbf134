import { decide } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { announceJob, type Job, reopenedJob } from '../platform/jobs.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { moveRevision } from './move-revision.ts';
import { findRevision } from './store.ts';

/**
 * Has an inspection that gave up tried again, on the same version of the same file. If the revision had become its item's
 * current one it stays so, and packs frozen meanwhile say that it is awaited. `stale`: the job is no longer dead.
 */
export async function retryInspection(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock' | 'queues' | 'log'>,
  actor: Actor,
  job: Job,
): Promise<Outcome<Job, 'not-found' | 'stale'>> {
  const decision = decide(actor, 'job.retry', job, parts.wallClock());
  if (decision === 'absent') return failure('not-found', 'There is no such page.');
  const revision = await findRevision(parts, job.subject.scope, job.subject.id);
  const reopened = reopenedJob(parts);
  // Without a verdict nothing may open the file: it goes back to where its verdict is awaited, and is judged at once.
  const state = revision?.scan === undefined ? ('awaiting-upload' as const) : ('inspecting' as const);
  const moved =
    revision?.state === 'refused' && decision === 'allowed'
      ? await moveRevision(parts, revision, {
          to: { state },
          job: reopened,
          sentence: (what) => `had the inspection of ${what} tried again`,
          actor,
        })
      : 'known';
  if (moved === 'known')
    return failure('stale', 'This job is no longer waiting for anybody: somebody has had it tried again.');
  await announceJob(parts, job);
  const { reason: _, ...rest } = job;
  return success({ ...rest, ...reopened });
}
