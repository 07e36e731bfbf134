/**
 * `npm run demo -- --out DIR`: the main job on the Thornmere sample, end to end through the HTTP API on a throw-away embedded run.
 * Leaves report.pdf, bundle.pdf and manifest.json of the newest version in DIR, and prints what it made. Run twice, it makes the same PDFs.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeEvidence } from '../examples/make-evidence.ts';
import { startEmbedded } from '../local/start.ts';
import { type ApiClient, ApiRefusal, apiClient } from './demo/client.ts';
import {
  buildVersion,
  createReview,
  download,
  importFigures,
  readSample,
  type Sample,
  uploadEvidence,
  writeNarrative,
} from './demo/journey.ts';

const fixedClock = '2026-09-14T09:00:00.000Z';
const { values } = parseArgs({ options: { out: { type: 'string' } } });
if (!values.out) {
  console.error('Say where the pack goes: npm run demo -- --out DIR');
  process.exit(2);
}
const out = values.out;
const started = performance.now();
const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
const say = (line: string) => console.log(`${seconds().padStart(7)}  ${line}`);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const dataDir = await mkdtemp(join(tmpdir(), 'evidence-packs-demo-'));
const run = await startEmbedded({ dataDir, port: 0, fixedClock, quiet: true });
try {
  await mkdir(out, { recursive: true });
  say(`started on ${run.origin}`);
  await story(run.origin);
} finally {
  await run.stop();
  await rm(dataDir, { recursive: true, force: true });
}
say('stopped, nothing left behind');

async function story(origin: string): Promise<void> {
  const sample = await readSample();
  const officer = apiClient(origin);
  await officer.signIn('olu-adeyemi');
  const reviewId = await createReview(officer, sample);
  say('signed in as the officer, created the review, recorded its team');

  await upload(officer, reviewId, sample);
  await refusedFigures(officer);
  const imported = await importFigures(officer, 'figures-2026.csv', sample.release);
  say(`imported ${imported.summary.rows} figures`);
  say(`wrote ${await writeNarrative(officer, reviewId)} sections with bound figures`);

  const first = await buildVersion(officer, reviewId);
  const firstBytes = await download(officer, reviewId, 1, 'bundle');
  say(`built version ${first.number}, manifest ${first.manifestDigest.slice(0, 12)}`);
  await release(officer, reviewId, 1);
  await importFigures(officer, 'figures-2026-revised.csv', sample.revisedRelease);
  const second = await buildVersion(officer, reviewId);
  say(`changed a figure, built version ${second.number}, manifest ${second.manifestDigest.slice(0, 12)}`);
  const again = await download(officer, reviewId, 1, 'bundle');
  if (!Buffer.from(firstBytes).equals(Buffer.from(again)))
    throw new Error('Version 1 changed when version 2 was built');
  say('version 1 is still there, byte for byte');

  await release(officer, reviewId, second.number);
  const reviewer = apiClient(origin);
  await reviewer.signIn('deborah-quaye');
  for (const { edition, sha256: digest, bytes, pages } of second.files) {
    const taken = await download(reviewer, reviewId, second.number, edition);
    if (sha256(taken) !== digest)
      throw new Error(`The ${edition} that the reviewer downloaded is not the one that was built`);
    const name = edition === 'manifest' ? 'manifest.json' : `${edition}.pdf`;
    await writeFile(join(out, name), taken);
    say(`the lead peer downloaded ${name}: ${pages === undefined ? '' : `${pages} pages, `}${bytes} bytes, ${digest}`);
  }
  await strangerIsRefused(origin, reviewId, second.number);
}

async function release(officer: ApiClient, reviewId: string, number: number): Promise<void> {
  const grant = {
    email: 'deborah.quaye@harrowdale.example',
    from: '2026-01-01T00:00:00Z',
    until: '2099-12-31T00:00:00Z',
    editions: ['report', 'bundle', 'manifest'],
  };
  await officer.call('POST', `/reviews/${reviewId}/versions/${number}/grants`, grant);
  say(`released version ${number} to the lead peer`);
}

async function upload(officer: ApiClient, reviewId: string, sample: Sample): Promise<void> {
  const files = new Map<string, Uint8Array>();
  for await (const { fileName, bytes } of makeEvidence()) files.set(fileName, bytes);
  for (const { file, ...details } of sample.evidence) {
    const bytes = files.get(file);
    if (!bytes) throw new Error(`The sample has no file ${file}`);
    const { ref, revision } = await uploadEvidence(officer, reviewId, details, file, bytes);
    const removed = revision.removed?.length ? `; taken out: ${revision.removed.join(', ')}` : '';
    say(
      `${ref} ${file}: ${revision.state}${revision.pages ? `, ${revision.pages} pages` : `. ${revision.reason}`}${removed}`,
    );
  }
}

/** A file with a wrong column changes nothing, and says which. */
async function refusedFigures(officer: ApiClient): Promise<void> {
  const wrong = Buffer.from('indicator,place,as_at,value\ncpp.count,X01,2026-03-31,398\n');
  const query = new URLSearchParams({
    fileName: 'wrong.csv',
    source: 'Sample',
    status: 'provisional',
    neighbourModelYear: '2025',
  });
  try {
    await officer.send(`/figures?${query.toString()}`, wrong, 'text/csv');
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    say(`wrong.csv was refused: ${error.problem.detail}`);
    return;
  }
  throw new Error('A figures file with a wrong column was imported');
}

async function strangerIsRefused(origin: string, reviewId: string, number: number): Promise<void> {
  const stranger = apiClient(origin);
  await stranger.signIn('piotr-lisowski');
  const { status } = await stranger.get(`/api/v1/reviews/${reviewId}/versions/${number}/files/bundle`);
  if (status !== 404) throw new Error(`A reviewer of another review was answered ${status}`);
  say('a reviewer of another review was answered 404');
}
