import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replies } from '../../functions/portal/api/schemas.ts';
import { type ApiClient, ApiRefusal, apiClient } from '../../tools/demo/client.ts';
import { createReview, importFigures, readSample } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';

let run: TestRun;
let officer: ApiClient;
let reviewId: string;

beforeAll(async () => {
  run = await startTestRun();
  officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  const sample = await readSample();
  reviewId = await createReview(officer, sample);
  await importFigures(officer, 'figures-2026.csv', sample.release);
});

afterAll(() => run?.end());

describe('what the API answers', () => {
  it('is what its document says', async () => {
    replies.reviews.parse(await officer.call('GET', '/reviews'));
    replies.review.parse(await officer.call('GET', `/reviews/${reviewId}`));
    replies.narrative.parse(await officer.call('GET', `/reviews/${reviewId}/narrative`));
    replies.releases.parse(await officer.call('GET', '/figures'));
    replies.evidenceList.parse(await officer.call('GET', `/reviews/${reviewId}/evidence`));
    replies.versions.parse(await officer.call('GET', `/reviews/${reviewId}/versions`));
    const asked = await officer.call('POST', `/reviews/${reviewId}/evidence`, {
      title: 'Audit',
      shows: 'Grades',
      source: 'Quality assurance',
      effectiveDate: '2026-02-13',
      agency: 'Thornmere',
      marking: 'OFFICIAL',
    });
    const { itemId } = replies.upload.parse(asked);
    replies.evidence.parse(await officer.call('GET', `/reviews/${reviewId}/evidence/${itemId}`));
  });

  it('says field by field what was wrong with a body', async () => {
    const refusal = officer.call('POST', '/reviews', { title: '', asAt: '31/03/2026' });
    await expect(refusal).rejects.toMatchObject({ status: 422, problem: { code: 'invalid' } });
    const refused: unknown = await refusal.catch((error: unknown) => error);
    const fields = refused instanceof ApiRefusal ? refused.problem.details?.map(({ where }) => where) : [];
    expect(fields).toEqual(expect.arrayContaining(['title', 'asAt', 'framework']));
    await expect(officer.send('/reviews', Buffer.from('{}'), 'text/plain')).rejects.toMatchObject({ status: 415 });
  });

  it('lets an evidence item’s form be taken up again until it closes', async () => {
    const { evidence } = await officer.call<{ evidence: { item: { itemId: string } }[] }>(
      'GET',
      `/reviews/${reviewId}/evidence`,
    );
    const path = `/reviews/${reviewId}/evidence/${evidence[0]?.item.itemId}`;
    const form = await officer.get(`${path}/file`);
    expect(form.status).toBe(200);
    expect(form.headers.get('content-security-policy')).toContain(run.objectsOrigin);
    expect(await (await officer.get(path)).text()).toContain('No file has been sent for this item yet');
  });
});
