import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type ApiClient, postForm } from './client.ts';

/** The sample's own words and figures, read from `examples/thornmere/`. */
export interface Sample {
  details: object;
  team: object[];
  release: Record<string, string>;
  revisedRelease: Record<string, string>;
  evidence: ({ file: string } & Record<string, string>)[];
}

export const sampleFolder = join(import.meta.dirname, '..', '..', 'examples', 'thornmere');

export async function readSample(): Promise<Sample> {
  const review = JSON.parse(await readFile(join(sampleFolder, 'review.json'), 'utf8'));
  const evidence = JSON.parse(await readFile(join(sampleFolder, 'evidence.json'), 'utf8'));
  return { ...review, evidence };
}

export interface EvidenceAnswer {
  ref: string;
  revision: {
    state: string;
    reason?: string;
    pages?: number;
    removed?: string[];
    warnings?: string[];
    scan?: string;
    sha256?: string;
  };
}

export interface VersionAnswer {
  version: {
    number: number;
    state: string;
    reason?: string;
    manifestDigest: string;
    files: { edition: string; sha256: string; bytes: number; pages?: number }[];
    warnings?: string[];
  };
  progress?: string;
}

const patienceMs = 90_000;
const pollMs = 100;

/** Asks until the answer satisfies `done`. Throws when it does not in a minute and a half. */
export async function until<T>(ask: () => Promise<T>, done: (answer: T) => boolean, what: string): Promise<T> {
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    const answer = await ask();
    if (done(answer)) return answer;
    await wait(pollMs);
  }
  throw new Error(`${what} took longer than ${patienceMs / 1000} seconds`);
}

export async function createReview(officer: ApiClient, sample: Sample): Promise<string> {
  const { reviewId } = await officer.call<{ reviewId: string }>('POST', '/reviews', sample.details);
  await officer.call('PUT', `/reviews/${reviewId}/team`, { team: sample.team });
  return reviewId;
}

/** Uploads one file as the browser would and waits for the inspection's verdict. */
export async function uploadEvidence(
  officer: ApiClient,
  reviewId: string,
  details: Record<string, string>,
  fileName: string,
  bytes: Uint8Array,
): Promise<EvidenceAnswer> {
  const path = `/reviews/${reviewId}/evidence`;
  const upload = await officer.call<{ itemId: string; form: { url: string; fields: Record<string, string> } }>(
    'POST',
    path,
    details,
  );
  const posted = await postForm(upload.form, fileName, bytes);
  if (posted.status >= 400) {
    return { ref: '', revision: { state: 'refused by the store', reason: await posted.text() } };
  }
  return until(
    () => officer.call<EvidenceAnswer>('GET', `${path}/${upload.itemId}`),
    ({ revision }) => revision.state !== 'awaiting-upload' && revision.state !== 'inspecting',
    `The inspection of ${fileName}`,
  );
}

export async function importFigures(
  dataOfficer: ApiClient,
  file: string,
  said: Record<string, string>,
): Promise<{ summary: { rows: number } }> {
  const bytes = await readFile(join(sampleFolder, file));
  return dataOfficer.send(`/figures?${new URLSearchParams({ fileName: file, ...said }).toString()}`, bytes, 'text/csv');
}

/** Saves every section of which the sample has words, on top of what stands. */
export async function writeNarrative(officer: ApiClient, reviewId: string): Promise<number> {
  const path = `/reviews/${reviewId}/narrative`;
  const { sections } = await officer.call<{ sections: { sectionId: string; edition: number }[] }>('GET', path);
  for (const { sectionId, edition } of sections) {
    const markdown = await readFile(join(sampleFolder, 'narrative', `${sectionId}.md`), 'utf8');
    await officer.call('PUT', `${path}/${sectionId}`, { markdown, edition });
  }
  return sections.length;
}

/** Builds the next version and waits until it is built. Throws with its reason if it failed. */
export async function buildVersion(officer: ApiClient, reviewId: string): Promise<VersionAnswer['version']> {
  const { number } = await officer.call<{ number: number }>('POST', `/reviews/${reviewId}/versions`);
  const { version } = await until(
    () => officer.call<VersionAnswer>('GET', `/reviews/${reviewId}/versions/${number}`),
    (answer) => answer.version.state !== 'building',
    `The build of version ${number}`,
  );
  if (version.state !== 'built')
    throw new Error(`Version ${number} is ${version.state}: ${version.reason ?? 'no reason given'}`);
  return version;
}

export function download(person: ApiClient, reviewId: string, number: number, edition: string): Promise<Uint8Array> {
  return person.download(`/reviews/${reviewId}/versions/${number}/files/${edition}`);
}
