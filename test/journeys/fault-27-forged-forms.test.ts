import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, apiClient, postForm } from '../../tools/demo/client.ts';
import { createReview, readSample } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { evidenceApi } from '../builders/reviews.ts';
import { holdSession } from '../builders/session.ts';
import { smallPdf } from '../builders/small-pdf.ts';

let run: TestRun;
let officer: ApiClient;
let cookie: string;
let reviewId: string;

beforeAll(async () => {
  run = await startTestRun();
  officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  reviewId = await createReview(officer, await readSample());
  ({ cookie } = await holdSession(run.origin, 'olu-adeyemi'));
});

afterAll(() => run?.end());

const send = (method: string, path: string, headers: Record<string, string>, body?: string) =>
  fetch(`${run.origin}${path}`, {
    method,
    headers: { cookie, ...headers },
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  });

/** What a browser sends with a form of another site's; fetch lets a test say it. */
const elsewhere: [string, Record<string, string>][] = [
  ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['another port of this host', { origin: 'http://localhost:1' }],
  ['a page without an origin', { origin: 'null' }],
  ['a site that calls itself ours', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
  ['our origin, but by way of another site', { 'sec-fetch-site': 'cross-site' }],
  ['something that says nothing of itself', {}],
];

describe('fault 27: a form posted from', () => {
  it.each(elsewhere)('%s is refused, and nothing is changed', async (_who, headers) => {
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    const before = await officer.call<{ title: string; team: unknown[] }>('GET', `/reviews/${reviewId}`);
    const narrative = await officer.call('GET', `/reviews/${reviewId}/narrative`);
    const writes: [string, string, string][] = [
      ['POST', '/reviews', 'title=forged'],
      ['POST', `/reviews/${reviewId}/team`, 'name-1=forged'],
      ['POST', `/reviews/${reviewId}/narrative/scope`, 'markdown=forged&edition=0'],
      ['POST', `/reviews/${reviewId}/evidence`, 'title=forged'],
      ['POST', `/reviews/${reviewId}/build`, ''],
      ['POST', `/reviews/${reviewId}/versions/1/grants`, 'email=evil@example.org'],
      ['POST', '/figures/import', 'source=forged'],
      ['POST', '/figures/indicators', 'code=own.forged'],
      ['POST', '/figures/indicators/cpp.rate/breaks', 'breaks=&edition=0'],
      ['POST', '/sign-out', ''],
    ];
    for (const [method, path, body] of writes)
      expect([path, (await send(method, path, form, body)).status]).toEqual([path, 403]);
    const team = JSON.stringify({ team: [] });
    for (const type of ['application/json', 'text/plain'])
      expect(
        (await send('PUT', `/api/v1/reviews/${reviewId}/team`, { ...headers, 'content-type': type }, team)).status,
      ).toBe(403);

    expect(await officer.call('GET', `/reviews/${reviewId}`)).toEqual(before);
    expect(await officer.call('GET', `/reviews/${reviewId}/narrative`)).toEqual(narrative);
    expect(await officer.call('GET', `/reviews/${reviewId}/evidence`)).toEqual({ evidence: [] });
    expect(await officer.call('GET', `/reviews/${reviewId}/versions`)).toEqual({ versions: [] });
    // The forged sign-out ended nothing.
    expect((await send('GET', `/reviews/${reviewId}`, {})).status).toBe(200);
  });
});

describe('fault 27: an upload’s form that', () => {
  const wider = (policy: string) => {
    const { conditions, ...rest } = JSON.parse(Buffer.from(policy, 'base64').toString('utf8'));
    const changed = conditions.map((condition: unknown) =>
      Array.isArray(condition) && condition[0] === 'content-length-range' ? [condition[0], 0, 1e12] : condition,
    );
    return Buffer.from(JSON.stringify({ ...rest, conditions: changed })).toString('base64');
  };
  type Fields = Record<string, string>;
  const changes: [string, (fields: Fields) => Fields][] = [
    ['allows more in its policy', (fields) => ({ ...fields, Policy: wider(fields.Policy ?? '') })],
    ['has no policy', ({ Policy: _policy, ...fields }) => fields],
    ['has no signature', ({ 'X-Amz-Signature': _signature, ...fields }) => fields],
    ['names another key', (fields) => ({ ...fields, key: 'uploads/another/upload' })],
    ['names another bucket', (fields) => ({ ...fields, bucket: 'local-packs' })],
    ['adds a field', (fields) => ({ ...fields, acl: 'public-read' })],
    ['leads elsewhere', (fields) => ({ ...fields, success_action_redirect: 'https://evil.example/' })],
    ['gives itself a verdict', (fields) => ({ ...fields, tagging: '<Tagging><TagSet/></Tagging>' })],
  ];
  it.each(changes)('%s is refused by the store, and the item still waits', async (_what, change) => {
    const api = evidenceApi(officer, reviewId);
    const opened = await api.open();
    const form = { url: opened.form.url, fields: change(opened.form.fields) };
    const answer = await postForm(form, 'file.pdf', await smallPdf('forged'));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    const { revisions } = await api.revisions(opened.itemId);
    expect(revisions.map(({ state }) => state)).toEqual(['awaiting-upload']);
    await api.send(opened, await smallPdf('as it was given'));
    const state = async () => (await api.revisions(opened.itemId)).revisions[0]?.state;
    await expect.poll(state, { timeout: 20_000 }).toBe('ready');
  });
});
