import { createHash, randomInt } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { type ApiClient, apiClient } from '../../tools/demo/client.ts';
import {
  createReview,
  download,
  readSample,
  until,
  uploadEvidence,
  type VersionAnswer,
} from '../../tools/demo/journey.ts';
import { heavyPdf } from '../builders/heavy-pdf.ts';
import { someDetails } from '../builders/reviews.ts';
import { gone, processesOn, startProcess } from '../builders/started-process.ts';

/** Three volumes of two items each. */
const limits = { VOLUME_BYTES: '17000000' };
const items = 6;
const itemBytes = 8_000_000;

interface Moment {
  /** What the build must say that it does; then a random wait of at most so long. */
  says: string;
  mostMs: number;
}

const moments: readonly Moment[] = [
  { says: 'Setting the front', mostMs: 3000 },
  { says: 'Linking the evidence', mostMs: 50 },
  { says: 'Linking the evidence', mostMs: 200 },
  { says: 'Linking the evidence', mostMs: 500 },
  { says: 'Linking the evidence', mostMs: 1000 },
  { says: 'Linking the evidence', mostMs: 2000 },
];

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'evidence-packs-volumes-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function start(dataDir: string) {
  const started = await startProcess(dataDir, { more: limits });
  onTestFinished(() => void started.process.kill('SIGKILL'));
  const officer = apiClient(started.origin);
  await officer.signIn('olu-adeyemi');
  return { ...started, officer };
}

/** The digest of every file, as it is downloaded: each is what its version says it is. */
async function digests(officer: ApiClient, reviewId: string): Promise<Record<string, string>> {
  const { version } = await until(
    () => officer.call<VersionAnswer>('GET', `/reviews/${reviewId}/versions/1`),
    (answer) => answer.version.state !== 'building',
    'The build',
    // A killed job's lease has to end first, and a busy machine is slow.
    300_000,
  );
  expect(version.state, version.reason).toBe('built');
  const found: Record<string, string> = {};
  for (const { edition, volume, sha256: said } of version.files) {
    const name = volume === undefined ? edition : `${edition}-${volume}`;
    found[name] = sha256(await download(officer, reviewId, 1, name));
    expect([name, found[name]]).toEqual([name, said]);
  }
  return found;
}

it('makes the same bytes in every volume, whenever it was killed', { timeout: 1_800_000 }, async () => {
  const prepared = await folder();
  const first = await start(prepared);
  const reviewId = await createReview(first.officer, await readSample());
  for (let item = 0; item < items; item += 1) {
    const { revision } = await uploadEvidence(
      first.officer,
      reviewId,
      { ...someDetails, title: `Paper ${item}` },
      'paper.pdf',
      await heavyPdf(item, itemBytes),
    );
    expect(revision.state, revision.reason).toBe('ready');
  }
  first.process.kill('SIGINT');
  await gone(first.process);

  const calm = await folder();
  await cp(prepared, calm, { recursive: true });
  const unkilled = await start(calm);
  await unkilled.officer.call('POST', `/reviews/${reviewId}/versions`);
  const wanted = await digests(unkilled.officer, reviewId);
  expect(Object.keys(wanted)).toEqual(['report', 'bundle-1', 'bundle-2', 'bundle-3', 'originals', 'manifest']);
  unkilled.process.kill('SIGINT');
  await gone(unkilled.process);

  for (const { says, mostMs } of moments) {
    const dataDir = await folder();
    await cp(prepared, dataDir, { recursive: true });
    const killed = await start(dataDir);
    await killed.officer.call('POST', `/reviews/${reviewId}/versions`);
    await until(
      () => killed.officer.call<VersionAnswer>('GET', `/reviews/${reviewId}/versions/1`),
      ({ progress, version }) => progress?.startsWith(says) === true || version.state === 'built',
      says,
    );
    const moment = `${says}, and ${randomInt(mostMs)} ms`;
    await wait(Number(/(\d+) ms/.exec(moment)?.[1]));
    killed.process.kill('SIGKILL');
    await gone(killed.process);
    await wait(500);
    expect(processesOn(dataDir)).toEqual([]);
    const second = await start(dataDir);
    expect({ moment, ...(await digests(second.officer, reviewId)) }).toEqual({ moment, ...wanted });
    second.process.kill('SIGINT');
    await gone(second.process);
    await rm(dataDir, { recursive: true, force: true });
  }
});
