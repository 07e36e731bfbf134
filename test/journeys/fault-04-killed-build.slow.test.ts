import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { makeEvidence } from '../../examples/make-evidence.ts';
import { apiClient } from '../../tools/demo/client.ts';
import {
  createReview,
  download,
  importFigures,
  readSample,
  until,
  uploadEvidence,
  type VersionAnswer,
  writeNarrative,
} from '../../tools/demo/journey.ts';
import { gone, processesOn, startProcess } from '../builders/started-process.ts';

it('fault 4: a build that was killed is finished by the next start, once, and no process is left behind', {
  timeout: 180_000,
}, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'evidence-packs-kill-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const first = await startProcess(dataDir);
  onTestFinished(() => void first.process.kill('SIGKILL'));
  const officer = apiClient(first.origin);
  await officer.signIn('olu-adeyemi');
  const sample = await readSample();
  const reviewId = await createReview(officer, sample);
  for await (const { fileName, bytes } of makeEvidence()) {
    const { file: _file, ...details } = sample.evidence.find(({ file }) => file === fileName) ?? { file: '' };
    await uploadEvidence(officer, reviewId, details, fileName, bytes);
    break;
  }
  await importFigures(officer, 'figures-2026.csv', sample.release);
  await writeNarrative(officer, reviewId);

  const path = `/reviews/${reviewId}/versions/1`;
  await officer.call('POST', `/reviews/${reviewId}/versions`);
  await until(
    () => officer.call<VersionAnswer>('GET', path),
    ({ progress }) => progress?.startsWith('Setting the front') ?? false,
    'The build',
  );
  first.process.kill('SIGKILL');
  await gone(first.process);
  await wait(1000);
  expect(processesOn(dataDir)).toEqual([]);

  const second = await startProcess(dataDir);
  onTestFinished(() => void second.process.kill('SIGKILL'));
  expect(second.origin).toBe(first.origin);
  expect((await officer.call<VersionAnswer>('GET', path)).version).toMatchObject({ state: 'building', files: [] });
  const { version } = await until(
    () => officer.call<VersionAnswer>('GET', path),
    (answer) => answer.version.state !== 'building',
    'The second run',
  );
  expect(version.state).toBe('built');
  const bundle = await download(officer, reviewId, 1, 'bundle');
  expect(bundle.length).toBe(version.files.find(({ edition }) => edition === 'bundle')?.bytes);
  const { versions } = await officer.call<{ versions: unknown[] }>('GET', `/reviews/${reviewId}/versions`);
  expect(versions).toHaveLength(1);

  second.process.kill('SIGINT');
  await gone(second.process);
  await wait(500);
  expect(processesOn(dataDir)).toEqual([]);
});
