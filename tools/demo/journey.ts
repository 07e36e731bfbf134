import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type ApiClient, postForm } from './client.ts';

/** The sample's own words and figures, read from `examples/thornmere/`. */
export interface Sample {
  details: { title: string };
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
    posts: string[];
    decisions: { post: string; name: string; decision: string; words?: string }[];
    files: FileAnswer[];
    released?: { digest: string; files: FileAnswer[] };
    supersededBy?: number;
    notice?: string;
    warnings?: string[];
  };
  progress?: string;
  changedSince?: ChangesAnswer;
}

export interface FileAnswer {
  edition: string;
  volume?: number;
  of?: number;
  firstPage?: number;
  sha256: string;
  bytes: number;
  pages?: number;
}

interface ChangeAnswer {
  what: string;
  before: string;
  now: string;
}

export interface ChangesAnswer {
  facts: ChangeAnswer[];
  figures: ChangeAnswer[];
  words: { where: string; before: string; now: string }[];
  evidence: ChangeAnswer[];
}

const patienceMs = 90_000;
const pollMs = 100;

/** Asks until the answer satisfies `done`. Throws when it does not in a minute and a half, or another time that is said. */
export async function until<T>(
  ask: () => Promise<T>,
  done: (answer: T) => boolean,
  what: string,
  patience = patienceMs,
): Promise<T> {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    const answer = await ask();
    if (done(answer)) return answer;
    await wait(pollMs);
  }
  throw new Error(`${what} took longer than ${patience / 1000} seconds`);
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

/** The director approves for both posts of the sample. */
export const sampleApprover = { subject: 'marian-holt', email: 'marian.holt@thornmere.example' };
/** The lead peer may read everything, for as long as anybody runs the sample. */
export const sampleAccess = {
  email: 'deborah.quaye@harrowdale.example',
  from: '2026-01-01T00:00:00Z',
  until: '2099-12-31T00:00:00Z',
  editions: ['report', 'bundle', 'manifest'],
};

/** Names one person for every post that must approve. */
export async function nameApprovers(officer: ApiClient, reviewId: string, email = sampleApprover.email): Promise<void> {
  const approvers = ["Director of Children's Services", 'Head of Safeguarding and Quality'].map((post) => ({
    post,
    email,
  }));
  await officer.call('PUT', `/reviews/${reviewId}/approvers`, { approvers });
}

/** Says the same of a version for each of the posts that have not decided: approves it, or returns it with words for the first. */
export async function decideOn(
  approver: ApiClient,
  reviewId: string,
  { number, manifestDigest, posts }: VersionAnswer['version'],
  words?: string,
): Promise<VersionAnswer['version']> {
  const path = `/reviews/${reviewId}/versions/${number}/decisions`;
  const [first = ''] = posts;
  if (words !== undefined) {
    return approver.call('POST', path, { post: first, manifestDigest, decision: 'returned', words });
  }
  let decided: VersionAnswer['version'] | undefined;
  for (const post of posts) decided = await approver.call('POST', path, { post, manifestDigest, decision: 'approved' });
  if (!decided) throw new Error(`Nobody must approve version ${number}`);
  return decided;
}

/** Releases an approved version to readers and waits until its released edition is made. */
export async function releaseVersion(
  officer: ApiClient,
  reviewId: string,
  number: number,
  to: object[] = [sampleAccess],
): Promise<VersionAnswer['version']> {
  const path = `/reviews/${reviewId}/versions/${number}`;
  await officer.call('POST', `${path}/release`, { to });
  const { version } = await until(
    () => officer.call<VersionAnswer>('GET', path),
    (answer) => answer.version.state !== 'releasing' || answer.version.reason !== undefined,
    `The release of version ${number}`,
  );
  if (version.state !== 'released')
    throw new Error(`Version ${number} is ${version.state}: ${version.reason ?? 'no reason given'}`);
  return version;
}

export function download(person: ApiClient, reviewId: string, number: number, edition: string): Promise<Uint8Array> {
  return person.download(`/reviews/${reviewId}/versions/${number}/files/${edition}`);
}
