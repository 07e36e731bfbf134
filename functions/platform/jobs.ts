import { Entity } from 'electrodb';
import { secondsFrom } from './clock.ts';
import { boundTo, primaryIndex, secondaryIndex } from './entity.ts';
import { type JobKind, jobKinds } from './names.ts';
import { failure, type Outcome, success } from './outcome.ts';
import type { Parts } from './parts.ts';

/**
 * Background work. Whoever causes a job writes its item beside the change itself, in one transaction; telling the queue comes
 * after, and may fail. What nobody holds a lease on is sent again by the sweeper. So no crash loses work, and a handler may run twice.
 */
export const jobEntity = new Entity({
  model: { entity: 'job', version: '1', service: 'evidencepacks' },
  attributes: {
    jobId: { type: 'string', required: true },
    kind: { type: jobKinds, required: true },
    /** What the job is about, as the room that made it reads it. */
    subject: {
      type: 'map',
      required: true,
      properties: { scope: { type: 'string', required: true }, id: { type: 'string', required: true } },
    },
    state: { type: ['open', 'done', 'dead'] as const, required: true },
    attempts: { type: 'number', required: true },
    /** Until then somebody is at work on it, or its upload may still come. ISO 8601. */
    leaseUntil: { type: 'string', required: true },
    createdAt: { type: 'string', required: true },
    progress: { type: 'string' },
    reason: { type: 'string' },
  },
  indexes: {
    byId: primaryIndex(['jobId'], []),
    due: secondaryIndex(['state'], ['leaseUntil', 'jobId']),
  },
});

export interface Job {
  jobId: string;
  kind: JobKind;
  subject: { scope: string; id: string };
  state: 'open' | 'done' | 'dead';
  attempts: number;
  leaseUntil: string;
  createdAt: string;
  progress?: string;
  reason?: string;
}

const leaseSeconds = 30;
const heartbeatMs = 10_000;
/** After so many attempts a job is dead: it says why, and waits for a person. */
export const mostAttempts = 4;

type JobParts = Pick<Parts, 'table' | 'queues' | 'wallClock' | 'log'>;

/** A new job, to be written in the caller's transaction with `job.create(newJob(…)).commit()`. `waitSeconds` delays its first sweep. */
export function newJob(
  parts: Pick<Parts, 'ids' | 'wallClock'>,
  kind: JobKind,
  subject: Job['subject'],
  waitSeconds = 0,
): Job {
  return {
    jobId: parts.ids(),
    kind,
    subject,
    state: 'open',
    attempts: 0,
    leaseUntil: secondsFrom(parts.wallClock, waitSeconds),
    createdAt: parts.wallClock().toISOString(),
  };
}

/** Sends a job to its queue. A failure is logged, not thrown: the job is in the table, and the sweeper sends it again. */
export async function announceJob(parts: JobParts, job: Pick<Job, 'jobId' | 'kind'>): Promise<void> {
  try {
    await parts.queues.send(job.kind, { jobId: job.jobId });
  } catch (error) {
    parts.log.warn('A job was not sent; the sweeper will send it', { jobId: job.jobId, error });
  }
}

export async function readJob(parts: Pick<Parts, 'table'>, jobId: string): Promise<Job | undefined> {
  const { data } = await jobs(parts).get({ jobId }).go({ consistent: true });
  return data ?? undefined;
}

/** Takes the lease of a job, unless it has ended, somebody else holds it, or it was tried too often. */
export async function takeJob(
  parts: JobParts,
  jobId: string,
): Promise<Outcome<Job, 'not-due'> | { ok: false; code: 'exhausted'; job: Job }> {
  const job = await readJob(parts, jobId);
  const now = parts.wallClock().toISOString();
  if (job?.state !== 'open' || job.leaseUntil > now)
    return failure('not-due', 'This job has ended, or is being worked on.');
  if (job.attempts >= mostAttempts) return { ok: false, code: 'exhausted', job };
  const taken = await extendLease(parts, job, job.attempts + 1);
  return taken ? success({ ...job, attempts: job.attempts + 1 }) : failure('not-due', 'This job was taken by another.');
}

/** Runs `work` while keeping the job's lease alive. The work itself ends the job, in the transaction of its result. */
export async function whileLeased<T>(parts: JobParts, job: Job, work: () => Promise<T>): Promise<T> {
  const heartbeat = setInterval(() => {
    extendLease(parts, job, job.attempts).catch((error: unknown) =>
      parts.log.warn('A lease was not extended', { jobId: job.jobId, error }),
    );
  }, heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
  }
}

function extendLease(parts: JobParts, job: Job, attempts: number): Promise<boolean> {
  return changeLease(parts, job, { leaseUntil: secondsFrom(parts.wallClock, leaseSeconds), attempts });
}

/** Writes only while the job is open and no other run has taken it since. */
async function changeLease(
  parts: JobParts,
  job: Job,
  change: Partial<Pick<Job, 'leaseUntil' | 'attempts' | 'reason'>>,
): Promise<boolean> {
  try {
    await jobs(parts)
      .patch({ jobId: job.jobId })
      .set({ state: 'open', ...change })
      .where(({ state, attempts }, { eq }) => `${eq(state, 'open')} AND ${eq(attempts, job.attempts)}`)
      .go();
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw error;
  }
}

/**
 * Gives a job back after a fault, with the reason kept for whoever looks at it; the next sweep sends it again. False if the
 * job has ended meanwhile, or is somebody else's: a run that was given up for lost may come to its end after all.
 */
export function giveBackJob(parts: JobParts, job: Job, reason: string): Promise<boolean> {
  return changeLease(parts, job, { leaseUntil: parts.wallClock().toISOString(), reason });
}

/** The values that end a job, for the caller's transaction. */
export function endedJob(parts: Pick<Parts, 'wallClock'>, state: 'done' | 'dead', reason?: string) {
  return { state, leaseUntil: parts.wallClock().toISOString(), ...(reason ? { reason } : {}) };
}

/** The values that have a dead job tried again from the beginning, for the caller's transaction. */
export function reopenedJob(parts: Pick<Parts, 'wallClock'>) {
  return { state: 'open' as const, attempts: 0, leaseUntil: parts.wallClock().toISOString() };
}

/** The jobs that gave up, the newest first, at most so many. For a dead job `leaseUntil` is when it gave up. */
export async function findDeadJobs(parts: Pick<Parts, 'table'>, most: number): Promise<Job[]> {
  const { data } = await jobs(parts).query.due({ state: 'dead' }).go({ order: 'desc', count: most });
  return data;
}

export async function noteProgress(
  parts: Pick<Parts, 'table'>,
  job: Pick<Job, 'jobId'>,
  progress: string,
): Promise<void> {
  await jobs(parts).patch({ jobId: job.jobId }).set({ progress }).go();
}

/** Sends again every open job whose lease has ended. Returns how many were sent. */
export async function sweepJobs(parts: JobParts): Promise<number> {
  const now = parts.wallClock().toISOString();
  const { data } = await jobs(parts).query.due({ state: 'open' }).lt({ leaseUntil: now }).go({ pages: 'all' });
  for (const job of data) await announceJob(parts, job);
  return data.length;
}

export function isConditionFailure(error: unknown): boolean {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if (cause.name === 'ConditionalCheckFailedException' || /conditional request failed/i.test(cause.message))
      return true;
  }
  return false;
}

const jobs = boundTo(({ client, table }) => {
  jobEntity.setTableName(table);
  jobEntity.setClient(client);
  return jobEntity;
});
