import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTable } from '../../functions/platform/table.ts';
import type { ApiClient } from '../../tools/demo/client.ts';
import { createReview, download, readSample, sampleAccess } from '../../tools/demo/journey.ts';
import { releasedVersion, signedIn } from '../builders/approved-version.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { wholeTrail } from '../builders/reviews.ts';

let run: TestRun;
let officer: ApiClient;
let reader: ApiClient;
let reviewId: string;

beforeAll(async () => {
  run = await startTestRun();
  officer = await signedIn(run.origin, 'olu-adeyemi');
  reader = await signedIn(run.origin, 'deborah-quaye');
  reviewId = await createReview(officer, await readSample());
  await releasedVersion(run.origin, officer, reviewId);
}, 120_000);

afterAll(() => run?.end());

const paths = () => [
  `/reviews/${reviewId}/versions/1/files/report`,
  `/api/v1/reviews/${reviewId}/versions/1/files/report`,
  `/released/${reviewId}/1`,
];
const statuses = () => Promise.all(paths().map(async (path) => (await reader.get(path)).status));
const taken = async () =>
  (await wholeTrail(createTable(), reviewId)).filter(({ sentence }) => sentence.startsWith('downloaded')).length;

it('fault 14: a reviewer is refused one second after their access ended, with their session open', async () => {
  const until = Date.now() + 4000;
  const grant = { ...sampleAccess, until: new Date(until).toISOString() };
  await officer.call('POST', `/reviews/${reviewId}/versions/1/grants`, grant);
  expect((await download(reader, reviewId, 1, 'report')).length).toBeGreaterThan(1000);
  expect(await statuses()).toEqual([302, 302, 200]);
  const before = await taken();

  await wait(until + 1000 - Date.now());
  expect(await statuses()).toEqual([410, 410, 410]);
  expect(await reader.call('GET', '/released')).toEqual({ released: [] });
  expect(await taken()).toBe(before);
  // The session itself is open.
  expect((await reader.get('/released')).status).toBe(200);
});

it('fault 14: the same when it is taken back before its time', async () => {
  await officer.call('POST', `/reviews/${reviewId}/versions/1/grants`, sampleAccess);
  expect(await statuses()).toEqual([302, 302, 200]);
  await officer.call('DELETE', `/reviews/${reviewId}/versions/1/grants/${sampleAccess.email}`);
  expect(await statuses()).toEqual([410, 410, 410]);
});
