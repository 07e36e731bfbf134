import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../functions/platform/names.ts';
import { createObjects, type ObjectStore } from '../../functions/platform/objects.ts';
import { type ApiClient, apiClient, postForm } from '../../tools/demo/client.ts';
import { buildVersion, createReview, readSample, sampleFolder } from '../../tools/demo/journey.ts';
import { makeAnnexA } from '../builders/annex-a/make.ts';
import { writeAnnexA } from '../builders/annex-a/workbook.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { figuresBook, row } from '../unit/metrics/imports/support.ts';
import { type ImportAnswer, importApi } from './importing.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let run: TestRun;
let officer: ApiClient;
let objects: ObjectStore;
let api: ReturnType<typeof importApi>;
let said: object;
let revised: object;
let first: string;

const sampleFile = (name: string) => readFile(join(sampleFolder, name));
const quarantined = async () => {
  const found: string[] = [];
  for await (const { key } of objects.list('quarantine', 'figures/')) found.push(key);
  return found;
};

beforeAll(async () => {
  run = await startTestRun();
  officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  objects = createObjects();
  api = importApi(officer);
  const sample = await readSample();
  [said, revised] = [sample.release, sample.revisedRelease];
});

afterAll(() => run?.end());

describe('a figures file, over HTTP', () => {
  it('is read, looked at, confirmed once however often, and kept', async () => {
    const bytes = await sampleFile('figures-2026.csv');
    const one = await api.send(said, 'figures-2026.csv', bytes);
    expect(one).toMatchObject({ state: 'ready', format: 'template-csv', rows: 288, fileDigest: sha256(bytes) });
    const preview = await api.preview(one.importId);
    expect(preview).toMatchObject({
      over: 'none',
      counts: { added: 288, changed: 0, unchanged: 0, gone: 0 },
      next: 50,
    });
    expect(preview.changes).toHaveLength(50);
    const last = await api.preview(one.importId, '?show=added&from=250');
    expect(last.changes).toHaveLength(38);
    expect(last.next).toBeUndefined();
    const made = await Promise.all(Array.from({ length: 3 }, () => api.confirm(one.importId, preview.over)));
    expect(new Set(made.map(({ releaseId }) => releaseId)).size).toBe(1);
    first = made[0]?.releaseId ?? '';
    const { releases } = await officer.call<{ releases: object[] }>('GET', '/figures');
    expect(releases).toMatchObject([{ releaseId: first, rows: 288, fileDigest: sha256(bytes) }]);
    expect(sha256(await officer.download(`/figures/releases/${first}/file`))).toBe(sha256(bytes));
    expect(await quarantined()).toEqual([]);
  });

  it('as a workbook changes what it says, warns of a twin, and can be taken back and put back', async () => {
    const bytes = await figuresBook([row({ value: 411 }), row({ as_at: { date: '2019-03-31' }, value: 300 })]);
    const one = await api.send(revised, 'revised.xlsx', bytes);
    expect(one).toMatchObject({ state: 'ready', format: 'template-xlsx', rows: 2 });
    const preview = await api.preview(one.importId);
    expect(preview.counts).toEqual({ added: 1, changed: 1, unchanged: 0, gone: 0 });
    expect(preview.changes).toMatchObject([{ after: { value: '411' } }]);
    expect(preview.twins).toEqual([]);
    const release = await api.confirm(one.importId, preview.over);

    const again = await api.send(revised, 'revised.xlsx', bytes);
    expect((await api.preview(again.importId)).twins).toMatchObject([{ releaseId: release.releaseId }]);
    await officer.call('POST', `/figures/imports/${again.importId}/discard`);
    await expect(api.confirm(again.importId, release.releaseId)).rejects.toMatchObject({ problem: { code: 'closed' } });

    const undoing = await api.undo(release.releaseId, 'The wrong year');
    expect(undoing).toMatchObject({ kind: 'undo', supersedes: release.releaseId });
    expect((await api.undo(release.releaseId, 'Once more')).releaseId).toBe(undoing.releaseId);
    expect(await api.release(release.releaseId)).toMatchObject({ inForce: false, supersededBy: { kind: 'undo' } });
    await api.undo(undoing.releaseId, 'It was the right one');
    expect(await api.release(release.releaseId)).toMatchObject({ inForce: true });
  });

  it('replaces the import that it names, which comes back when it is undone', async () => {
    const one = await api.send({ ...said, replaces: first }, 'less.xlsx', await figuresBook([row({ value: 400 })]));
    const preview = await api.preview(one.importId);
    // The workbook of before has the same figure, and was imported later than what is replaced.
    expect(preview.counts).toMatchObject({ added: 0, changed: 1, gone: 287 });
    const release = await api.confirm(one.importId, preview.over);
    await expect(api.undo(first, 'No')).rejects.toMatchObject({ status: 409, problem: { code: 'superseded' } });
    const late = officer.call('POST', '/figures/imports', { ...said, replaces: first });
    await expect(late).rejects.toMatchObject({ problem: { code: 'invalid', details: [{ where: 'replaces' }] } });
    await api.undo(release.releaseId, 'Too little');
    expect(await api.release(first)).toMatchObject({ inForce: true });
  });

  it('confirmed by two officers at once goes in once, and the other looks again', async () => {
    const send = async (value: number) => {
      const { importId } = await api.send(revised, `${value}.xlsx`, await figuresBook([row({ value })]));
      return { importId, over: (await api.preview(importId)).over };
    };
    const [one, other] = [await send(421), await send(422)];
    expect(one.over).toBe(other.over);
    const answers = await Promise.allSettled([one, other].map(({ importId, over }) => api.confirm(importId, over)));
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = answers.findIndex(({ status }) => status === 'rejected');
    expect(answers[refused]).toMatchObject({
      reason: { status: 409, problem: { code: 'stale', detail: expect.stringContaining('Olu Adeyemi imported') } },
    });
    const loser = [one, other][refused]?.importId ?? '';
    const now = await api.preview(loser);
    expect(now.changes).toMatchObject([{ before: { value: refused === 0 ? '422' : '421' } }]);
    expect(await api.confirm(loser, now.over)).toMatchObject({ rows: 1 });
  });

  it('is opened and taken once for each Idempotency-Key', async () => {
    const open = (key: string, body: object) =>
      officer.call<ImportAnswer>('POST', '/figures/imports', body, { 'idempotency-key': key });
    const ids = [];
    for (const _ of [1, 2]) ids.push((await open('key-00000001', said)).import.importId);
    expect(new Set(ids).size).toBe(1);
    await expect(open('key-00000001', { ...said, source: 'Another' })).rejects.toMatchObject({
      status: 422,
      problem: { code: 'key-reused' },
    });
    await expect(open('short', said)).rejects.toMatchObject({ status: 422, problem: { code: 'invalid' } });
  });
});

describe('a file that can’t be imported', () => {
  it('says everything that is wrong, in a list to download, and is not kept', async () => {
    const rows = Array.from({ length: 150 }, (_, at) => row({ as_at: { date: '2026-03-31' }, value: `about ${at}` }));
    const bytes = await figuresBook(rows);
    const one = await api.send(said, 'wrong.xlsx', bytes);
    expect(one).toMatchObject({ state: 'refused', cause: 'file' });
    expect((await api.findings(one.importId)).problems).toHaveLength(150);
    const html = await (await officer.get(`/figures/imports/${one.importId}`)).text();
    expect(html).toContain('sheet Figures, row 101, column value');
    expect(html).not.toContain('row 102, column value');
    expect(html).toContain('And 50 more');
    const csv = await (await officer.get(`/figures/imports/${one.importId}/problems.csv`)).text();
    expect(csv.split('\r\n')[1]).toMatch(/^"?wrong.xlsx"?,"?Figures"?,"?2"?,"?value"?,"?about 0"?,/);
    expect(csv.trim().split('\r\n')).toHaveLength(151);
    expect(await quarantined()).toEqual([]);
    expect(await objects.head('records', keys.figuresFile(sha256(bytes)))).toBeUndefined();
  });

  it('of the Department for Education without a mapping is kept, to be read when its columns are named', async () => {
    const bytes =
      'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,fox_count\n2025,Reporting year,Local authority,E92000001,England,E12000003,Yorkshire and The Humber,372,X01,Thornmere,7\n';
    const one = await api.send(said, 'foxes.csv', bytes);
    expect(one).toMatchObject({ state: 'refused', cause: 'no-mapping' });
    expect(await (await officer.get(`/figures/imports/${one.importId}`)).text()).toContain(
      `/figures/mappings/new?import=${one.importId}`,
    );
    expect(await (await officer.get(`/figures/mappings/new?import=${one.importId}`)).text()).toContain('fox_count');
    await officer.call('POST', `/figures/imports/${one.importId}/again`);
    expect(await api.settled(one.importId)).toMatchObject({ state: 'refused', cause: 'no-mapping' });
  });
});

describe('an Annex A workbook', () => {
  const folder = mkdtempSync(join(tmpdir(), 'import-annex-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is counted and never kept, whatever becomes of it', async () => {
    const path = join(folder, 'annex.xlsx');
    await writeAnnexA(makeAnnexA({ asAt: '2026-03-31', reachesAYear: true, children: 40, seed: 3 }), path);
    const bytes = readFileSync(path);
    const details = { ...said, source: 'Annex A of March' };
    const undated = await api.send(details, 'annex.xlsx', bytes);
    expect(undated).toMatchObject({ state: 'refused', reason: expect.stringContaining('of which day its lists are') });
    const one = await api.send({ ...details, asAt: '2026-03-31' }, 'annex.xlsx', bytes);
    expect(one).toMatchObject({ state: 'ready', format: 'annex-a', fileDigest: sha256(bytes) });
    const release = await api.confirm(one.importId, (await api.preview(one.importId)).over);
    expect((await officer.get(`/api/v1/figures/releases/${release.releaseId}/file`)).status).toBe(404);
    expect(await quarantined()).toEqual([]);
    expect(await objects.head('records', keys.figuresFile(sha256(bytes)))).toBeUndefined();
    await api.undo(release.releaseId, 'Only tried');
  });

  it('is removed too when it comes a second time to the same form', async () => {
    const { import: one, form } = await api.open(said);
    expect((await postForm(form, 'first.csv', await sampleFile('figures-2026.csv'))).status).toBeLessThan(400);
    await api.settled(one.importId);
    expect((await postForm(form, 'annex.xlsx', readFileSync(join(folder, 'annex.xlsx')))).status).toBeLessThan(400);
    await expect.poll(quarantined, { timeout: 15_000 }).toEqual([]);
  });
});

describe('a pack', () => {
  it('takes the imports that stand, and one that was frozen keeps its own', async () => {
    const reviewId = await createReview(officer, await readSample());
    const before = await buildVersion(officer, reviewId);
    await api.undo(first, 'To see what becomes of packs');
    const after = await buildVersion(officer, reviewId);
    const releasesOf = async (digest: string) => {
      const bytes = await objects.bytes('records', keys.manifest(digest));
      const manifest = JSON.parse(Buffer.from(bytes ?? []).toString());
      return (manifest.figures.releases as { fileName: string }[]).map(({ fileName }) => fileName);
    };
    const [old, now] = [await releasesOf(before.manifestDigest), await releasesOf(after.manifestDigest)];
    expect(old[0]).toBe('figures-2026.csv');
    expect(now).toEqual(old.slice(1));
  });
});
