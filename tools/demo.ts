/**
 * `npm run demo -- --out DIR`: the main job on the Thornmere sample, end to end through the HTTP API on a throw-away embedded run.
 * Leaves report.pdf, bundle.pdf, manifest.json and originals.zip of the newest version in DIR, and prints what it made. Then the year: the schedule
 * fires, and leaves annual-report.pdf. Then the second example: Rotherham's published figures, as published-figures.pdf. Run twice, it
 * makes the same PDFs.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeEvidence } from '../examples/make-evidence.ts';
import { startEmbedded } from '../local/start.ts';
import { annualReportStory } from './demo/annual-report.ts';
import { type ApiClient, ApiRefusal, apiClient } from './demo/client.ts';
import {
  buildVersion,
  createReview,
  decideOn,
  download,
  importFigures,
  nameApprovers,
  readSample,
  releaseVersion,
  type Sample,
  sampleApprover,
  sampleFolder,
  uploadEvidence,
  type VersionAnswer,
  writeNarrative,
} from './demo/journey.ts';
import { demoRotherham } from './demo/rotherham.ts';

/** What each edition is called in the folder. */
const fileNames: Readonly<Record<string, string>> = {
  report: 'report.pdf',
  bundle: 'bundle.pdf',
  manifest: 'manifest.json',
  originals: 'originals.zip',
};

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
await demoRotherham(out, say);
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

  const approver = apiClient(origin);
  await approver.signIn(sampleApprover.subject);
  await nameApprovers(officer, reviewId);
  await returned(officer, approver, reviewId);
  const first = await approved(officer, approver, reviewId);
  const draft = await officer.download(`/reviews/${reviewId}/versions/${first.number}/draft/bundle`);
  await releaseVersion(officer, reviewId, first.number);
  say(`released version ${first.number} to the lead peer`);

  await importFigures(officer, 'figures-2026-revised.csv', sample.revisedRelease);
  const second = await approved(officer, approver, reviewId);
  const released = await releaseVersion(officer, reviewId, second.number);
  say(`released version ${second.number}, which supersedes version ${first.number}`);
  const again = await officer.download(`/reviews/${reviewId}/versions/${first.number}/draft/bundle`);
  if (!Buffer.from(draft).equals(Buffer.from(again))) throw new Error('What was approved changed afterwards');
  say(`the draft of version ${first.number} that was approved is still there, byte for byte`);

  const reviewer = apiClient(origin);
  await reviewer.signIn('deborah-quaye');
  await take(officer, reviewer, reviewId, released);
  await strangerIsRefused(origin, reviewId, second.number);
  await withdrawn(officer, reviewer, reviewId, second.number);

  const scrutineer = apiClient(origin);
  await scrutineer.signIn('judith-ferrer');
  await annualReportStory({ officer, scrutineer }, run.fireYearly, out, say);
}

/** The approver sends version 1 back, and the officer mends it. */
async function returned(officer: ApiClient, approver: ApiClient, reviewId: string): Promise<void> {
  const version = await buildVersion(officer, reviewId);
  say(`built version ${version.number}, manifest ${version.manifestDigest.slice(0, 12)}`);
  const words = 'Say in the first paragraph why neglect, and why now.';
  const { state } = await decideOn(approver, reviewId, version, words);
  say(`the approver returned version ${version.number} with words: it is ${state}`);
  const path = `/reviews/${reviewId}/narrative`;
  const { sections } = await officer.call<{ sections: { sectionId: string; edition: number }[] }>('GET', path);
  const edition = sections.find(({ sectionId }) => sectionId === 'why-this-theme')?.edition ?? 0;
  const text = await readFile(join(sampleFolder, 'narrative', 'why-this-theme.md'), 'utf8');
  const markdown = `Neglect is the commonest reason for a child protection plan in our area, and we want to know why.\n\n${text}`;
  await officer.call('PUT', `${path}/why-this-theme`, { markdown, edition });
}

/** Builds the next version and has it approved for both posts. */
async function approved(officer: ApiClient, approver: ApiClient, reviewId: string): Promise<VersionAnswer['version']> {
  const version = await buildVersion(officer, reviewId);
  say(`built version ${version.number}, manifest ${version.manifestDigest.slice(0, 12)}`);
  const { state, decisions } = await decideOn(approver, reviewId, version);
  say(`version ${version.number} is ${state}: ${decisions.map(({ name, post }) => `${name} (${post})`).join(', ')}`);
  return version;
}

/** What the lead peer downloads is what was made, and is left in the folder. The originals are the council's: the officer takes them. */
async function take(
  officer: ApiClient,
  reviewer: ApiClient,
  reviewId: string,
  version: VersionAnswer['version'],
): Promise<void> {
  for (const { edition, sha256: digest, bytes, pages } of version.released?.files ?? []) {
    const theirs = edition === 'originals';
    const who = theirs ? 'the officer' : 'the lead peer';
    const taken = await download(theirs ? officer : reviewer, reviewId, version.number, edition);
    if (sha256(taken) !== digest) throw new Error(`The ${edition} that ${who} downloaded is not the one that was made`);
    const name = fileNames[edition];
    if (!name) throw new Error(`The demo has no name for the edition ${edition}`);
    await writeFile(join(out, name), taken);
    say(`${who} downloaded ${name}: ${pages === undefined ? '' : `${pages} pages, `}${bytes} bytes, ${digest}`);
  }
  const { status } = await reviewer.get(`/api/v1/reviews/${reviewId}/versions/${version.number}/files/originals`);
  if (status !== 404) throw new Error(`The lead peer asked for the originals and was answered ${status}`);
}

async function withdrawn(officer: ApiClient, reviewer: ApiClient, reviewId: string, number: number): Promise<void> {
  const path = `/reviews/${reviewId}/versions/${number}`;
  const notice = 'A figure of this version is being looked at again. A corrected version follows.';
  await officer.call('POST', `${path}/withdrawal`, { notice });
  const { status } = await reviewer.get(`/api/v1${path}/files/bundle`);
  if (status !== 410) throw new Error(`The reader of a withdrawn version was answered ${status}`);
  say(`withdrew version ${number}: its reader was answered 410, with the notice`);
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
