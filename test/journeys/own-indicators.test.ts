import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, apiClient } from '../../tools/demo/client.ts';
import {
  buildVersion,
  createReview,
  importFigures,
  readSample,
  type Sample,
  type VersionAnswer,
} from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { holdSession } from '../builders/session.ts';

let run: TestRun;
let officer: ApiClient;
let sample: Sample;
let reviewId: string;
let cookie: string;

beforeAll(async () => {
  run = await startTestRun();
  sample = await readSample();
  officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  ({ cookie } = await holdSession(run.origin, 'olu-adeyemi'));
  reviewId = await createReview(officer, sample);
  await importFigures(officer, 'figures-2026.csv', sample.release);
}, 60_000);

afterAll(() => run?.end());

const code = 'own.family-hub-visits';
const visits = {
  ...{ code, label: 'Visits to family hubs', subject: 'Visits', theme: 'Early help', source: 'Family hub register' },
  definition: 'Visits by families with a child under 5 in the year that ended on the date.',
  ...{ period: 'financial-year', unit: 'count', noun: 'visits', polarity: 'higher-is-better', decimals: 0 },
  disclosure: 'none',
};
const codes = async (person: ApiClient, query = '') =>
  (await person.call<{ indicators: { code: string }[] }>('GET', `/indicators${query}`)).indicators.map(
    (one) => one.code,
  );

/** A form as a browser posts it, and what came back. */
async function post(path: string, fields: Record<string, string>) {
  const response = await fetch(`${run.origin}${path}`, {
    method: 'POST',
    headers: { cookie, origin: run.origin },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  return { status: response.status, location: response.headers.get('location'), html: await response.text() };
}

const bound = (indicator: string) => `Families came ${`[[${indicator} | Thornmere | 2026-03-31]]`} times.`;

async function write(markdown: string) {
  const path = `/reviews/${reviewId}/narrative`;
  const { sections } = await officer.call<{ sections: { sectionId: string; edition: number }[] }>('GET', path);
  const [first] = sections;
  await officer.call('PUT', `${path}/${first?.sectionId}`, { markdown, edition: first?.edition });
}

describe('an indicator of the council’s own, over HTTP', () => {
  it('is added by a data officer or an administrator and by nobody else, who may read it all the same', async () => {
    const approver = apiClient(run.origin);
    await approver.signIn('marian-holt');
    await expect(approver.call('POST', '/indicators', visits)).rejects.toMatchObject({ status: 404 });
    const administrator = apiClient(run.origin);
    await administrator.signIn('hannah-whitlock');
    const added = { ...visits, code: 'own.kept-out', label: 'Children kept out of care' };
    expect(await administrator.call('POST', '/indicators', added)).toMatchObject({ code: 'own.kept-out', edition: 1 });
    expect(await officer.call('POST', '/indicators', visits)).toMatchObject({ code, edition: 1, breaks: [] });
    expect(await codes(approver, '?words=family+hubs')).toEqual([code]);
    const peer = apiClient(run.origin);
    await peer.signIn('deborah-quaye');
    await expect(codes(peer)).rejects.toMatchObject({ status: 404 });
  });

  it('is refused field by field when it is not right', async () => {
    const refused = (change: object) =>
      officer.call('POST', '/indicators', { ...visits, code: 'own.other', label: 'Other', ...change });
    const problem = (where: string) => ({ status: 422, problem: { code: 'invalid', details: [{ where }] } });
    await expect(refused({ code })).rejects.toMatchObject(problem('code'));
    await expect(refused({ code: 'cpp.count' })).rejects.toMatchObject(problem('code'));
    await expect(refused({ label: 'visits to FAMILY hubs' })).rejects.toMatchObject(problem('label'));
    await expect(refused({ unit: 'percent', noun: undefined })).rejects.toMatchObject(problem('numerator'));
    await expect(refused({ breaks: [{ date: 'lately', note: 'N' }] })).rejects.toMatchObject(problem('breaks.0.date'));
    expect(await codes(officer, '?theme=Early+help')).not.toContain('own.other');
  });

  it('is used in an import, bound in a narrative, frozen with a version, and the version keeps it when it changes', async () => {
    const csv = [
      'indicator,place_code,place_name,place_kind,as_at,breakdown,value,numerator,denominator,population_vintage',
      `${code},X01,Thornmere,authority,2026-03-31,,4812,,,`,
    ].join('\n');
    const query = new URLSearchParams({ fileName: 'hubs.csv', ...sample.release, source: 'Family hub register' });
    const answer = await officer.send<{ summary: object }>(
      `/figures?${query.toString()}`,
      Buffer.from(csv),
      'text/csv',
    );
    expect(answer.summary).toMatchObject({ rows: 1, indicators: [code] });
    await write(bound(code));
    await buildVersion(officer, reviewId);
    const manifest = (number: number) =>
      officer.call<{ figures: { own?: { code: string; definition: string }[] } }>(
        'GET',
        `/reviews/${reviewId}/versions/${number}/manifest`,
      );
    const first = await manifest(1);
    expect(first.figures.own?.map((one) => one.code)).toEqual([code, 'own.kept-out']);

    const fixed = officer.call('PUT', `/indicators/${code}`, { ...visits, unit: 'days', edition: 1 });
    await expect(fixed).rejects.toMatchObject({ status: 422, problem: { details: [{ where: 'unit' }] } });
    const definition = 'Visits by families with a child under 8 in the year that ended on the date.';
    const change = { ...visits, definition, edition: 1 };
    expect(await officer.call('PUT', `/indicators/${code}`, change)).toMatchObject({ edition: 2, definition });
    await expect(officer.call('PUT', `/indicators/${code}`, change)).rejects.toMatchObject({ status: 409 });

    expect(await manifest(1)).toEqual(first);
    const { changedSince } = await officer.call<VersionAnswer>('GET', `/reviews/${reviewId}/versions/1`);
    expect(changedSince?.figures).toEqual([
      { what: 'What “Visits to family hubs” measures', before: visits.definition, now: definition },
    ]);
    await buildVersion(officer, reviewId);
    expect((await manifest(2)).figures.own).toContainEqual(expect.objectContaining({ code, definition }));
  });

  it('is retired and taken up again, and the trail says so', async () => {
    const retire = (retired: boolean, edition: number) =>
      officer.call<{ edition: number; retired?: string }>('POST', `/indicators/${code}/retire`, { retired, edition });
    expect(await retire(true, 2)).toMatchObject({ edition: 3, retired: '2026-09-14' });
    await expect(retire(true, 2)).rejects.toMatchObject({ status: 409 });
    expect((await retire(false, 3)).retired).toBeUndefined();
    await expect(
      officer.call('POST', '/indicators/cpp.count/retire', { retired: true, edition: 1 }),
    ).rejects.toMatchObject({ status: 404 });
    const administrator = apiClient(run.origin);
    await administrator.signIn('hannah-whitlock');
    const trail = await (await administrator.get('/audit.json')).text();
    for (const verb of ['added', 'changed', 'retired', 'took up again'])
      expect(trail).toContain(`${verb} the indicator “Visits to family hubs” (${code})`);
  });
});

describe('the pages of the catalogue', () => {
  const html = async (path: string) => (await officer.get(path)).text();

  it('list every indicator by theme, find words, and say when nothing was found', async () => {
    const all = await html('/figures/indicators');
    expect(all).toContain('<caption class="govuk-table__caption govuk-table__caption--m">Care leavers</caption>');
    expect(all).toContain('href="/figures/indicators/cpp.rate"');
    expect(all).toContain(`<code class="ep-code">${code}</code> added here`);
    const found = await html('/figures/indicators?words=caseload&theme=Workforce');
    expect(found).toContain('workforce.caseload');
    expect(found).not.toContain('cpp.rate');
    const nothing = await html('/figures/indicators?words=%3Cb%3Ezebra');
    expect(nothing).toContain('Nothing was found');
    expect(nothing).toContain('“&lt;b&gt;zebra”');
  });

  it('take a new one from a form, and say beside each field what is wrong', async () => {
    const empty = await post('/figures/indicators', { code: 'hubs', unit: 'percent', breaks: 'lately it changed' });
    expect(empty.status).toBe(422);
    for (const [field, message] of [
      ['code', 'The code must be “own.” and then small letters'],
      ['label', 'Enter the name of the indicator'],
      ['theme', 'Choose a theme'],
      ['decimals', 'Choose the digits after the point'],
      ['breaks', 'Each line must be a date and why'],
    ] as const) {
      expect(empty.html).toContain(`<a href="#${field}">${message}`);
      expect(empty.html).toMatch(new RegExp(`id="${field}-error"[^>]*>.*${message}`));
    }
    const typed = {
      ...{ code: 'own.hub-rate', label: 'Rate of hub visits', subject: 'Visits', definition: 'Visits.' },
      ...{
        theme: 'Early help',
        period: 'financial-year',
        unit: 'rate-per-10000',
        numerator: 'visits',
        numeratorOf: code,
      },
      ...{ polarity: 'none', decimals: '1', source: 'Register', disclosure: 'none', inTemplate: 'yes' },
      breaks: '1/4/2025: Two hubs opened\n2026-04-01 One closed',
    };
    const saved = await post('/figures/indicators', typed);
    expect(saved).toMatchObject({ status: 303, location: '/figures/indicators/own.hub-rate' });
    expect(await officer.call('GET', '/indicators/own.hub-rate')).toMatchObject({
      denominator: { of: 'population.0-17', at: 'mid-year-before' },
      breaks: [
        { date: '2025-04-01', note: 'Two hubs opened' },
        { date: '2026-04-01', note: 'One closed' },
      ],
    });
    const form = await html('/figures/indicators/own.hub-rate/edit');
    expect(form).toContain('2025-04-01: Two hubs opened');
    const change = await post('/figures/indicators/own.hub-rate', {
      ...typed,
      label: 'Hub visits, rate',
      edition: '1',
    });
    expect(change.status).toBe(303);
    expect((await post('/figures/indicators/own.hub-rate', { ...typed, edition: '1' })).status).toBe(409);
    const retired = await post('/figures/indicators/own.hub-rate/retire', { retired: 'yes', edition: '2' });
    expect(retired.status).toBe(303);
    expect(await html('/figures/indicators?words=hub+rate')).toContain('retired on 14 September 2026');
  });
});

describe('a break that only this council has', () => {
  const path = '/figures/indicators/cpp.neglect';
  const note = 'Domestic abuse was moved out of neglect';

  it('is added to an indicator that ships, from a form, and frozen with the next version', async () => {
    expect(await (await officer.get(`${path}/edit`)).text()).toContain('Breaks that it comes with');
    const wrong = await post(`${path}/breaks`, { breaks: `in spring ${note}`, edition: '0' });
    expect(wrong.html).toContain('<a href="#breaks">Each line must be a date and why');
    const twice = await post(`${path}/breaks`, { breaks: `1/4/2025: ${note}\n2025-04-01: again`, edition: '0' });
    expect(twice).toMatchObject({ status: 422, html: expect.stringContaining('Two breaks stand on the same day') });
    expect((await post(`${path}/breaks`, { breaks: `1/4/2025: ${note}`, edition: '0' })).status).toBe(303);
    expect((await post(`${path}/breaks`, { breaks: '', edition: '0' })).status).toBe(409);
    expect(await officer.call('GET', '/indicators/cpp.neglect')).toMatchObject({
      edition: 1,
      breaks: [{ date: '2007-03-31' }, { date: '2025-04-01', note }],
    });
    const { changedSince } = await officer.call<VersionAnswer>('GET', `/reviews/${reviewId}/versions/2`);
    const meaning = changedSince?.figures.find(({ what }) => what.includes('Child protection plans for neglect'));
    expect(meaning?.now).toMatch(/Breaks in the series at 31 March 2007, 1 April 2025\.$/);
  });

  it('is taken away again, and the indicator is as it came', async () => {
    const none = { breaks: [], edition: 1 };
    const after = await officer.call<{ breaks: unknown[] }>('PUT', '/indicators/cpp.neglect/breaks', none);
    expect(after.breaks).toHaveLength(1);
    await expect(
      officer.call('PUT', '/indicators/own.hub-rate/breaks', { breaks: [], edition: 0 }),
    ).rejects.toMatchObject({ status: 404 });
  });
});
