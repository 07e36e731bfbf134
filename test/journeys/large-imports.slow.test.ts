import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { ChildRead, ChildRequest } from '../../functions/metrics/imports/child-request.ts';
import { createRunChild } from '../../functions/platform/child-process.ts';
import { apiClient, postForm } from '../../tools/demo/client.ts';
import { readSample, until } from '../../tools/demo/journey.ts';
import { gone, processesOn, startProcess } from '../builders/started-process.ts';
import { context, header } from '../unit/metrics/imports/support.ts';
import { type ImportAnswer, importApi } from './importing.ts';

const rows = 100_000;

/** So many figures of invented places, each another one: the largest file that the template takes. */
function largeFile(): Buffer {
  const lines = [header.join(',')];
  for (let at = 0; at < rows; at += 1) {
    const place = Math.floor(at / 20);
    const year = 2006 + (at % 20);
    lines.push(`cpp.count,P${place},Place ${place},neighbour,${year}-03-31,,${at % 900},,,,as the source prints it`);
  }
  return Buffer.from(lines.join('\n'));
}

const bytes = largeFile();

it(`reads ${rows} rows in a process that may use 320 MB`, { timeout: 120_000 }, async () => {
  const entry = new URL('../../functions/metrics/imports/child.ts', import.meta.url).pathname;
  const runChild = createRunChild<'read-figures'>(entry);
  const heard: number[] = [];
  const { progress: _, ...asked } = context;
  const request: ChildRequest = {
    name: 'large.csv',
    size: bytes.length,
    path: 'upload',
    observationsPath: 'observations.json',
    context: asked,
  };
  const limits = { ms: 100_000, memoryMb: 320, heard: (count: number) => heard.push(count) };
  const ran = await runChild<ChildRead>('read-figures', request, limits, { upload: bytes });
  expect(ran).toMatchObject({ ok: true, value: { ok: true, value: { figures: rows } } });
  expect(heard.at(-1)).toBe(rows);
  expect(heard.length).toBeGreaterThan(10);
});

it('goes on with a file in whose reading everything was killed', { timeout: 240_000 }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'killed-import-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const first = await startProcess(dataDir);
  const officer = apiClient(first.origin);
  await officer.signIn('olu-adeyemi');
  const { release } = await readSample();
  const { import: one, form } = await importApi(officer).open(release);
  expect((await postForm(form, 'large.csv', bytes)).status).toBeLessThan(400);
  const reading = await until(
    () => importApi(officer).read(one.importId),
    (now: ImportAnswer) => now.progress !== undefined || now.import.state === 'ready',
    'The first rows',
  );
  expect(reading).toMatchObject({
    import: { state: 'reading' },
    progress: expect.stringMatching(/^[\d,]+ rows read$/),
  });
  for (const line of processesOn(dataDir).filter((each) => each.includes('dynoxide serve')))
    process.kill(Number.parseInt(line, 10), 'SIGKILL');
  first.process.kill('SIGKILL');
  await gone(first.process);
  await expect.poll(() => processesOn(dataDir), { timeout: 10_000 }).toEqual([]);

  const second = await startProcess(dataDir);
  onTestFinished(async () => {
    second.process.kill('SIGTERM');
    await gone(second.process);
  });
  const again = apiClient(second.origin);
  await again.signIn('olu-adeyemi');
  const api = importApi(again);
  expect(await api.settled(one.importId, 120_000)).toMatchObject({ state: 'ready', rows });
  const start = performance.now();
  const preview = await api.preview(one.importId);
  expect(preview.counts).toMatchObject({ added: rows, changed: 0 });
  expect(await api.confirm(one.importId, preview.over)).toMatchObject({ rows });
  // A person waits for it in front of a screen.
  expect(performance.now() - start).toBeLessThan(30_000);
});
