import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTable, type Table } from '../../functions/platform/table.ts';
import { builtVersion, type DraftedAnswer } from '../../tools/demo/annual-report.ts';
import { type ApiClient, ApiRefusal, apiClient } from '../../tools/demo/client.ts';
import { importFigures, readSample, sampleFolder } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { wholeTrail } from '../builders/reviews.ts';

/**
 * Fault 31: the yearly schedule fires twice, and across the change of clocks → one report per period. The events are what EventBridge
 * sends, given to the deployed handler on an embedded run; nothing of ours looks at the wall clock to find the period.
 */
let run: TestRun;
let officer: ApiClient;
let table: Table;

beforeAll(async () => {
  run = await startTestRun();
  table = createTable();
  officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  await importFigures(officer, 'figures-2026.csv', (await readSample()).release);
}, 60_000);

afterAll(() => run?.end());

const fire = async (time: string) => (await run.fireYearly(time)) as DraftedAnswer;
const reports = async () => {
  const { reviews } = await officer.call<{ reviews: { reviewId: string; kind: string; period?: string }[] }>(
    'GET',
    '/reviews',
  );
  return reviews.filter(({ kind }) => kind === 'annual-report');
};
const versions = async (reviewId: string) =>
  (await officer.call<{ versions: { number: number }[] }>('GET', `/reviews/${reviewId}/versions`)).versions;

describe('fault 31: the yearly schedule', () => {
  it('fires six times at once, and later again: one report, built once, told once in the trail', async () => {
    const time = '2026-06-01T05:00:00Z';
    const drafts = await Promise.all(Array.from({ length: 6 }, () => fire(time)));
    drafts.push(await fire(time), await fire('2026-06-01T05:07:31Z'), await fire('2027-03-31T22:59:59Z'));
    expect(drafts.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(drafts.map(({ reviewId }) => reviewId)).size).toBe(1);
    const reviewId = drafts[0]?.reviewId ?? '';
    expect(await reports()).toEqual([expect.objectContaining({ reviewId, period: '2025-26' })]);
    await builtVersion(officer, reviewId, 1);
    expect(await versions(reviewId)).toEqual([expect.objectContaining({ number: 1, state: 'built' })]);
    const trail = await wholeTrail(table, reviewId);
    expect(trail.map(({ actorName, sentence }) => `${actorName} ${sentence.split(',')[0]}`)).toEqual([
      'Evidence Packs drafted “Annual report 2025–26”',
      'Evidence Packs started to build version 1',
      'Evidence Packs built version 1',
    ]);
  });

  it('fires in the hour that comes twice in October, and around midnight in spring: each instant finds its own period', async () => {
    const before = (await reports()).length;
    const nights = [
      ['2027-10-30T23:30:00Z', '2026-27'],
      ['2027-10-31T00:30:00Z', '2026-27'],
      ['2027-10-31T01:30:00Z', '2026-27'],
      // The clocks have just gone forward: half past midnight on 1 April is still 31 March by UTC.
      ['2028-03-31T22:30:00Z', '2026-27'],
      ['2028-03-31T23:30:00Z', '2027-28'],
      ['2028-04-01T00:30:00Z', '2027-28'],
    ] as const;
    const drafts = await Promise.all(nights.map(([time]) => fire(time)));
    expect(drafts.map(({ period }) => period)).toEqual(nights.map(([, period]) => period));
    expect(drafts.filter(({ created }) => created)).toHaveLength(2);
    expect((await reports()).length).toBe(before + 2);
  });

  it('is asked for by an officer too, and finds the same report; nobody else may ask', async () => {
    const asked = await officer.call<DraftedAnswer>('POST', '/annual-reports');
    expect(asked).toMatchObject({ period: '2025-26', created: false });
    const peer = apiClient(run.origin);
    await peer.signIn('deborah-quaye');
    await expect(peer.call('POST', '/annual-reports')).rejects.toMatchObject({ status: 404 });
  });

  it('refuses an event without a time: it would be of a period that nobody named', async () => {
    await expect(run.fireYearly('tomorrow')).rejects.toThrow();
  });
});

describe('the delivery plan', () => {
  const plan = async (): Promise<object> => JSON.parse(await readFile(join(sampleFolder, 'plan.json'), 'utf8'));

  it('is saved by editions: the second writer of the same edition is told, and nothing is lost', async () => {
    const path = '/plans/2030-31';
    await expect(officer.call('GET', path)).rejects.toMatchObject({ status: 404 });
    const change = { plan: await plan(), edition: 0 };
    const answers = await Promise.allSettled([officer.call('PUT', path, change), officer.call('PUT', path, change)]);
    const refused = answers.filter((answer) => answer.status === 'rejected').map(({ reason }) => reason as ApiRefusal);
    expect(refused.map(({ status, problem }) => [status, problem.code])).toEqual([[409, 'stale']]);
    expect(await officer.call('PUT', path, { ...change, edition: 1 })).toMatchObject({ edition: 2 });
    const read = await officer.call<{ asAt: string; statuses: { ref: string; status: string }[] }>('GET', path);
    expect(read.asAt).toBe('2026-09-14');
    expect(read.statuses.find(({ ref }) => ref === 'B3')).toMatchObject({ status: 'overdue' });
    expect(read.statuses.find(({ ref }) => ref === 'C5')).toMatchObject({
      status: 'at-risk',
      override: { by: 'Olu Adeyemi' },
    });
  });

  it('measures by indicators that there are, and says which it does not know', async () => {
    const text = JSON.stringify(await plan()).replace('"cpp.rate"', '"cpp.rates"');
    const change = { plan: JSON.parse(text) as object, edition: 0 };
    const refusal = await officer.call('PUT', '/plans/2031-32', change).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ApiRefusal);
    expect((refusal as ApiRefusal).problem).toMatchObject({
      code: 'invalid',
      details: [{ where: 'action C6, measure' }],
    });
    await expect(officer.call('GET', '/plans/2031-32')).rejects.toMatchObject({ status: 404 });
  });
});

describe('the independent scrutineer’s chapter', () => {
  it('is written by the scrutineer and nobody else, and they write nothing else', async () => {
    const [report] = await reports();
    const path = `/reviews/${report?.reviewId}/narrative`;
    await expect(
      officer.call('PUT', `${path}/scrutiny`, { markdown: 'All is well.', edition: 0 }),
    ).rejects.toMatchObject({ status: 404 });
    const scrutineer = apiClient(run.origin);
    await scrutineer.signIn('judith-ferrer');
    const change = { markdown: 'What I saw.', edition: 0 };
    expect(await scrutineer.call('PUT', `${path}/scrutiny`, change)).toMatchObject({ edition: 1 });
    await expect(scrutineer.call('PUT', `${path}/foreword`, change)).rejects.toMatchObject({ status: 404 });
    expect(await officer.call('PUT', `${path}/foreword`, change)).toMatchObject({ edition: 1 });
  });
});
