import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, apiClient } from '../../tools/demo/client.ts';
import { buildVersion, createReview, importFigures, readSample } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { holdSession } from '../builders/session.ts';

let run: TestRun;
let officer: ApiClient;
let reviewId: string;
let cookie: string;

beforeAll(async () => {
  run = await startTestRun();
  const sample = await readSample();
  officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  ({ cookie } = await holdSession(run.origin, 'olu-adeyemi'));
  reviewId = await createReview(officer, sample);
  await importFigures(officer, 'figures-2026.csv', sample.release);
}, 60_000);

afterAll(() => run?.end());

const name = { indicator: 'cla.rate', place: 'X01', date: '2027-03-31' };
const target = { ...name, value: '87', tolerance: '2', way: 'at-most', why: 'Agreed by the board on 2 April 2026' };
const set = (change: object, edition = 0, person = officer) =>
  person.call<{ edition: number }>('PUT', '/figures/targets', { target: { ...target, ...change }, edition });
const list = async () =>
  (
    await officer.call<{ targets: { target: { indicator: string }; status: string; asAt?: string }[] }>(
      'GET',
      '/figures/targets',
    )
  ).targets;

async function page(path: string, fields?: Record<string, string>) {
  const response = await fetch(`${run.origin}${path}`, {
    headers: { cookie, origin: run.origin },
    redirect: 'manual',
    ...(fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}),
  });
  const html = (await response.text()).replaceAll(/\s+/g, ' ');
  return { status: response.status, location: response.headers.get('location'), html };
}

describe('a target, over HTTP', () => {
  it('is set once, changed by whoever read the last edition, and held against the newest figure', async () => {
    expect(await set({})).toMatchObject({ ...target, setBy: 'Olu Adeyemi', edition: 1 });
    await expect(set({ value: '85' })).rejects.toMatchObject({ status: 409, problem: { code: 'stale' } });
    expect(await set({ value: '88' }, 1)).toMatchObject({ value: '88', edition: 2 });
    await expect(set({ value: '85' }, 1)).rejects.toMatchObject({ status: 409 });
    expect(await list()).toMatchObject([{ target: { value: '88' }, asAt: '2026-03-31', status: 'within-tolerance' }]);
  });

  it('is refused where the measure, its digits or its better side say otherwise', async () => {
    const problem = (where: string) => ({ status: 422, problem: { code: 'invalid', details: [{ where }] } });
    await expect(set({ indicator: 'cpp.none' })).rejects.toMatchObject(problem('indicator'));
    await expect(set({ value: '87.5' }, 2)).rejects.toMatchObject(problem('value'));
    await expect(set({ tolerance: '0.5' }, 2)).rejects.toMatchObject(problem('tolerance'));
    await expect(set({ way: undefined }, 2)).rejects.toMatchObject(problem('way'));
    await expect(set({ indicator: 'cpp.repeat', way: 'at-least' })).rejects.toMatchObject(problem('way'));
    expect(await set({ indicator: 'cpp.repeat', value: '15', tolerance: undefined, way: undefined })).toMatchObject({
      ...{ value: '15.0', way: 'at-most' },
    });
  });

  it('is set by officers alone, and read by those who read figures', async () => {
    const approver = apiClient(run.origin);
    await approver.signIn('marian-holt');
    await expect(set({ date: '2028-03-31' }, 0, approver)).rejects.toMatchObject({ status: 404 });
    expect(await approver.call('GET', '/figures/targets')).toMatchObject({ targets: [{}, {}] });
    const peer = apiClient(run.origin);
    await peer.signIn('deborah-quaye');
    await expect(peer.call('GET', '/figures/targets')).rejects.toMatchObject({ status: 404 });
  });

  it('is frozen with a version, which keeps it when it is removed', async () => {
    await buildVersion(officer, reviewId);
    const gone = await officer.call('POST', '/figures/targets/remove', { ...name, edition: 2 });
    expect(gone).toEqual(name);
    await expect(officer.call('POST', '/figures/targets/remove', { ...name, edition: 2 })).rejects.toMatchObject({
      status: 409,
      problem: { code: 'stale' },
    });
    const manifest = await officer.call<{ figures: { targets: { indicator: string }[] } }>(
      'GET',
      `/reviews/${reviewId}/versions/1/manifest`,
    );
    expect(manifest.figures.targets.map(({ indicator }) => indicator)).toEqual(['cla.rate', 'cpp.repeat']);
    expect((await list()).map(({ target: { indicator } }) => indicator)).toEqual(['cpp.repeat']);
  });
});

describe('the page of targets', () => {
  const typed = {
    ...{ indicator: 'cpp.rate', value: '65.0', tolerance: '1.5', way: 'at-most', why: 'The plan', edition: '0' },
    ...{ 'date-day': '31', 'date-month': '3', 'date-year': '2027' },
  };

  it('sets a target, shows where it stands, changes it and removes it', async () => {
    expect(await page('/figures/targets', typed)).toMatchObject({ status: 303, location: '/figures/targets?saved=1' });
    const shown = await page('/figures/targets?saved=1');
    expect(shown.html).toContain('at most 65.0; tolerance 1.5');
    expect(shown.html).toContain('Not yet met');
    const form = await page('/figures/targets/new?indicator=cpp.rate&date=2027-03-31');
    expect(form.html).toContain('Change the target of “Rate of children on a child protection plan”');
    expect(form.html).toContain('value="65.0"');
    expect(await page('/figures/targets', { ...typed, value: '72.0', edition: '1' })).toMatchObject({ status: 303 });
    expect((await page('/figures/targets')).html).toContain('at most 72.0');
    const removed = await page('/figures/targets/remove', { indicator: 'cpp.rate', date: '2027-03-31', edition: '2' });
    expect(removed).toMatchObject({ status: 303, location: '/figures/targets?removed=1' });
    expect((await page('/figures/targets')).html).not.toContain('at most 72.0');
  });

  it('says at the field what is wrong, and keeps what was typed', async () => {
    const wrong = await page('/figures/targets', { ...typed, value: 'lots', indicator: '', 'date-day': '' });
    expect(wrong.status).toBe(422);
    for (const words of ['Choose the measure', 'The target must be a number', 'must include a day', 'value="lots"'])
      expect(wrong.html).toContain(words);
    const fine = await page('/figures/targets', { ...typed, value: '65.05' });
    expect(fine.html).toContain('This measure is printed as a number with at most one digit after the point.');
  });
});
