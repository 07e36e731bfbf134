import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
