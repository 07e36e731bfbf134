import { giveBackJob, type Job, mostAttempts, takeJob, whileLeased } from './jobs.ts';
import type { Parts } from './parts.ts';

/** What a room does with a job of its kind. Both end the job in the transaction of their result. */
export interface Work {
  run(job: Job): Promise<void>;
  /** After the last attempt: says of the thing itself that it failed, and why. */
  giveUp(job: Job, reason: string): Promise<void>;
}

/**
 * A fault whose words, a sentence, are fit for the people who wait for the work. Any other error is told by its kind alone:
 * its text may quote a file.
 */
export class WorkFault extends Error {
  override name = 'WorkFault';
}

/**
 * Runs one job under its lease, if it is due. A fault gives the job back with its reason, and the sweeper sends it again;
 * after the last attempt the room is told to give up. Should that fail too, or the process be killed first, the next sweep
 * finds the job with its attempts used up.
 */
export async function runJob(
  parts: Pick<Parts, 'table' | 'queues' | 'wallClock' | 'log'>,
  jobId: string,
  work: Work,
): Promise<void> {
  const taken = await takeJob(parts, jobId);
  if (!taken.ok) {
    if (taken.code === 'exhausted') await work.giveUp(taken.job, taken.job.reason ?? stoppedWithoutAnswer);
    return;
  }
  const job = taken.value;
  try {
    await whileLeased(parts, job, () => work.run(job));
  } catch (error) {
    parts.log.error('A job failed', error, { jobId, kind: job.kind, attempt: job.attempts });
    const reason = reasonOf(error);
    const stillOurs = await giveBackJob(parts, job, reason);
    if (stillOurs && job.attempts >= mostAttempts) await work.giveUp(job, reason);
  }
}

const stoppedWithoutAnswer = `It was tried ${mostAttempts} times and stopped each time without an answer.`;

function reasonOf(error: unknown): string {
  if (error instanceof WorkFault) return error.message;
  return `There was an unexpected fault (${error instanceof Error ? error.name : 'unknown'}).`;
}
