import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestUpload } from '../../functions/evidence/request-upload.ts';
import { systemClock } from '../../functions/platform/clock.ts';
import { createIds } from '../../functions/platform/ids.ts';
import { readJob } from '../../functions/platform/jobs.ts';
import { keys } from '../../functions/platform/names.ts';
import { createObjects, type ObjectStore } from '../../functions/platform/objects.ts';
import { notScanned, type ScanVerdictEvent } from '../../local/scan-verdict.ts';
import { type ApiClient, apiClient } from '../../tools/demo/client.ts';
import { buildVersion, createReview, download, readSample, until } from '../../tools/demo/journey.ts';
import { type HeldRun, startHeldRun } from '../builders/held-run.ts';
import { openPdf, pageText } from '../builders/read-pdf.ts';
import { evidenceApi, someDetails, someOfficer, wholeTrail } from '../builders/reviews.ts';
import { smallPdf } from '../builders/small-pdf.ts';

let run: HeldRun;
let officer: ApiClient;
let reviewId: string;
let api: ReturnType<typeof evidenceApi>;
let objects: ObjectStore;
const ids = createIds(systemClock);

beforeAll(async () => {
  run = await startHeldRun();
  objects = createObjects();
  officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
});

afterAll(() => run?.end());

beforeEach(async () => {
  run.holdVerdicts = false;
  run.failedVerdicts = 0;
  reviewId = await createReview(officer, await readSample());
  api = evidenceApi(officer, reviewId);
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Records an upload under ids that were chosen before. */
function recordUpload(itemId: string, revisionId: string) {
  const chosen = [itemId, revisionId];
  const parts = { table: run.table, objects, clock: systemClock, wallClock: systemClock };
  return requestUpload({ ...parts, ids: () => chosen.shift() ?? ids() }, someOfficer, reviewId, someDetails);
}

function ready(itemId: string) {
  return until(
    () => api.revisions(itemId),
    ({ revisions }) => revisions[0]?.state === 'ready',
    'The inspection',
  );
}

describe('fault 2: the scan verdict arrives before the upload’s record', () => {
  it('the event fails and comes again, until the record is there; then all is as ever', async () => {
    const [itemId, revisionId] = [ids(), ids()];
    const bytes = await smallPdf('Here before its record');
    await objects.put('quarantine', keys.upload(itemId, revisionId), bytes, { contentType: 'application/pdf' });
    await until(
      () => Promise.resolve(run.failedVerdicts),
      (count) => count >= 2,
      'A second delivery',
    );
    expect(await wholeTrail(run.table, reviewId)).toHaveLength(2);

    expect(await recordUpload(itemId, revisionId)).toMatchObject({ ok: true });
    const { revisions, currentRevision } = await ready(itemId);
    expect(revisions).toMatchObject([{ revisionId, state: 'ready', sha256: sha256(bytes) }]);
    expect(currentRevision).toBe(revisionId);
    const sentences = (await wholeTrail(run.table, reviewId)).map(({ sentence }) => /^\w+/.exec(sentence)?.[0]);
    expect(sentences.slice(2)).toEqual(['added', 'received', 'inspected']);
  });

  it('what stays unknown is passed over after a while, and so is what was never an upload of ours', async () => {
    const stray = (key: string, age: number) => ({
      ...eventOf(key),
      time: new Date(Date.now() - age * 1000).toISOString(),
    });
    const unknown = keys.upload(ids(), ids());
    await expect(run.deliver(stray(unknown, 60))).rejects.toThrow();
    await expect(run.deliver(stray(unknown, 180))).resolves.toBeUndefined();
    await expect(run.deliver(stray('uploads/../elsewhere', 0))).resolves.toBeUndefined();
    expect(await wholeTrail(run.table, reviewId)).toHaveLength(2);
  });

  it('a verdict that is here before its file can be read waits for the file', async () => {
    run.unreadable = 1;
    const upload = await api.open();
    await api.send(upload, await smallPdf('Late, but here'));
    const { revisions } = await api.revisions(upload.itemId);
    await until(
      () => readJob({ table: run.table }, revisions[0]?.jobId ?? ''),
      (job) => job?.reason !== undefined,
      'The first try',
    );
    expect((await api.revisions(upload.itemId)).revisions).toMatchObject([{ state: 'inspecting' }]);
    const after = await until(
      async () => {
        await run.sweep();
        return api.revisions(upload.itemId);
      },
      (answer) => answer.revisions[0]?.state !== 'inspecting',
      'The second try',
    );
    expect(after).toMatchObject({ currentRevision: upload.revisionId, revisions: [{ state: 'ready', pages: 1 }] });
  });

  it('serves nothing of a file before its verdict, and all of it after', async () => {
    run.holdVerdicts = true;
    const words = 'Unheard of before its verdict';
    const bytes = await smallPdf(words);
    const upload = await api.open();
    await api.send(upload, bytes);
    const event = await until(
      () => Promise.resolve(run.verdicts[0]),
      (first) => first !== undefined,
      'The verdict',
    );

    const first = await buildVersion(officer, reviewId);
    expect((await api.revisions(upload.itemId)).revisions).toMatchObject([{ state: 'awaiting-upload' }]);
    expect((await api.revisions(upload.itemId)).revisions[0]).not.toHaveProperty('sha256');
    const original = keys.original(sha256(bytes));
    expect(await objects.head('evidence', original)).toBeUndefined();
    expect(await Array.fromAsync(objects.list('evidence', 'compiled/'), ({ key }) => key)).not.toContainEqual(
      expect.stringContaining(sha256(bytes)),
    );
    const places = [
      `local-quarantine/${keys.upload(upload.itemId, upload.revisionId)}`,
      `local-evidence/${original}`,
      'local-quarantine',
    ];
    for (const place of places) expect((await fetch(`${run.objectsOrigin}/${place}`)).status, place).toBe(403);
    const before = await textOf(await download(officer, reviewId, first.number, 'bundle'));
    expect(before).toContain(someDetails.title);
    expect(before).not.toContain(words);

    await run.deliver(event as ScanVerdictEvent);
    await ready(upload.itemId);
    const second = await buildVersion(officer, reviewId);
    expect(await textOf(await download(officer, reviewId, second.number, 'bundle'))).toContain(words);
    expect(await textOf(await download(officer, reviewId, first.number, 'bundle'))).toBe(before);
    for (const place of places) expect((await fetch(`${run.objectsOrigin}/${place}`)).status, place).toBe(403);
  });
});

async function textOf(bundle: Uint8Array): Promise<string> {
  const pdf = await openPdf(bundle);
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_, index) => pageText(pdf, index)));
  return pages.join('\n');
}

/** The store's event on an object that it hasn't got. */
function eventOf(key: string): ScanVerdictEvent {
  const modified = new Date().toISOString();
  const version = { bucket: 'local-quarantine', key, versionId: 'none', etag: '', size: 0, deleted: false, modified };
  return notScanned({ ...version, contentType: 'application/pdf', metadata: {} }, 'eu-west-2');
}
