import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishedModels } from '../../functions/metrics/neighbours/models.ts';
import { type ApiClient, apiClient, postForm } from '../../tools/demo/client.ts';
import { until } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { holdSession } from '../builders/session.ts';
import { barnsley, csvOf, england, row } from '../unit/metrics/tidy/support.ts';

let run: TestRun;
let officer: ApiClient;
let cookie: string;

beforeAll(async () => {
  run = await startTestRun({
    council: { name: 'Rotherham', authority: 'E08000018', notice: 'Sample: invented figures' },
  });
  officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  ({ cookie } = await holdSession(run.origin, 'olu-adeyemi'));
}, 60_000);
afterAll(() => run?.end());

interface Import {
  import: { state: string; cause?: string; rows?: number };
}

const rows = ['Total', 'Girls'].flatMap((sex) => [row({ sex }), row({ ...barnsley, sex }), row({ ...england, sex })]);
const file = Buffer.from(csvOf(rows));

/** Sends a file as a browser's form would; the import, once it has been read. */
async function send(name: string): Promise<{ importId: string } & Import> {
  const said = { source: 'Department of Invention, Plans', status: 'final', basis: 'as-published' };
  const opened = await officer.call<{ import: { importId: string }; form: Parameters<typeof postForm>[0] }>(
    'POST',
    '/figures/imports',
    said,
  );
  const { importId } = opened.import;
  await postForm(opened.form, name, file);
  return { importId, ...(await readOf(importId)) };
}
const readOf = (importId: string): Promise<Import> =>
  until(
    () => officer.call<Import>('GET', `/figures/imports/${importId}`),
    ({ import: { state } }) => state !== 'awaiting-upload' && state !== 'reading',
    'The reading',
  );

async function form(path: string, fields?: Record<string, string>) {
  const init = fields ? { method: 'POST', body: new URLSearchParams(fields) } : {};
  const response = await fetch(`${run.origin}${path}`, {
    ...init,
    headers: { cookie, origin: run.origin },
    redirect: 'manual',
  });
  return { status: response.status, location: response.headers.get('location'), html: await response.text() };
}

const typed = { name: 'Invented plans', source: 'Department of Invention, Plans', reportingYearEnds: '03-31' };

describe('a tidy file whose columns nobody has named', () => {
  it('is named once by a data officer, read again, and known the next time under any name', async () => {
    const first = await send('plans.csv');
    expect(first.import).toMatchObject({ state: 'refused', cause: 'no-mapping' });
    const asked = await form(`/figures/mappings/new?import=${first.importId}`);
    expect(asked.status).toBe(200);
    expect([...asked.html.matchAll(/<label[^>]*>Indicator of the column (\w+)</g)].map(([, name]) => name)).toEqual([
      'plans',
      'plans_percent',
      'sex',
    ]);
    expect(asked.html).toContain('Total');

    const columns = { 'indicator-10': 'cpp.count', 'indicator-11': 'cpp.repeat', 'filter-12': 'total' };
    const saved = await form('/figures/mappings', { import: first.importId, ...typed, ...columns });
    expect(saved).toMatchObject({ status: 303, location: `/figures/imports/${first.importId}` });
    expect(await readOf(first.importId)).toMatchObject({ import: { state: 'ready', rows: 6 } });

    const second = await send('download (2).csv');
    expect(second.import).toMatchObject({ state: 'ready', rows: 6 });
    const list = await form('/figures/mappings');
    expect(list.html).toContain('Invented plans');
  });

  it('keeps what was typed, and says at each field what is wrong', async () => {
    await forget();
    const { importId } = await send('plans.csv');
    const wrong = {
      import: importId,
      ...typed,
      name: '',
      'indicator-10': 'cpp.category',
      'indicator-11': 'cpp.repeat',
      'filter-11': 'x',
    };
    const bare = await form('/figures/mappings', wrong);
    expect(bare.status).toBe(422);
    expect(bare.html).toContain('Enter a name for the mapping');
    expect(bare.html).toContain('plans_percent is either an indicator, or chooses the rows');
    expect(bare.html).toContain('value="cpp.category"');
    const { 'filter-11': _, ...rest } = wrong;
    const unknown = await form('/figures/mappings', { ...rest, name: 'Plans', 'indicator-11': 'no.such' });
    expect(unknown.status).toBe(422);
    expect(unknown.html).toContain('is split into parts: say which of them plans holds');
    expect(unknown.html).toContain('There is no indicator called no.such');
    const empty = await form('/figures/mappings', { import: importId, ...typed });
    expect(empty.html).toContain('Choose an indicator for at least one column');
    const long = await form('/figures/mappings', { import: importId, ...typed, 'filter-12': 'x'.repeat(301) });
    expect([long.status, long.html.includes('It must be 300 characters or fewer')]).toEqual([422, true]);
    const part = await form('/figures/mappings', {
      import: importId,
      ...typed,
      'indicator-10': 'cpp.category | Neglect',
      'filter-12': 'Total',
    });
    expect(part.status).toBe(303);
  });

  it('is nobody else’s to name', async () => {
    await forget();
    const { importId } = await send('plans.csv');
    const { cookie: approver } = await holdSession(run.origin, 'marian-holt');
    for (const path of [`/figures/mappings/new?import=${importId}`, '/figures/mappings/new?import=none']) {
      const answer = await fetch(`${run.origin}${path}`, { headers: { cookie: approver }, redirect: 'manual' });
      expect(answer.status).toBe(404);
    }
    expect((await form('/figures/mappings/new?import=none')).status).toBe(404);
    expect((await form('/figures/mappings/none/remove', {})).status).toBe(404);
  });
});

/** Removes every mapping that was made here. */
async function forget(): Promise<void> {
  const { html } = await form('/figures/mappings');
  const paths = [...html.matchAll(/action="(\/figures\/mappings\/[^"]+\/remove)"/g)].map(([, path]) => path ?? '');
  expect(paths).toHaveLength(1);
  for (const path of paths) expect(await form(path, {})).toMatchObject({ status: 303, location: '/figures/mappings' });
  expect((await form('/figures/mappings')).html).toContain('No mapping has been made here');
}

const others = ['202', '203', '204', '205', '206', '207', '208', '209', '210', '211'];
const heading = ['old_la_code', 'la_name', ...others.flatMap((_, at) => [`SN_${at + 1}`, `SN_${at + 1}P`])];
const invented = (first = '202') =>
  [heading, ['372', 'Rotherham', ...others.flatMap((old) => [old === '202' ? first : old, 'Close'])]]
    .map((line) => line.join(','))
    .join('\n');

async function sendModel(text: string, about: Record<string, string>) {
  const body = new FormData();
  for (const [name, value] of Object.entries(about)) body.append(name, value);
  if (text !== '') body.append('file', new File([text], 'sn.csv', { type: 'text/csv' }));
  const headers = { cookie, origin: run.origin };
  const response = await fetch(`${run.origin}/figures/neighbours`, {
    method: 'POST',
    body,
    headers,
    redirect: 'manual',
  });
  return { status: response.status, html: await response.text() };
}

const model = { year: '2027', source: 'Department of Invention, Neighbours' };

describe('a newer model of statistical neighbours', () => {
  it('is refused with what is wrong and where', async () => {
    expect(await sendModel('', { year: 'next', source: '' })).toMatchObject({
      status: 422,
      html: expect.stringContaining('such as 2027'),
    });
    const wrong = await sendModel(invented('999'), model);
    expect([wrong.status, wrong.html.includes('There is no authority with this code')]).toEqual([422, true]);
    expect((await sendModel('a,b\n1,2\n', model)).html).toContain('This isn’t a file of statistical neighbours');
  });

  it('stands beside those that ship, and published files that are imported then have its neighbours too', async () => {
    expect((await sendModel(invented(), model)).status).toBe(303);
    const { imported, published } = await officer.call<{
      imported: { year: string; groups: object }[];
      published: object[];
    }>('GET', '/figures/neighbour-models');
    expect(imported).toMatchObject([
      { year: '2027', groups: { '372': [{ old: '202', closeness: 'close' }, ...Array(9).fill({})] } },
    ]);
    expect(published).toHaveLength(publishedModels.length);

    const row = (old: string, code: string) =>
      `2023,Reporting year,Local authority,E92000001,England,${old},${code},Children aged 0 to 17 years,1000\n`;
    const file = `time_period,time_identifier,geographic_level,country_code,country_name,old_la_code,new_la_code,age_group,population_estimate\n${row('372', 'E08000018')}${row('202', 'E09000007')}`;
    const details = { source: 'Office of Invention', status: 'final', basis: 'as-published' };
    const opened = await officer.call<{ import: { importId: string }; form: Parameters<typeof postForm>[0] }>(
      'POST',
      '/figures/imports',
      details,
    );
    const at = `/figures/imports/${opened.import.importId}`;
    await postForm(opened.form, 'people.csv', Buffer.from(file));
    await until(
      () => officer.call<{ import: { state: string } }>('GET', at),
      ({ import: { state } }) => state === 'ready' || state === 'refused',
      'The reading',
    );
    const preview = await officer.call<{ summary: { places: object[] } }>('GET', `${at}/preview`);
    expect(preview.summary.places).toContainEqual({
      code: 'E09000007',
      name: 'Camden',
      kind: 'neighbour',
      models: ['2027'],
    });
  });
});
