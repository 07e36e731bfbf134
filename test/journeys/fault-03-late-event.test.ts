import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ScanVerdictEvent } from '../../local/scan-verdict.ts';
import { type ApiClient, apiClient } from '../../tools/demo/client.ts';
import { createReview, type EvidenceAnswer, readSample, until, type VersionAnswer } from '../../tools/demo/journey.ts';
import { type HeldRun, startHeldRun } from '../builders/held-run.ts';
import { evidenceApi, type OpenedUpload, wholeTrail } from '../builders/reviews.ts';
import { smallPdf } from '../builders/small-pdf.ts';

let run: HeldRun;
let officer: ApiClient;
let reviewId: string;
let api: ReturnType<typeof evidenceApi>;

beforeAll(async () => {
  run = await startHeldRun();
  run.holdVerdicts = true;
  officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  reviewId = await createReview(officer, await readSample());
  api = evidenceApi(officer, reviewId);
});

afterAll(() => run?.end());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Sends a file and answers the event that the store tells of it, undelivered. */
async function sent(upload: OpenedUpload, bytes: Uint8Array): Promise<ScanVerdictEvent> {
  await api.send(upload, bytes);
  const found = await until(
    () =>
      Promise.resolve(run.verdicts.find((event) => event.detail.s3ObjectDetails.objectKey.includes(upload.revisionId))),
    (event) => event !== undefined,
    'The verdict',
  );
  return found as ScanVerdictEvent;
}

function judged(itemId: string, revisionId: string) {
  return until(
    () => api.revisions(itemId),
    ({ revisions }) => revisions.some((each) => each.revisionId === revisionId && /^(ready|refused)$/.test(each.state)),
    'The inspection',
  );
}

const shown = (itemId: string) => officer.call<EvidenceAnswer>('GET', `/reviews/${reviewId}/evidence/${itemId}`);

it('fault 3: an old revision’s event arrives last: the newest stays current, and is what packs take', async () => {
  const [first, second, third] = await Promise.all(['First', 'Second', 'Third'].map((words) => smallPdf(words)));
  if (!first || !second || !third) throw new Error('Three files are wanted');
  const opened = await api.open();
  const { itemId } = opened;
  await run.deliver(await sent(opened, first));
  expect(await judged(itemId, opened.revisionId)).toMatchObject({ currentRevision: opened.revisionId });

  const older = await api.openRevision(itemId);
  const olderEvent = await sent(older, second);
  const newer = await api.openRevision(itemId);
  const newerEvent = await sent(newer, third);
  expect(older).toMatchObject({ itemId, ref: 'E01' });
  expect(newer.revisionId > older.revisionId).toBe(true);
  // Two newer files are on their way: the first is what a pack takes meanwhile.
  expect((await shown(itemId)).revision).toMatchObject({ state: 'ready', sha256: sha256(first) });
  const version = await officer.call<VersionAnswer['version']>('POST', `/reviews/${reviewId}/versions`);
  expect(await evidenceOf(version.number)).toMatchObject([{ state: 'ready', sha256: sha256(first) }]);

  await run.deliver(newerEvent);
  expect(await judged(itemId, newer.revisionId)).toMatchObject({ currentRevision: newer.revisionId });
  await run.deliver(olderEvent);
  const after = await judged(itemId, older.revisionId);
  expect(after.currentRevision).toBe(newer.revisionId);
  expect(after.revisions.map(({ revisionId, state }) => [revisionId, state])).toEqual([
    [newer.revisionId, 'ready'],
    [older.revisionId, 'ready'],
    [opened.revisionId, 'ready'],
  ]);
  expect((await shown(itemId)).revision.sha256).toBe(sha256(third));

  await until(
    () => officer.call<VersionAnswer>('GET', `/reviews/${reviewId}/versions/${version.number}`),
    (answer) => answer.version.state !== 'building',
    'The build',
  );
  const next = await officer.call<VersionAnswer['version']>('POST', `/reviews/${reviewId}/versions`);
  expect(await evidenceOf(next.number)).toMatchObject([{ ref: 'E01', state: 'ready', sha256: sha256(third) }]);
  expect(await evidenceOf(version.number)).toMatchObject([{ sha256: sha256(first) }]);
  const sentences = (await wholeTrail(run.table, reviewId)).map(({ sentence }) => sentence);
  expect(sentences.filter((sentence) => sentence.startsWith('opened the upload of a new file for E01'))).toHaveLength(
    2,
  );
});

it('fault 3: a newer file that is refused takes the place of the older, and the pack says so', async () => {
  const opened = await api.open();
  await run.deliver(await sent(opened, await smallPdf('Sound')));
  await judged(opened.itemId, opened.revisionId);
  const bad = await api.openRevision(opened.itemId);
  await run.deliver(await sent(bad, Buffer.from('<!doctype html><title>Not a PDF</title>')));
  expect(await judged(opened.itemId, bad.revisionId)).toMatchObject({ currentRevision: bad.revisionId });
  expect((await shown(opened.itemId)).revision.state).toBe('refused');
});

it('a new file is taken only for an item of that review, by who may upload', async () => {
  const opened = await api.open();
  const elsewhere = evidenceApi(officer, await createReview(officer, await readSample()));
  await expect(elsewhere.openRevision(opened.itemId)).rejects.toMatchObject({ status: 404 });
  await expect(api.openRevision('01j00000000000000000000000')).rejects.toMatchObject({ status: 404 });
  const approver = apiClient(run.origin);
  await approver.signIn('marian-holt');
  await expect(evidenceApi(approver, reviewId).openRevision(opened.itemId)).rejects.toMatchObject({ status: 404 });
});

async function evidenceOf(version: number): Promise<{ ref: string; state: string; sha256?: string }[]> {
  const manifest = await officer.call<{ evidence: { ref: string; state: string; sha256?: string }[] }>(
    'GET',
    `/reviews/${reviewId}/versions/${version}/manifest`,
  );
  return manifest.evidence;
}
