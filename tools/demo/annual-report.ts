import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeEvidence } from '../../examples/make-evidence.ts';
import type { ApiClient } from './client.ts';
import {
  buildVersion,
  download,
  importFigures,
  readSample,
  sampleFolder,
  until,
  uploadEvidence,
  type VersionAnswer,
} from './journey.ts';

/** Fires the yearly schedule as AWS does: the handler, with the event of that time. */
export type FireSchedule = (time: string) => Promise<unknown>;

export interface DraftedAnswer {
  period: string;
  reviewId: string;
  created: boolean;
}

/** 1 June 2026, 06:00 in London. */
const scheduledTime = '2026-06-01T05:00:00Z';
const period = '2025-26';
/** Marked for everyone, as the report is. */
const attached = ['neglect-training-report.pdf', 'childrens-voice-report.pdf'];

/**
 * The year: saves the delivery plan, lets the schedule fire twice, has the draft built, has each write what is theirs to write, and builds
 * it again. Leaves annual-report.pdf in the folder. Needs the sample's figures to be imported.
 */
export async function annualReportStory(
  { officer, scrutineer }: { officer: ApiClient; scrutineer: ApiClient },
  fire: FireSchedule,
  out: string,
  say: (line: string) => void,
): Promise<string> {
  await importFigures(officer, 'figures-2021-to-2024.csv', {
    source: 'Thornmere data team, series of 24 April 2026',
    status: 'final',
    neighbourModelYear: '2025',
  });
  await importFigures(officer, 'training-2026.csv', {
    source: 'Learning and development record, 24 April 2026',
    status: 'final',
    neighbourModelYear: '2025',
  });
  const plan: unknown = JSON.parse(await readFile(join(sampleFolder, 'plan.json'), 'utf8'));
  await officer.call('PUT', `/plans/${period}`, { plan, edition: 0 });
  const drafts = (await Promise.all([fire(scheduledTime), fire(scheduledTime)])) as DraftedAnswer[];
  const [first] = drafts;
  if (!first || drafts.filter(({ created }) => created).length !== 1)
    throw new Error(`Two firings of the schedule created ${drafts.filter(({ created }) => created).length} reports`);
  const { reviewId } = first;
  say(`saved the delivery plan; the yearly schedule fired twice and drafted one report of ${first.period}`);
  const draft = await builtVersion(officer, reviewId, 1);
  say(
    `the draft was built: ${draft.files.map(({ edition, pages }) => `${edition}${pages ? ` ${pages} pages` : ''}`).join(', ')}`,
  );

  await addEvidence(officer, reviewId);
  await writeSections(officer, reviewId, (sectionId) => sectionId !== chapter);
  await writeSections(scrutineer, reviewId, (sectionId) => sectionId === chapter);
  const { number, files } = await buildVersion(officer, reviewId);
  const report = await download(officer, reviewId, number, 'bundle');
  await writeFile(join(out, 'annual-report.pdf'), report);
  const pages = files.find(({ edition }) => edition === 'bundle')?.pages;
  say(`wrote its sections and built version ${number}: annual-report.pdf, ${pages} pages, ${report.length} bytes`);
  return reviewId;
}

export async function builtVersion(
  officer: ApiClient,
  reviewId: string,
  number: number,
): Promise<VersionAnswer['version']> {
  const { version } = await until(
    () => officer.call<VersionAnswer>('GET', `/reviews/${reviewId}/versions/${number}`),
    (answer) => answer.version.state !== 'building',
    `The build of version ${number}`,
  );
  if (version.state !== 'built') throw new Error(`Version ${number} is ${version.state}: ${version.reason}`);
  return version;
}

async function addEvidence(officer: ApiClient, reviewId: string): Promise<void> {
  const { evidence } = await readSample();
  const files = new Map<string, Uint8Array>();
  for await (const { fileName, bytes } of makeEvidence()) files.set(fileName, bytes);
  for (const name of attached) {
    const [found, bytes] = [evidence.find(({ file }) => file === name), files.get(name)];
    if (!found || !bytes) throw new Error(`The sample has no file ${name}`);
    const { file, ...details } = found;
    await uploadEvidence(officer, reviewId, details, file, bytes);
  }
}

/** The scrutineer's own: nobody else may write it. */
const chapter = 'scrutiny';

async function writeSections(
  writer: ApiClient,
  reviewId: string,
  theirs: (sectionId: string) => boolean,
): Promise<void> {
  const path = `/reviews/${reviewId}/narrative`;
  const { sections } = await writer.call<{ sections: { sectionId: string; edition: number }[] }>('GET', path);
  for (const { sectionId, edition } of sections.filter((section) => theirs(section.sectionId))) {
    const markdown = await readFile(join(sampleFolder, 'annual-report', `${sectionId}.md`), 'utf8');
    await writer.call('PUT', `${path}/${sectionId}`, { markdown, edition });
  }
}
