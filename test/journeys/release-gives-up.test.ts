import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostAttempts, readJob } from '../../functions/platform/jobs.ts';
import { keys } from '../../functions/platform/names.ts';
import { createObjects } from '../../functions/platform/objects.ts';
import type { ApiClient } from '../../tools/demo/client.ts';
import {
  createReview,
  download,
  readSample,
  releaseVersion,
  sampleAccess,
  until,
  type VersionAnswer,
} from '../../tools/demo/journey.ts';
import { approvedVersion, signedIn } from '../builders/approved-version.ts';
import { type HeldRun, startHeldRun } from '../builders/held-run.ts';

let run: HeldRun;
let officer: ApiClient;
let administrator: ApiClient;
let reviewId: string;
let jobId: string;

beforeAll(async () => {
  run = await startHeldRun();
  officer = await signedIn(run.origin, 'olu-adeyemi');
  administrator = await signedIn(run.origin, 'hannah-whitlock');
  reviewId = await createReview(officer, await readSample());
}, 120_000);

afterAll(() => run?.end());

const read = (number: number) =>
  officer.call<VersionAnswer & { version: { jobId: string } }>('GET', `/reviews/${reviewId}/versions/${number}`);

/** Sweeps, as AWS does each minute, until the job has ended. */
const ended = () =>
  until(
    async () => {
      await run.sweep();
      return readJob({ table: run.table }, jobId);
    },
    (job) => job !== undefined && job.state !== 'open',
    'The end of the job',
  );

describe('a release whose work gives up', () => {
  it('says why, and gives nothing out', { timeout: 90_000 }, async () => {
    const { number } = await approvedVersion(run.origin, officer, reviewId);
    let go = () => {};
    run.buildsAfter = new Promise((resolve) => {
      go = resolve;
    });
    const releasing = await officer.call<VersionAnswer['version'] & { jobId: string }>(
      'POST',
      `/reviews/${reviewId}/versions/${number}/release`,
      { to: [sampleAccess] },
    );
    const key = keys.releaseRecord(releasing.released?.digest ?? '');
    const record = await createObjects().bytes('records', key);
    if (!record) throw new Error('The release record is not where it should be');
    await createObjects().remove('records', key);
    go();
    jobId = releasing.jobId;
    expect(await ended()).toMatchObject({ state: 'dead', attempts: mostAttempts });
    const { version } = await read(number);
    expect(version).toMatchObject({ state: 'releasing', released: { files: [] } });
    expect(version.reason).toMatch(/^The release record [0-9a-f ]{15} is missing from the records\.$/);
    const reader = await signedIn(run.origin, 'deborah-quaye');
    expect((await reader.get(`/api/v1/reviews/${reviewId}/versions/${number}/files/report`)).status).toBe(404);
    expect(await reader.call('GET', '/released')).toEqual({ released: [] });
    await createObjects().put('records', key, record, { contentType: 'application/json' });
  });

  it('lets a later version out, after which it is tried no more', { timeout: 90_000 }, async () => {
    const { number } = await approvedVersion(run.origin, officer, reviewId);
    expect((await releaseVersion(officer, reviewId, number)).state).toBe('released');
    await expect(administrator.call('POST', `/jobs/${jobId}/retry`)).rejects.toMatchObject({
      status: 409,
      problem: { code: 'newer-released' },
    });
    await officer.call('POST', `/reviews/${reviewId}/versions/${number}/withdrawal`, { notice: 'A figure is wrong.' });
  });

  it('is finished when an administrator has it tried again', {
    timeout: 90_000,
  }, async () => {
    await administrator.call('POST', `/jobs/${jobId}/retry`);
    expect(await ended()).toMatchObject({ state: 'done' });
    const { version } = await until(
      () => read(1),
      (answer) => answer.version.state !== 'releasing',
      'The release',
    );
    expect(version.state).toBe('released');
    expect(version.reason).toBeUndefined();
    const reader = await signedIn(run.origin, 'deborah-quaye');
    expect((await download(reader, reviewId, 1, 'report')).length).toBeGreaterThan(1000);
  });
});
