import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { COMPILER_VERSION } from '../../functions/documents/compile/model.ts';
import { mostAttempts, readJob } from '../../functions/platform/jobs.ts';
import { keys } from '../../functions/platform/names.ts';
import { createObjects, type ObjectStore } from '../../functions/platform/objects.ts';
import { type ApiClient, apiClient } from '../../tools/demo/client.ts';
import {
  buildVersion,
  createReview,
  download,
  readSample,
  until,
  type VersionAnswer,
} from '../../tools/demo/journey.ts';
import { type HeldRun, startHeldRun } from '../builders/held-run.ts';
import { openPdf, pageText } from '../builders/read-pdf.ts';
import { evidenceApi, wholeTrail } from '../builders/reviews.ts';
import { smallPdf } from '../builders/small-pdf.ts';

interface JobAnswer {
  jobId: string;
  kind: string;
  subject: { scope: string; id: string };
  state: string;
  attempts: number;
  reason?: string;
}

let run: HeldRun;
let objects: ObjectStore;
let officer: ApiClient;
let administrator: ApiClient;
let reviewId: string;

beforeAll(async () => {
  run = await startHeldRun();
  objects = createObjects();
  officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  administrator = apiClient(run.origin);
  await administrator.signIn('hannah-whitlock');
});

afterAll(() => run?.end());

beforeEach(async () => {
  reviewId = await createReview(officer, await readSample());
});

const deadJobs = async () => (await administrator.call<{ jobs: JobAnswer[] }>('GET', '/jobs/dead')).jobs;
const retry = (jobId: string) => administrator.call<JobAnswer>('POST', `/jobs/${jobId}/retry`);
const versionOf = async (number: number) =>
  (await officer.call<VersionAnswer>('GET', `/reviews/${reviewId}/versions/${number}`)).version;

/** Sweeps, as AWS does each minute, until a job has ended. */
async function ended(jobId: string) {
  return until(
    async () => {
      await run.sweep();
      return readJob({ table: run.table }, jobId);
    },
    (job) => job !== undefined && job.state !== 'open',
    'The end of the job',
  );
}

/** Starts a build whose manifest is gone before it runs. What was in it comes back by `restore`. */
async function poisonedBuild() {
  let go = () => {};
  run.buildsAfter = new Promise((resolve) => {
    go = resolve;
  });
  const version = await officer.call<VersionAnswer['version'] & { jobId: string }>(
    'POST',
    `/reviews/${reviewId}/versions`,
  );
  const key = keys.manifest(version.manifestDigest);
  const manifest = await objects.bytes('records', key);
  if (!manifest) throw new Error('The manifest is not where it should be');
  await objects.remove('records', key);
  go();
  return {
    version,
    restore: () => objects.put('records', key, manifest, { contentType: 'application/json' }),
  };
}

describe('fault 9: a poison job', () => {
  it('a build that always fails ends dead with its reason in words, and everything else goes on', async () => {
    const { version, restore } = await poisonedBuild();
    const job = await ended(version.jobId);
    expect(job).toMatchObject({ state: 'dead', attempts: mostAttempts });
    const failed = await versionOf(1);
    expect(failed).toMatchObject({ state: 'failed', files: [] });
    expect(failed.reason).toMatch(/^The manifest .+ is missing from the records\.$/);
    expect(await deadJobs()).toMatchObject([
      {
        jobId: version.jobId,
        kind: 'build-pack',
        subject: { scope: reviewId, id: '1' },
        state: 'dead',
        attempts: mostAttempts,
        reason: failed.reason,
      },
    ]);
    const sentences = (await wholeTrail(run.table, reviewId)).map(({ sentence }) => sentence);
    expect(sentences.filter((sentence) => sentence.startsWith('could not build'))).toEqual([
      `could not build version 1: ${failed.reason}`,
    ]);

    // Another sweep doesn't wake it, other work is done, and the next version is built.
    await run.sweep();
    expect(await readJob({ table: run.table }, version.jobId)).toEqual(job);
    const api = evidenceApi(officer, reviewId);
    const upload = await api.open();
    await api.send(upload, await smallPdf('Still taken'));
    await until(
      () => api.revisions(upload.itemId),
      ({ revisions }) => revisions[0]?.state === 'ready',
      'The inspection',
    );
    const next = await buildVersion(officer, reviewId);
    expect(next.number).toBe(2);

    await restore();
    expect(await retry(version.jobId)).toMatchObject({ state: 'open', attempts: 0 });
    expect(await ended(version.jobId)).toMatchObject({ state: 'done', attempts: 1 });
    const built = await until(
      () => versionOf(1),
      ({ state }) => state !== 'building',
      'The build',
    );
    expect(built).toMatchObject({ state: 'built', manifestDigest: version.manifestDigest });
    expect(await versionOf(1)).not.toHaveProperty('reason');
    expect(await deadJobs()).toEqual([]);
    const told = (await wholeTrail(run.table, reviewId)).filter(({ sentence }) => sentence.includes('version 1'));
    expect(told.map(({ actorName, sentence }) => [actorName, sentence.replace(/,.*|:.*/, '')])).toEqual([
      ['Olu Adeyemi', 'started to build version 1'],
      ['Evidence Packs', 'could not build version 1'],
      ['Hannah Whitlock', 'had the build of version 1 tried again'],
      ['Evidence Packs', 'built version 1'],
    ]);
    expect((await download(officer, reviewId, 1, 'report')).length).toBeGreaterThan(1000);
  });

  it('is retried once however often it is asked for, by an administrator alone, and not beside another build', async () => {
    const { version } = await poisonedBuild();
    await ended(version.jobId);
    await expect(officer.call('GET', '/jobs/dead')).rejects.toMatchObject({ status: 404 });
    await expect(officer.call('POST', `/jobs/${version.jobId}/retry`)).rejects.toMatchObject({ status: 404 });
    await expect(retry('01j00000000000000000000000')).rejects.toMatchObject({ status: 404 });

    let go = () => {};
    run.buildsAfter = new Promise((resolve) => {
      go = resolve;
    });
    await officer.call('POST', `/reviews/${reviewId}/versions`);
    await expect(retry(version.jobId)).rejects.toMatchObject({ status: 409, problem: { code: 'in-progress' } });
    expect(await versionOf(1)).toMatchObject({ state: 'failed' });
    go();
    await until(
      () => versionOf(2),
      ({ state }) => state === 'built',
      'The next version',
    );

    const answers = await Promise.allSettled([1, 2, 3].map(() => retry(version.jobId)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ status: 409, problem: { code: 'stale' } });
    }
    expect(await ended(version.jobId)).toMatchObject({ state: 'dead', attempts: mostAttempts });
    expect(await versionOf(1)).toMatchObject({ state: 'failed' });
    const sentences = (await wholeTrail(run.table, reviewId)).map(({ sentence }) => sentence);
    expect(sentences.filter((sentence) => sentence.includes('tried again'))).toHaveLength(1);
    expect(sentences.filter((sentence) => sentence.startsWith('could not build version 1'))).toHaveLength(2);
  });

  it('a volume that can’t be linked fails its version with the reason, and is linked when its version is tried again', async () => {
    const api = evidenceApi(officer, reviewId);
    const upload = await api.open();
    await api.send(upload, await smallPdf('Lost from the store'));
    const { revisions } = await until(
      () => api.revisions(upload.itemId),
      (answer) => answer.revisions[0]?.state === 'ready',
      'The inspection',
    );
    const key = keys.compiled(revisions[0]?.sha256 ?? '', COMPILER_VERSION);
    const compiled = await objects.bytes('evidence', key);
    await objects.remove('evidence', key);

    const { jobId } = await officer.call<{ jobId: string }>('POST', `/reviews/${reviewId}/versions`);
    const swept = async () => {
      await run.sweep();
      return versionOf(1);
    };
    const failed = await until(swept, ({ state }) => state !== 'building', 'The end of the build');
    expect(failed).toMatchObject({
      state: 'failed',
      reason: 'Report and evidence: The pages of E01 are missing from the evidence. Have its file uploaded again.',
    });
    expect((await deadJobs()).filter(({ subject }) => subject.scope === reviewId)).toMatchObject([
      { jobId, kind: 'build-pack', reason: failed.reason },
    ]);

    await objects.put('evidence', key, compiled ?? new Uint8Array(), { contentType: 'application/octet-stream' });
    await retry(jobId);
    expect(await until(swept, ({ state }) => state !== 'building', 'The second build')).toMatchObject({
      state: 'built',
    });
    expect((await deadJobs()).filter(({ subject }) => subject.scope === reviewId)).toEqual([]);
  });

  it('an inspection that never finds its file says so, waits for an administrator, and ends well when retried', async () => {
    const api = evidenceApi(officer, reviewId);
    run.unreadable = mostAttempts;
    const upload = await api.open();
    await api.send(upload, await smallPdf('Hard to find'));
    const { jobId = '' } = (await api.revisions(upload.itemId)).revisions[0] ?? {};
    expect(await ended(jobId)).toMatchObject({ state: 'dead', attempts: mostAttempts });
    const { revisions, currentRevision } = await api.revisions(upload.itemId);
    expect(revisions).toMatchObject([{ state: 'refused', reason: expect.stringContaining('could not be inspected') }]);
    expect(currentRevision).toBe(upload.revisionId);
    expect((await deadJobs()).map((job) => job.jobId)).toContain(jobId);

    // The rest of the pack is built, and names it.
    const { number } = await buildVersion(officer, reviewId);
    const bundle = await openPdf(await download(officer, reviewId, number, 'bundle'));
    const pages = await Promise.all(Array.from({ length: bundle.numPages }, (_, page) => pageText(bundle, page)));
    const telling = pages.filter((text) => text.includes('E01') && text.includes('could not be inspected'));
    expect(telling.length).toBeGreaterThanOrEqual(2);

    expect(await retry(jobId)).toMatchObject({ state: 'open' });
    expect(await ended(jobId)).toMatchObject({ state: 'done' });
    expect((await api.revisions(upload.itemId)).revisions).toMatchObject([{ state: 'ready', pages: 1 }]);
    const told = (await wholeTrail(run.table, reviewId)).filter(({ about }) => about === upload.revisionId);
    expect(told.map(({ actorName, sentence }) => [actorName, /^\w+/.exec(sentence)?.[0]])).toEqual([
      ['Evidence Packs', 'received'],
      ['Evidence Packs', 'inspected'],
      ['Hannah Whitlock', 'had'],
      ['Evidence Packs', 'inspected'],
    ]);
    await expect(retry(jobId)).rejects.toMatchObject({ status: 409, problem: { code: 'stale' } });
  });
});
