import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeEvidence } from '../../examples/make-evidence.ts';
import { type ApiClient, ApiRefusal, apiClient, postForm } from '../../tools/demo/client.ts';
import {
  buildVersion,
  createReview,
  decideOn,
  download,
  type EvidenceAnswer,
  importFigures,
  nameApprovers,
  readSample,
  releaseVersion,
  type Sample,
  sampleApprover,
  until,
  uploadEvidence,
  type VersionAnswer,
  writeNarrative,
} from '../../tools/demo/journey.ts';
import { signedIn } from '../builders/approved-version.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const longAgo = '2026-01-01T00:00:00Z';
const farOff = '2099-12-31T00:00:00Z';

let run: TestRun;
let officer: ApiClient;
let sample: Sample;
let files: Map<string, Uint8Array>;
let reviewId: string;

beforeAll(async () => {
  run = await startTestRun();
  sample = await readSample();
  files = new Map();
  for await (const { fileName, bytes } of makeEvidence()) files.set(fileName, bytes);
  officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  reviewId = await createReview(officer, sample);
});

afterAll(() => run?.end());

function upload(index: number, bytes?: Uint8Array): Promise<EvidenceAnswer> {
  const { file = '', ...details } = sample.evidence[index] ?? {};
  return uploadEvidence(
    officer,
    reviewId,
    details as Record<string, string>,
    file,
    bytes ?? files.get(file) ?? new Uint8Array(),
  );
}

const detailOf = async (response: Response) => ((await response.json()) as { detail?: string }).detail;

describe('the main job, over HTTP', () => {
  it('takes evidence straight to the store and says what the inspection found', async () => {
    const { ref, revision } = await upload(0);
    expect(ref).toBe('E01');
    expect(revision).toMatchObject({ state: 'ready', scan: 'not-scanned-local-run' });
    expect(revision.pages).toBeGreaterThan(0);
  });

  it('refuses a page of HTML named .pdf in words, and goes on', async () => {
    const { revision } = await upload(1, Buffer.from('<!doctype html><title>Not a PDF</title>'));
    expect(revision.state).toBe('refused');
    expect(revision.reason).toMatch(/web page|HTML/i);
  });

  it('imports figures whole or not at all', async () => {
    const wrong = Buffer.from('indicator,place,value\ncpp.count,X01,398\n');
    const query = new URLSearchParams({ fileName: 'wrong.csv', ...sample.release });
    const refusal = await officer
      .send(`/figures?${query.toString()}`, wrong, 'text/csv')
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ApiRefusal);
    expect((refusal as ApiRefusal).problem.code).toBe('refused');
    expect((refusal as ApiRefusal).problem.details?.[0]?.where).toContain('wrong.csv');
    const { releases } = await officer.call<{ releases: unknown[] }>('GET', '/figures');
    expect(releases).toEqual([]);
    expect((await importFigures(officer, 'figures-2026.csv', sample.release)).summary.rows).toBeGreaterThan(100);
  });

  it('tells a writer that somebody else saved meanwhile', async () => {
    expect(await writeNarrative(officer, reviewId)).toBe(8);
    const stale = officer.call('PUT', `/reviews/${reviewId}/narrative/why-this-theme`, {
      markdown: 'Older',
      edition: 0,
    });
    await expect(stale).rejects.toMatchObject({ status: 409, problem: { code: 'stale' } });
  });

  it('builds version 1, then version 2 when a figure has changed, and keeps version 1', async () => {
    const first = await buildVersion(officer, reviewId);
    const before = await download(officer, reviewId, 1, 'bundle');
    expect(sha256(before)).toBe(first.files.find(({ edition }) => edition === 'bundle')?.sha256);
    await importFigures(officer, 'figures-2026-revised.csv', sample.revisedRelease);
    const second = await buildVersion(officer, reviewId);
    expect(second.number).toBe(2);
    expect(second.manifestDigest).not.toBe(first.manifestDigest);
    const again = await download(officer, reviewId, 1, 'bundle');
    expect(sha256(again)).toBe(sha256(before));
    expect(sha256(await download(officer, reviewId, 2, 'bundle'))).not.toBe(sha256(before));
  });

  it('lets one build in at a time', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () => officer.call('POST', `/reviews/${reviewId}/versions`)),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ status: 409, problem: { code: 'in-progress' } });
    }
    const { versions } = await until(
      () => officer.call<{ versions: { number: number; state: string }[] }>('GET', `/reviews/${reviewId}/versions`),
      (answer) => answer.versions.every(({ state }) => state !== 'building'),
      'The build',
    );
    expect(versions.map(({ number }) => number)).toEqual([3, 2, 1]);
  });

  it('releases to one reader, by edition and time, and to nobody else', async () => {
    const grant = { email: 'Deborah.Quaye@harrowdale.example', from: longAgo, until: farOff, editions: ['report'] };
    await nameApprovers(officer, reviewId);
    const { version } = await officer.call<VersionAnswer>('GET', `/reviews/${reviewId}/versions/2`);
    await decideOn(await signedIn(run.origin, sampleApprover.subject), reviewId, version);
    await releaseVersion(officer, reviewId, 2, [grant]);
    const leadPeer = apiClient(run.origin);
    await leadPeer.signIn('deborah-quaye');
    const { released } = await leadPeer.call<{ released: { version: { number: number } }[] }>('GET', '/released');
    expect(released.map(({ version }) => version.number)).toEqual([2]);
    const report = await download(leadPeer, reviewId, 2, 'report');
    expect(sha256(report)).toBe(sha256(await download(officer, reviewId, 2, 'report')));

    const path = `/api/v1/reviews/${reviewId}/versions`;
    for (const hidden of [
      `${path}/2/files/bundle`,
      `${path}/1/files/report`,
      `${path}/2`,
      `/api/v1/reviews/${reviewId}`,
    ]) {
      expect((await leadPeer.get(hidden)).status, hidden).toBe(404);
    }
    const stranger = apiClient(run.origin);
    await stranger.signIn('piotr-lisowski');
    const refused = await stranger.get(`${path}/2/files/report`);
    const absent = await stranger.get(`/api/v1/reviews/01j00000000000000000000000/versions/2/files/report`);
    expect(refused.status).toBe(404);
    expect(await detailOf(refused)).toBe(await detailOf(absent));
    expect((await apiClient(run.origin).get(`${path}/2/files/report`)).status).toBe(401);
  });

  it('refuses a grant that has run out', async () => {
    const grant = {
      email: 'piotr.lisowski@eastmarch.example',
      from: longAgo,
      until: '2026-02-01T00:00:00Z',
      editions: ['report'],
    };
    await officer.call('POST', `/reviews/${reviewId}/versions/2/grants`, grant);
    const stranger = apiClient(run.origin);
    await stranger.signIn('piotr-lisowski');
    expect((await stranger.get(`/api/v1/reviews/${reviewId}/versions/2/files/report`)).status).toBe(410);
  });

  it('takes an upload only as the form allows it', async () => {
    const { file: _file, ...details } = sample.evidence[0] ?? { file: '' };
    const { form } = await officer.call<{ form: { url: string; fields: Record<string, string> } }>(
      'POST',
      `/reviews/${reviewId}/evidence`,
      details,
    );
    const elsewhere = { ...form, fields: { ...form.fields, key: 'uploads/elsewhere' } };
    expect((await postForm(elsewhere, 'a.pdf', Buffer.from('%PDF-1.7'))).status).toBe(403);
  });
});
