import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeEvidence } from '../../examples/make-evidence.ts';
import { type Embedded, startEmbedded } from '../../local/embedded.ts';
import { deployedHandlers, type Handlers } from '../../local/handlers.ts';
import { annualReportStory } from '../../tools/demo/annual-report.ts';
import { type ApiClient, apiClient, postForm } from '../../tools/demo/client.ts';
import {
  buildVersion,
  createReview,
  download,
  importFigures,
  readSample,
  type Sample,
  sampleFolder,
  uploadEvidence,
  writeNarrative,
} from '../../tools/demo/journey.ts';
import { importApi } from '../journeys/importing.ts';
import { allowed } from './allowed.ts';
import { recordUses, under } from './recorder.ts';

/**
 * The main job on the embedded run, with every request to the stand-ins of AWS told by the function that made it: the code may
 * use nothing that its role in AWS would not have. So a right that the code comes to need is missed here, and not at a council.
 */
const buckets = {
  'local-quarantine': 'quarantine',
  'local-evidence': 'evidence',
  'local-packs': 'packs',
  'local-records': 'records',
};

/** When an object is there already, the store asks for its version. The parser may not know it, and does without (objects-put.ts). */
const refusedOnPurpose = [
  'IntakeParserParseEvidence: s3:GetObject on evidence/originals/*',
  'IntakeParserParseEvidence: s3:GetObject on evidence/compiled/*',
];

let dataDir: string;
let run: Embedded;
const { uses, stop } = recordUses(buckets);

async function namedHandlers(): Promise<Handlers> {
  const handlers = await deployedHandlers();
  return {
    portal: under('Portal', handlers.portal),
    receiveVerdict: under('IntakeReceiveVerdict', handlers.receiveVerdict),
    inspectEvidence: under('IntakeInspectEvidence', handlers.inspectEvidence),
    parseEvidence: under('IntakeParserParseEvidence', handlers.parseEvidence),
    buildPack: under('PacksBuildPack', handlers.buildPack),
    makeFile: under('PacksMakeFile', handlers.makeFile),
    readFigures: under('FiguresReadFigures', handlers.readFigures),
    sweepJobs: under('SweeperSweepJobs', handlers.sweepJobs),
    draftAnnualReport: under('AnnualReportDraft', handlers.draftAnnualReport),
  };
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rights-used-'));
  run = await startEmbedded({ dataDir, quiet: true, handlers: namedHandlers });
});

afterAll(async () => {
  stop();
  await run?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** A figures file that is sent, twice to one form, looked at and confirmed, then undone; and one that is refused. */
async function importInSteps(officer: ApiClient, { revisedRelease }: Sample): Promise<void> {
  const api = importApi(officer);
  const bytes = await readFile(join(sampleFolder, 'figures-2026-revised.csv'));
  const { import: one, form } = await api.open(revisedRelease);
  await postForm(form, 'figures.csv', bytes);
  await api.settled(one.importId);
  await postForm(form, 'other.csv', bytes);
  const release = await api.confirm(one.importId, (await api.preview(one.importId)).over);
  await api.undo(release.releaseId, 'To see what it takes');
  const wrong = await api.send(revisedRelease, 'wrong.csv', 'indicator,place_code\n');
  for (const path of ['', '/problems.csv']) await officer.get(`/figures/imports/${wrong.importId}${path}`);
  await api.send(
    revisedRelease,
    'tidy.csv',
    'time_period,time_identifier,geographic_level,country_code,country_name,foxes\n',
  );
  await officer.download(`/figures/releases/${release.releaseId}/file`);
  await officer.get('/figures/template.xlsx');
}

it('asks of AWS nothing that the role of the function does not have', { timeout: 120_000 }, async () => {
  const officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  const sample = await readSample();
  const reviewId = await createReview(officer, sample);
  const [first] = sample.evidence;
  const { file = '', ...details } = first ?? {};
  for await (const { fileName, bytes } of makeEvidence()) {
    if (fileName !== file) continue;
    // Twice the same file: what is there already is not written again.
    for (const _ of [1, 2]) {
      const { revision } = await uploadEvidence(officer, reviewId, details as Record<string, string>, file, bytes);
      expect(revision.state).toBe('ready');
    }
  }
  await importFigures(officer, 'figures-2026.csv', sample.release);
  await importInSteps(officer, sample);
  const { releases } = await officer.call<{ releases: { releaseId: string }[] }>('GET', '/figures');
  await writeNarrative(officer, reviewId);
  await buildVersion(officer, reviewId);
  const scrutineer = apiClient(run.origin);
  await scrutineer.signIn('judith-ferrer');
  await annualReportStory(
    { officer, scrutineer },
    (time) => run.fireYearly(time),
    dataDir,
    () => {},
  );
  await download(officer, reviewId, 1, 'bundle');
  const pages = [
    '/',
    '/figures',
    '/figures/import',
    '/figures/releases',
    `/figures/releases/${releases[0]?.releaseId}`,
    `/reviews/${reviewId}`,
    `/reviews/${reviewId}/evidence`,
    `/reviews/${reviewId}/versions`,
    `/reviews/${reviewId}/versions/1`,
  ];
  for (const page of pages) expect([page, (await officer.get(page)).status]).toEqual([page, 200]);

  // Lambda's poller takes and deletes messages, under the function's role; the stand-in does so under none.
  const granted = (name: string) =>
    Object.entries(allowed[name] ?? {}).flatMap(([kind, actions]) => actions.map((action) => `${action} on ${kind}`));
  const beyond = [...uses].flatMap(([name, used]) =>
    [...used].filter((use) => !granted(name).includes(use)).map((use) => `${name}: ${use}`),
  );
  expect(beyond.filter((use) => !refusedOnPurpose.includes(use))).toEqual([]);
  // The recorder has ears for every function and every service.
  expect([...uses.keys()].sort()).toEqual(Object.keys(allowed).sort());
  expect(uses.get('IntakeParserParseEvidence')).toContain('s3:GetObjectVersion on quarantine/uploads/*');
  expect(uses.get('IntakeInspectEvidence')).toContain('lambda:InvokeFunction on function ParseEvidence');
  expect(uses.get('IntakeReceiveVerdict')).toContain('sqs:SendMessage on queue Inspections');
});
