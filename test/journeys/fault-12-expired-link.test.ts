import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createObjects } from '../../functions/platform/objects.ts';
import { type ApiClient, apiClient } from '../../tools/demo/client.ts';
import { createReview, readSample, sampleAccess } from '../../tools/demo/journey.ts';
import { releasedVersion, signedIn } from '../builders/approved-version.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';

let run: TestRun;
let officer: ApiClient;
let reader: ApiClient;
let file: string;
let grants: string;

beforeAll(async () => {
  run = await startTestRun();
  officer = await signedIn(run.origin, 'olu-adeyemi');
  reader = await signedIn(run.origin, 'deborah-quaye');
  const reviewId = await createReview(officer, await readSample());
  const { number } = await releasedVersion(run.origin, officer, reviewId);
  const path = `/reviews/${reviewId}/versions/${number}`;
  [file, grants] = [`${path}/files/report`, `${path}/grants`];
}, 120_000);

afterAll(() => run?.end());

describe('fault 12: an expired link', () => {
  it('of the store gives no bytes after its minute, and ours gives another each time', async () => {
    const first = await reader.get(file);
    expect(first.status).toBe(302);
    const location = first.headers.get('location') ?? '';
    expect(new URL(location).searchParams.get('X-Amz-Expires')).toBe('60');
    const key = new URL(location).pathname.split('/').slice(2).join('/');
    const short = { expiresSeconds: 1, fileName: 'report.pdf', contentType: 'application/pdf' };
    const soonOver = await createObjects().downloadUrl('packs', decodeURIComponent(key), short);
    expect((await fetch(soonOver)).status).toBe(200);
    await wait(2100);
    const over = await fetch(soonOver);
    expect(over.status).toBe(403);
    expect(await over.text()).not.toContain('%PDF');
    expect((await reader.get(file)).status).toBe(302);
  });

  it('sends somebody who is not signed in to sign in, and back to the file', async () => {
    const answer = await apiClient(run.origin).get(file);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`/sign-in?returnTo=${encodeURIComponent(file)}`);
  });

  it('of somebody whose time is over is a page that says so and whom to ask, never the store’s XML', async () => {
    await officer.call('POST', grants, { ...sampleAccess, until: '2026-09-01T00:00:00Z' });
    const page = await reader.get(file);
    expect([page.status, page.headers.get('location')]).toEqual([410, null]);
    expect(page.headers.get('content-type')).toContain('text/html');
    const text = await page.text();
    expect(text).toContain('Your access to version 1 ended');
    expect(text).toContain('Ask Olu Adeyemi, who gave you access, if you need it again.');
    const json = await reader.get(`/api/v1${file}`);
    expect(json.status).toBe(410);
    expect(await json.json()).toMatchObject({
      code: 'access-ended',
      detail: expect.stringContaining('Ask Olu Adeyemi'),
    });
  });

  it('of somebody whose time has not come says from when', async () => {
    await officer.call('POST', grants, { ...sampleAccess, from: '2098-12-31T00:00:00Z' });
    const answer = await reader.get(`/api/v1${file}`);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      code: 'access-not-begun',
      detail: 'You may read version 1 from 31 December 2098. Come back then.',
    });
  });

  it('tells a stranger nothing', async () => {
    const stranger = await signedIn(run.origin, 'piotr-lisowski');
    expect((await stranger.get(`/api/v1${file}`)).status).toBe(404);
  });
});
