import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTable } from '../../functions/platform/table.ts';
import { apiRoutes } from '../../functions/portal/api/routes.ts';
import { type ApiClient, apiClient } from '../../tools/demo/client.ts';
import { createReview, readSample, type Sample, sampleFolder } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { someDetails, someOfficer, wholeTrail } from '../builders/reviews.ts';
import { sessionCookie } from '../builders/signed-in.ts';

/** The portal runs in this process: a prototype that it changed would be changed here. */
const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
const shape = () => prototypes.map((each) => Object.entries(Object.getOwnPropertyDescriptors(each)).map(String));
const before = shape();

let run: TestRun;
let sample: Sample;
let officer: ApiClient;
let reviewId: string;
let entries: number;
let cookie: string;

beforeAll(async () => {
  run = await startTestRun();
  sample = await readSample();
  officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  reviewId = await createReview(officer, sample);
  cookie = await sessionCookie(createTable(), { ...someOfficer, roles: ['officer', 'approver'] });
  entries = (await wholeTrail(createTable(), reviewId)).length;
});

afterAll(() => run?.end());

/** Keys that JSON.parse makes own properties of, written as an attacker would. */
const poisons = [
  ['__proto__', '"__proto__": {"polluted": true}'],
  ['__proto__', '"\\u005f_proto__": {"polluted": true}'],
  ['constructor', '"constructor": {"prototype": {"polluted": true}}'],
  ['prototype', '"prototype": {"polluted": true}'],
] as const;

/** A body that would be taken, for each operation that takes JSON. */
function bodies(): Record<string, object> {
  return {
    'post /reviews': sample.details,
    'put /reviews/:reviewId/team': { team: sample.team },
    'post /reviews/:reviewId/evidence': someDetails,
    'put /reviews/:reviewId/narrative/:sectionId': { markdown: 'Words', edition: 0 },
    'put /reviews/:reviewId/approvers': { approvers: [] },
    'post /reviews/:reviewId/versions/:number/decisions': {
      post: 'Director',
      manifestDigest: 'a'.repeat(64),
      decision: 'approved',
    },
    'post /reviews/:reviewId/versions/:number/release': { despiteChanges: false, to: [] },
    'post /reviews/:reviewId/versions/:number/withdrawal': { notice: 'Withdrawn' },
    'post /reviews/:reviewId/versions/:number/grants': {
      email: 'deborah.quaye@harrowdale.example',
      from: '2026-01-01T00:00:00Z',
      until: '2099-01-01T00:00:00Z',
      editions: ['report'],
    },
  };
}

function pathOf(path: string): string {
  return `/api/v1${path}`
    .replace(':reviewId', reviewId)
    .replace(':sectionId', 'why-this-theme')
    .replace(':number', '1');
}

/** A request as it is, by somebody who is signed in. */
function asked(
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer> | FormData | URLSearchParams,
  contentType?: string,
): Promise<Response> {
  const headers = { cookie, origin: run.origin, ...(contentType ? { 'content-type': contentType } : {}) };
  return fetch(`${run.origin}${path}`, { method, headers, redirect: 'manual', ...(body ? { body } : {}) });
}

interface Refused {
  status: number;
  code: string;
  details: { where: string; message: string }[];
}

/** What the API says against a JSON body that is sent as it is. */
async function refusal(operation: string, body: string): Promise<Refused> {
  const [method = '', path = ''] = operation.split(' ');
  return (await asked(method.toUpperCase(), pathOf(path), body, 'application/json')).json() as Promise<Refused>;
}

describe('fault 18: __proto__ and constructor', () => {
  it('knows a good body for every operation that takes JSON', () => {
    const taking = apiRoutes.filter(({ takes }) => takes?.as === 'json');
    const names = taking.map(({ method, path }) => `${method} ${path.replace('/api/v1', '')}`);
    expect(Object.keys(bodies()).sort()).toEqual(names.sort());
  });

  it.each(poisons)('in a JSON body, beside what is right, is refused by name: %s, as %s', async (name, poison) => {
    for (const [operation, body] of Object.entries(bodies())) {
      const { status, code, details } = await refusal(operation, JSON.stringify(body).replace(/\}$/, `, ${poison}}`));
      expect([status, code], operation).toEqual([422, 'invalid']);
      expect(details).toMatchObject([{ message: `Unrecognized key: "${name}"` }]);
    }
  });

  it.each(poisons)('is refused deeper down, and where only it is sent: %s, as %s', async (name, poison) => {
    const team = JSON.stringify({ team: sample.team.slice(0, 1) }).replace(/\}\]\}$/, `, ${poison}}]}`);
    const { status, details } = await refusal('put /reviews/:reviewId/team', team);
    expect(status).toBe(422);
    expect(details).toMatchObject([{ where: 'team.0', message: `Unrecognized key: "${name}"` }]);
    for (const operation of Object.keys(bodies()))
      expect((await refusal(operation, `{${poison}}`)).status, operation).toBe(422);
  });

  it.each(['__proto__', 'constructor', 'prototype', '__proto__[polluted]', 'constructor.prototype.polluted'])(
    'in a query or a form is refused by name: %s',
    async (name) => {
      const said = { fileName: 'figures-2026.csv', ...sample.release };
      const figures = await readFile(`${sampleFolder}/figures-2026.csv`);
      const query = new URLSearchParams({ ...said, [name]: 'polluted' }).toString();
      const refused = await asked('POST', `/api/v1/figures?${query}`, figures, 'text/csv');
      expect(await refused.json()).toMatchObject({ status: 422, code: 'invalid', details: [{ where: name }] });
      const multipart = new FormData();
      const fields = { ...sample.release, [name]: 'polluted' };
      for (const [field, value] of Object.entries(fields)) multipart.append(field, value);
      multipart.append('file', new File([figures], 'figures-2026.csv'));
      const again = await asked('POST', '/api/v1/figures', multipart);
      expect(await again.json()).toMatchObject({ status: 422, code: 'invalid', details: [{ where: name }] });
      expect((await officer.get(`/reviews/${reviewId}?${encodeURIComponent(name)}=polluted`)).status).toBe(422);
      expect((await officer.get(`/api/v1/reviews?${encodeURIComponent(name)}=polluted`)).status).toBe(422);
    },
  );

  it('refuses a page’s form in words that name the field', async () => {
    const form = new URLSearchParams({ ...someDetails, ['__proto__']: 'polluted' });
    const page = await asked('POST', `/reviews/${reviewId}/evidence`, form);
    expect(page.status).toBe(422);
    expect(await page.text()).toContain('No field is called “__proto__”. Leave it out.');
  });

  it('has left every prototype as it was, and recorded nothing', async () => {
    expect(shape()).toEqual(before);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(await officer.call('GET', `/reviews/${reviewId}/evidence`)).toEqual({ evidence: [] });
    expect(await officer.call('GET', '/figures')).toEqual({ releases: [] });
    expect(await wholeTrail(createTable(), reviewId)).toHaveLength(entries);
  });
});
