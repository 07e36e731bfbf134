import { Service } from 'electrodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../functions/platform/clock.ts';
import { createIds } from '../../../functions/platform/ids.ts';
import {
  endedJob,
  findDeadJobs,
  type Job,
  jobEntity,
  mostAttempts,
  newJob,
  readJob,
  reopenedJob,
  sweepJobs,
} from '../../../functions/platform/jobs.ts';
import { runJob, type Work, WorkFault } from '../../../functions/platform/run-job.ts';
import { createTable, type Table } from '../../../functions/platform/table.ts';
import { createTableIfMissing, startTableEngine, type TableEngine } from '../../../local/table-engine.ts';
import { noLog } from '../../builders/signed-in.ts';

let engine: TableEngine;
let table: Table;
let now: number;
let sent: string[];

beforeAll(async () => {
  Object.assign(process.env, { AWS_REGION: 'eu-west-2', AWS_ACCESS_KEY_ID: 'TESTKEY', AWS_SECRET_ACCESS_KEY: 'test' });
  engine = await startTableEngine();
  await createTableIfMissing(engine.endpoint, 'jobs');
  table = createTable({ name: 'jobs', endpoint: engine.endpoint });
});

afterAll(() => engine?.stop());

beforeEach(() => {
  now = Date.now();
  sent = [];
});

const wallClock = () => new Date(now);
const ids = createIds(systemClock);

function parts() {
  const queues = { send: (_kind: string, { jobId }: { jobId: string }) => Promise.resolve(void sent.push(jobId)) };
  return { table, wallClock, queues, log: noLog, ids };
}

/** Whether a sweep sends this job again. */
async function isSwept({ jobId }: Job): Promise<boolean> {
  sent = [];
  await sweepJobs(parts());
  return sent.includes(jobId);
}

const room = () => new Service({ job: jobEntity }, { client: table.client, table: table.name }).entities;

async function written(): Promise<Job> {
  const job = newJob(parts(), 'build-pack', { scope: 'review', id: '1' });
  await room().job.create(job).go();
  return job;
}

const end = (job: Job, state: 'done' | 'dead', reason?: string) =>
  room()
    .job.patch({ jobId: job.jobId })
    .set(endedJob(parts(), state, reason))
    .go();

/** Work that ends its job as a room does, or fails. */
function work(run: (job: Job) => Promise<unknown>, given: string[] = []): Work {
  return {
    run: async (job) => void (await run(job)),
    giveUp: async (job, reason) => {
      given.push(reason);
      await end(job, 'dead', reason);
    },
  };
}

describe('a job', () => {
  it('is tried so often and then given up, in the words of its fault, and stays dead', async () => {
    const job = await written();
    const given: string[] = [];
    const failing = work(() => Promise.reject(new WorkFault('The press is broken.')), given);
    for (let attempt = 1; attempt < mostAttempts; attempt += 1) {
      await runJob(parts(), job.jobId, failing);
      expect(await readJob(parts(), job.jobId)).toMatchObject({ state: 'open', attempts: attempt });
    }
    expect(given).toEqual([]);
    await runJob(parts(), job.jobId, failing);
    expect(given).toEqual(['The press is broken.']);
    now += 60_000;
    await runJob(parts(), job.jobId, failing);
    expect(given).toHaveLength(1);
    expect(await readJob(parts(), job.jobId)).toMatchObject({ state: 'dead', attempts: mostAttempts });
    expect(await isSwept(job)).toBe(false);
    expect((await findDeadJobs(parts(), 10)).map(({ jobId }) => jobId)).toContain(job.jobId);
  });

  it('does not tell the text of a fault that nobody worded', async () => {
    const job = await written();
    await runJob(
      parts(),
      job.jobId,
      work(() => Promise.reject(new TypeError('Amy Smith, 12 Mill Lane'))),
    );
    expect((await readJob(parts(), job.jobId))?.reason).toBe('There was an unexpected fault (TypeError).');
  });

  it('whose runs are killed each time is given up by the sweep after the last', async () => {
    const job = await written();
    const given: string[] = [];
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      // A killed run neither ends its job nor gives it back.
      void runJob(
        parts(),
        job.jobId,
        work(() => new Promise(() => {}), given),
      );
      await expect.poll(async () => (await readJob(parts(), job.jobId))?.attempts).toBe(attempt);
      expect(await isSwept(job)).toBe(false);
      now += 31_000;
      expect(await isSwept(job)).toBe(true);
    }
    await runJob(
      parts(),
      job.jobId,
      work(() => Promise.resolve(), given),
    );
    expect(given).toEqual([`It was tried ${mostAttempts} times and stopped each time without an answer.`]);
    expect(await isSwept(job)).toBe(false);
  });

  it('that another run has ended is not opened again by a slow one that fails', async () => {
    const job = await written();
    const { promise, reject } = Promise.withResolvers<void>();
    const slow = runJob(
      parts(),
      job.jobId,
      work(() => promise),
    );
    await expect.poll(async () => (await readJob(parts(), job.jobId))?.attempts).toBe(1);
    now += 31_000;
    await runJob(
      parts(),
      job.jobId,
      work((taken) => end(taken, 'done')),
    );
    reject(new Error('too late'));
    await slow;
    const after = await readJob(parts(), job.jobId);
    expect(after).toMatchObject({ state: 'done', attempts: 2 });
    expect(after).not.toHaveProperty('reason');
  });

  it('runs once however many are told of it at once', async () => {
    const job = await written();
    let runs = 0;
    const counted = work(async (taken) => {
      runs += 1;
      await end(taken, 'done');
    });
    await Promise.all(Array.from({ length: 10 }, () => runJob(parts(), job.jobId, counted)));
    expect(runs).toBe(1);
  });

  it('that was dead and is reopened begins from the beginning', async () => {
    const job = await written();
    await end(job, 'dead', 'It broke.');
    await room().job.patch({ jobId: job.jobId }).set(reopenedJob(parts())).go();
    now += 1;
    expect(await isSwept(job)).toBe(true);
    await runJob(
      parts(),
      job.jobId,
      work((taken) => end(taken, 'done')),
    );
    expect(await readJob(parts(), job.jobId)).toMatchObject({ state: 'done', attempts: 1 });
  });
});
