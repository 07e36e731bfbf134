import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roles } from '../../functions/access/model.ts';
import { createTable } from '../../functions/platform/table.ts';
import { apiRoutes } from '../../functions/portal/api/routes.ts';
import type { ApiClient } from '../../tools/demo/client.ts';
import { type Sample, sampleFolder } from '../../tools/demo/journey.ts';
import type { TestRun } from '../builders/embedded.ts';
import { someDetails, someOfficer, wholeTrail } from '../builders/reviews.ts';
import { startSampleReview } from '../builders/sample-review.ts';
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
  ({ run, sample, officer, reviewId } = await startSampleReview());
  cookie = await sessionCookie(createTable(), { ...someOfficer, roles });
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

/** Bodies that would be taken. */
function bodies(): Record<string, object> {
  return {
    'post /reviews': sample.details,
    'put /reviews/:reviewId/team': { team: sample.team },
    'post /reviews/:reviewId/evidence': someDetails,
    'put /reviews/:reviewId/narrative/:sectionId': { markdown: 'Words', edition: 0 },
  };
}

/** Every operation of the API that takes JSON. */
const operations = apiRoutes
  .filter(({ takes }) => takes?.as === 'json')
  .map(({ method, path }) => `${method} ${path.replace('/api/v1', '')}`);

function pathOf(path: string): string {
  return `/api/v1${path}`
    .replace(':reviewId', reviewId)
    .replace(':sectionId', 'why-this-theme')
    .replaceAll(/:\w+/g, '1');
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
  it('are looked for in every operation that takes JSON', () => {
    expect(operations).toEqual(expect.arrayContaining(Object.keys(bodies())));
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
    for (const operation of operations) {
      const only = await refusal(operation, `{${poison}}`);
      expect(only.status, operation).toBeGreaterThanOrEqual(400);
      expect(only.status, operation).toBeLessThan(500);
    }
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
