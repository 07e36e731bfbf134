import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { retryInspection } from '../../evidence/retry-inspection.ts';
import { retryReading } from '../../metrics/imports/retry-reading.ts';
import { findDeadJobs, type Job, readJob } from '../../platform/jobs.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { retryBuild } from './retry-build.ts';

/** No more than this are listed: whoever has so many has one fault, not two hundred. */
export const mostListed = 200;

/** Background work that gave up, the newest first. */
export async function listDeadJobs(
  parts: Pick<Parts, 'table' | 'wallClock'>,
  actor: Actor,
): Promise<Outcome<Job[], 'not-found'>> {
  if (decide(actor, 'job.read', {}, parts.wallClock()) !== 'allowed')
    return failure('not-found', 'There is no such page.');
  return success(await findDeadJobs(parts, mostListed));
}

/** What happens to a job that is tried again is decided by the room that made it. A file that could not be made leaves its version's job dead. */
const retries = {
  'inspect-evidence': retryInspection,
  'build-pack': retryBuild,
  'make-file': retryBuild,
  'read-figures': retryReading,
} as const;

/** Has work that gave up tried again, from the beginning. `stale`: it is no longer dead. */
export async function retryJob(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock' | 'queues' | 'log'>,
  actor: Actor,
  jobId: string,
): Promise<Outcome<Job, 'not-found' | 'stale' | 'in-progress' | 'newer-released'>> {
  const job = await readJob(parts, jobId);
  return job ? retries[job.kind](parts, actor, job) : failure('not-found', 'There is no such page.');
}
