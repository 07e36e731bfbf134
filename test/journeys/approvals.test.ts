import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTable } from '../../functions/platform/table.ts';
import { type ApiClient, ApiRefusal } from '../../tools/demo/client.ts';
import {
  buildVersion,
  type ChangesAnswer,
  createReview,
  decideOn,
  download,
  importFigures,
  nameApprovers,
  readSample,
  releaseVersion,
  type Sample,
  sampleAccess,
  type VersionAnswer,
  writeNarrative,
} from '../../tools/demo/journey.ts';
import { approvedVersion, signedIn } from '../builders/approved-version.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { openPdf, pageText } from '../builders/read-pdf.ts';
import { wholeTrail } from '../builders/reviews.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const [director, head] = ["Director of Children's Services", 'Head of Safeguarding and Quality'] as const;

let run: TestRun;
let sample: Sample;
let officer: ApiClient;
let approver: ApiClient;
let leadPeer: ApiClient;
let reviewId: string;
let returned: VersionAnswer['version'];
let first: VersionAnswer['version'];

beforeAll(async () => {
  run = await startTestRun();
  sample = await readSample();
  [officer, approver, leadPeer] = [
    await signedIn(run.origin, 'olu-adeyemi'),
    await signedIn(run.origin, 'marian-holt'),
    await signedIn(run.origin, 'deborah-quaye'),
  ];
  reviewId = await createReview(officer, sample);
  await importFigures(officer, 'figures-2026.csv', sample.release);
  await writeNarrative(officer, reviewId);
}, 120_000);

afterAll(() => run?.end());

const at = (number: number, more = '') => `/reviews/${reviewId}/versions/${number}${more}`;
const read = (number: number) => officer.call<VersionAnswer>('GET', at(number));
const refusal = async (asked: Promise<unknown>) => {
  const answer = await asked.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(answer instanceof ApiRefusal)) throw new Error('It was not refused');
  return { status: answer.status, code: answer.problem.code };
};
const approve = (person: ApiClient, { number, manifestDigest }: VersionAnswer['version'], post: string = director) =>
  person.call<VersionAnswer['version']>('POST', at(number, '/decisions'), {
    post,
    manifestDigest,
    decision: 'approved',
  });

async function rewrite(markdown: string): Promise<void> {
  const path = `/reviews/${reviewId}/narrative`;
  const { sections } = await officer.call<{ sections: { sectionId: string; edition: number }[] }>('GET', path);
  const edition = sections.find(({ sectionId }) => sectionId === 'worries-us')?.edition;
  await officer.call('PUT', `${path}/worries-us`, { markdown, edition });
}

describe('a version that awaits approval', () => {
  it('can be approved by nobody until the officer has named who holds each post', async () => {
    returned = await buildVersion(officer, reviewId);
    expect(returned).toMatchObject({ posts: [director, head], decisions: [] });
    expect(await refusal(approve(approver, returned))).toEqual({ status: 403, code: 'not-your-post' });
    const unknown = { approvers: [{ post: 'Mayor', email: 'marian.holt@thornmere.example' }] };
    const named = officer.call('PUT', `/reviews/${reviewId}/approvers`, unknown);
    expect(await refusal(named)).toEqual({ status: 422, code: 'unknown-post' });
    await nameApprovers(officer, reviewId);
    const { awaiting } = await approver.call<{ awaiting: { posts: string[]; version: { number: number } }[] }>(
      'GET',
      '/awaiting',
    );
    expect(awaiting).toMatchObject([{ posts: [director, head], version: { number: 1 } }]);
  });

  it('is signed by its digest, and not as another, nor by somebody else, nor returned without words', async () => {
    const other = { ...returned, manifestDigest: 'a'.repeat(64) };
    expect(await refusal(approve(approver, other))).toEqual({ status: 409, code: 'other-digest' });
    for (const person of [officer, leadPeer])
      expect(await refusal(approve(person, returned))).toEqual({ status: 404, code: 'not-found' });
    expect(await refusal(approve(approver, returned, 'Mayor'))).toEqual({ status: 403, code: 'not-your-post' });
    const silent = { post: director, manifestDigest: returned.manifestDigest, decision: 'returned', words: '  ' };
    expect(await refusal(approver.call('POST', at(1, '/decisions'), silent))).toEqual({
      status: 422,
      code: 'words-needed',
    });
    expect(await refusal(officer.call('POST', at(1, '/release'), {}))).toEqual({ status: 409, code: 'not-approved' });
    expect(await refusal(officer.call('POST', at(1, '/grants'), sampleAccess))).toEqual({
      status: 409,
      code: 'not-released',
    });
  });

  it('is returned with words, for good', async () => {
    const words = 'Say in “What worries us” what you would ask the team to look at.';
    expect(await decideOn(approver, reviewId, returned, words)).toMatchObject({
      state: 'returned',
      decisions: [{ post: director, name: 'Marian Holt', decision: 'returned', words }],
    });
    expect(await refusal(approve(approver, returned, head))).toEqual({ status: 409, code: 'not-awaiting' });
    expect(await refusal(officer.call('POST', at(1, '/release'), {}))).toEqual({ status: 409, code: 'not-approved' });
  });

  it('is approved once by each post, and two approvers at once are both recorded', async () => {
    await rewrite('Drift after the first conference. Look at it with us.\n\nChildren wait too long for a plan.');
    first = await buildVersion(officer, reviewId);
    expect((await read(first.number)).changedSince).toEqual({ facts: [], figures: [], words: [], evidence: [] });
    const answers = await Promise.all([approve(approver, first, director), approve(approver, first, head)]);
    expect(answers.map(({ state }) => state).toSorted()).toEqual(['approved', 'built']);
    const { version } = await read(first.number);
    expect(version.state).toBe('approved');
    expect(version.decisions.map(({ post }) => post).toSorted()).toEqual([director, head]);
    expect(await refusal(approve(approver, first))).toEqual({ status: 409, code: 'not-awaiting' });
    expect(await approver.call('GET', '/awaiting')).toEqual({ awaiting: [] });
  });

  it('tells an approver who signs the same post again that it is signed', async () => {
    const mine = await createReview(officer, sample);
    await nameApprovers(officer, mine);
    const version = await buildVersion(officer, mine);
    const said = { post: director, manifestDigest: version.manifestDigest, decision: 'approved' };
    const decisions = `/reviews/${mine}/versions/1/decisions`;
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => approver.call('POST', decisions, said)));
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.problem.code] : []));
    expect(refused).toEqual(Array.from({ length: 5 }, () => 'already-decided'));
  });
});

describe('a change after approval', () => {
  it('leaves the version as it is, is said with it, and at its release', async () => {
    await rewrite('Drift after the first conference. Look at it with us.\n\nChildren wait far too long for a plan.');
    await officer.call('PUT', `/reviews/${reviewId}/team`, { team: sample.team.slice(1) });
    const { version, changedSince } = await read(first.number);
    expect(version.manifestDigest).toBe(first.manifestDigest);
    expect(changedSince?.facts.map(({ what }) => what)).toEqual(['Review team']);
    expect(changedSince?.words).toMatchObject([
      { where: '“What worries us”, paragraph 2', now: 'Children wait far too long for a plan.' },
    ]);
    expect(await refusal(officer.call('POST', at(first.number, '/release'), {}))).toEqual({
      status: 409,
      code: 'changed-since',
    });
    expect((await read(first.number)).version.state).toBe('approved');
  });

  it('does not stop a release that says it knows of it', async () => {
    const draft = await officer.download(at(first.number, '/draft/bundle'));
    await officer.call('POST', at(first.number, '/release'), { despiteChanges: true, to: [sampleAccess] });
    const second = officer.call('POST', at(first.number, '/release'), { despiteChanges: true });
    expect(await refusal(second)).toEqual({ status: 409, code: 'not-approved' });
    await expect.poll(async () => (await read(first.number)).version.state, { timeout: 60_000 }).toBe('released');
    expect(sha256(await officer.download(at(first.number, '/draft/bundle')))).toBe(sha256(draft));
  });
});

describe('the released edition', () => {
  it('is what its reader downloads, prints who approved it, and is not the draft', async () => {
    const { version } = await read(first.number);
    const report = await download(leadPeer, reviewId, first.number, 'report');
    expect(sha256(report)).toBe(version.released?.files.find(({ edition }) => edition === 'report')?.sha256);
    const text = (await pageText(await openPdf(report), 1)).replace(/\s+/g, ' ');
    for (const printed of ['Released', 'Marian Holt', director, head, '14 Sep 2026', 'returned by Marian Holt'])
      expect(text).toContain(printed);
    expect(text).not.toContain('Not yet');
    const draft = await openPdf(await officer.download(at(first.number, '/draft/report')));
    expect(await pageText(draft, 1)).toContain('Not yet');
    expect((await leadPeer.get(`/api/v1${at(first.number, '/draft/report')}`)).status).toBe(404);
    const manifest = JSON.parse(Buffer.from(await download(leadPeer, reviewId, first.number, 'manifest')).toString());
    expect(manifest).toMatchObject({
      manifestDigest: first.manifestDigest,
      releaseDigest: version.released?.digest,
      release: { releasedBy: 'Olu Adeyemi', approvals: [{ name: 'Marian Holt', date: '2026-09-14' }, {}] },
    });
  });

  it('is superseded by the next one, of which its readers are told', async () => {
    const { number } = await approvedVersion(run.origin, officer, reviewId);
    const second = await releaseVersion(officer, reviewId, number, []);
    expect(second.state).toBe('released');
    expect((await read(first.number)).version).toMatchObject({ state: 'superseded', supersededBy: number });
    const { released } = await leadPeer.call<{ released: object[] }>('GET', '/released');
    expect(released).toMatchObject([{ version: { number: first.number }, newer: { number, theirs: false } }]);
    await officer.call('POST', at(number, '/grants'), { ...sampleAccess, editions: ['report'] });
    const after = await leadPeer.call<{ released: object[] }>('GET', '/released');
    expect(after.released).toMatchObject([{ version: { number } }, { newer: { number, theirs: true } }]);
    expect((await leadPeer.get(`/api/v1${at(number, '/files/bundle')}`)).status).toBe(404);
  });

  it('says against an earlier one what its document control prints', async () => {
    const { changes } = await officer.call<{ changes: ChangesAnswer }>(
      'GET',
      `/reviews/${reviewId}/compare/${first.number + 1}/${first.number}`,
    );
    expect(changes).toMatchObject({ figures: [], evidence: [], facts: [{ what: 'Review team' }] });
    const { changes: printed } = await officer.call<{ changes: { since: number; list: { what: string }[] } }>(
      'GET',
      at(first.number + 1, '/manifest'),
    );
    expect(printed.since).toBe(first.number);
    expect(printed.list.map(({ what }) => what)).toEqual(['Review team', '“What worries us”, paragraph 2']);
    expect((await leadPeer.get(`/api/v1/reviews/${reviewId}/compare/1/2`)).status).toBe(404);
    expect((await officer.get(`/api/v1/reviews/${reviewId}/compare/1/99`)).status).toBe(404);
  });
});

describe('access and withdrawal', () => {
  it('is taken back from one reader at once', async () => {
    const path = at(first.number, `/grants/${encodeURIComponent(sampleAccess.email)}`);
    expect(await officer.call('DELETE', path)).toMatchObject({ revokedBy: 'Olu Adeyemi' });
    expect(await refusal(officer.call('DELETE', path))).toEqual({ status: 409, code: 'already-revoked' });
    const answer = await leadPeer.get(`/api/v1${at(first.number, '/files/report')}`);
    expect(answer.status).toBe(410);
    expect(((await answer.json()) as { detail: string }).detail).toContain('Ask Olu Adeyemi');
  });

  it('ends in a notice and no files when a version is withdrawn', async () => {
    const number = first.number + 1;
    expect(await refusal(officer.call('POST', at(number, '/withdrawal'), { notice: ' ' }))).toEqual({
      status: 422,
      code: 'invalid',
    });
    expect(await refusal(officer.call('POST', at(1, '/withdrawal'), { notice: 'Wrong' }))).toEqual({
      status: 409,
      code: 'not-released',
    });
    const notice = 'A figure is being looked at again. A corrected version follows.';
    await officer.call('POST', at(number, '/withdrawal'), { notice });
    const { released } = await leadPeer.call<{ released: object[] }>('GET', '/released');
    expect(released).toMatchObject([{ version: { number, state: 'withdrawn', notice } }]);
    const answer = await leadPeer.get(`/api/v1${at(number, '/files/report')}`);
    expect(answer.status).toBe(410);
    expect(((await answer.json()) as { detail: string }).detail).toContain(notice);
    expect(await refusal(officer.call('POST', at(number, '/grants'), sampleAccess))).toEqual({
      status: 409,
      code: 'not-released',
    });
    expect((await officer.get(`/api/v1${at(number, '/files/report')}`)).status).toBe(302);
  });

  it('all stands in the audit trail, in sentences', async () => {
    const trail = await wholeTrail(createTable(), reviewId);
    const sentences = trail.map(({ actorName, sentence }) => `${actorName} ${sentence}`).join('\n');
    for (const said of [
      /Olu Adeyemi named as approvers: marian\.holt@thornmere\.example \(Director/,
      /Marian Holt returned version 1, fingerprint [0-9a-f ]{15}, as Director of Children's Services: “Say/,
      /Marian Holt approved version 2, fingerprint [0-9a-f ]{15}, as Head of Safeguarding and Quality/,
      /released version 2, approved by Marian Holt \(.*\) and Marian Holt \(.*\), although 2 things had changed/,
      /gave access to it: deborah\.quaye@harrowdale\.example, from 1 January 2026 until/,
      /made the released edition of version 3, release record [0-9a-f ]{15}; it supersedes version 2/,
      /took back the access of deborah\.quaye@harrowdale\.example to version 2/,
      /withdrew version 3 with the notice “A figure/,
      /downloaded the draft of the report of version 2/,
    ])
      expect(sentences).toMatch(said);
  });
});
