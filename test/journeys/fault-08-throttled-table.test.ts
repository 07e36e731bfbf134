import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTable } from '../../functions/platform/table.ts';
import { startTableEngine, type TableEngine } from '../../local/table-engine.ts';
import { type ApiClient, ApiRefusal, apiClient } from '../../tools/demo/client.ts';
import { buildVersion, createReview, download, importFigures, readSample, until } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { evidenceApi, someDetails, wholeTrail } from '../builders/reviews.ts';
import { smallPdf } from '../builders/small-pdf.ts';
import { startThrottledTable, type ThrottledTable } from '../builders/throttled-table.ts';

const seed = 20260914;

let engine: TableEngine;
let throttled: ThrottledTable;
let run: TestRun;
let officer: ApiClient;

beforeAll(async () => {
  Object.assign(process.env, { AWS_REGION: 'eu-west-2', AWS_ACCESS_KEY_ID: 'TESTKEY', AWS_SECRET_ACCESS_KEY: 'test' });
  engine = await startTableEngine();
  throttled = await startThrottledTable(engine.endpoint, seed);
  run = await startTestRun({ tableEndpoint: throttled.endpoint });
  officer = apiClient(run.origin);
});

afterAll(async () => {
  await run?.end();
  await throttled?.stop();
  await engine?.stop();
});

/** What a person does whose page says that something went wrong: tries again. Anything but a visible failure throws. */
async function again<T>(step: () => Promise<T>, visible: { failures: number }): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      const failedVisibly = error instanceof ApiRefusal && error.status === 500 && error.problem.code === 'fault';
      if (!failedVisibly || attempt === 4) throw error;
      visible.failures += 1;
    }
  }
}

/** The same person while they wait for a build: their page asks again after a failed answer, and asks for no second build while one is under way. */
function waiting(officer: ApiClient, reviewId: string, visible: { failures: number }): ApiClient {
  const call = <T>(method: string, path: string, body?: unknown) =>
    again(() => officer.call<T>(method, path, body), visible);
  return {
    ...officer,
    call: async <T>(method: string, path: string, body?: unknown) => {
      if (method !== 'POST') return call<T>(method, path, body);
      return again(async () => {
        const { versions } = await call<{ versions: T[] }>('GET', `/reviews/${reviewId}/versions`);
        return versions[0] ?? officer.call<T>(method, path, body);
      }, visible);
    },
  };
}

describe('fault 8: half of all table calls throttled', () => {
  it('the whole journey, from signing in to the file of a version, is completed, and nothing is lost', async () => {
    const visible = { failures: 0 };
    const step = <T>(what: () => Promise<T>) => again(what, visible);
    const sample = await readSample();
    await officer.signIn('olu-adeyemi');
    const reviewId = await step(() => createReview(officer, sample));
    const api = evidenceApi(officer, reviewId);
    const words = ['First paper', 'Second paper', 'Third paper'];
    const items = await Promise.all(
      words.map(async (title) => {
        const upload = await step(() => api.open({ ...someDetails, title }));
        await api.send(upload, await smallPdf(title));
        return upload;
      }),
    );
    for (const { itemId } of items) {
      const { revisions } = await until(
        () => step(() => api.revisions(itemId)),
        (answer) => answer.revisions[0]?.state === 'ready',
        'The inspection',
      );
      expect(revisions).toHaveLength(1);
    }
    await step(() => importFigures(officer, 'figures-2026.csv', sample.release));
    const version = await buildVersion(waiting(officer, reviewId, visible), reviewId);
    const bundle = await step(() => download(officer, reviewId, version.number, 'bundle'));
    expect(bundle.length).toBe(version.files.find(({ edition }) => edition === 'bundle')?.bytes);
    expect(throttled.refused / throttled.calls).toBeGreaterThan(0.4);
    expect(throttled.refused).toBeGreaterThan(100);

    throttled.share = 0;
    const { evidence } = await officer.call<{ evidence: { item: { title: string; itemId: string } }[] }>(
      'GET',
      `/reviews/${reviewId}/evidence`,
    );
    const listed = evidence.map(({ item }) => item.itemId);
    expect(listed).toEqual(expect.arrayContaining(items.map(({ itemId }) => itemId)));
    // A step that failed visibly may have been done all the same; without one, there is nothing but what was asked for.
    expect(listed.length).toBeLessThanOrEqual(items.length + visible.failures);
    const trail = await wholeTrail(createTable({ name: 'evidence-packs', endpoint: engine.endpoint }), reviewId);
    const sentences = trail.map(({ sentence }) => sentence);
    for (const { revisionId } of items) {
      const about = trail.filter((entry) => entry.about === revisionId);
      expect(about.map(({ sentence }) => /^\w+/.exec(sentence)?.[0])).toEqual(['received', 'inspected']);
    }
    expect(sentences.filter((sentence) => sentence.startsWith('built version'))).toHaveLength(1);
  });

  it('with every call refused, each request fails visibly and in bounded time; then all is as it was', async () => {
    throttled.share = 0;
    const sample = await readSample();
    const reviewId = await createReview(officer, sample);
    const path = `/reviews/${reviewId}/narrative/why-this-theme`;
    throttled.share = 1;
    const started = Date.now();
    const refused = officer.call('PUT', path, { markdown: 'Never saved', edition: 0 });
    await expect(refused).rejects.toMatchObject({ status: 500, problem: { code: 'fault' } });
    expect(Date.now() - started).toBeLessThan(10_000);
    const page = await officer.get(`/reviews/${reviewId}`);
    expect(page.status).toBe(500);
    expect(await page.text()).toContain('Sorry, there is a problem with the service');
    throttled.share = 0;
    const { sections } = await officer.call<{ sections: { sectionId: string; edition: number }[] }>(
      'GET',
      `/reviews/${reviewId}/narrative`,
    );
    expect(sections.find(({ sectionId }) => sectionId === 'why-this-theme')?.edition).toBe(0);
    await officer.call('PUT', path, { markdown: 'Saved', edition: 0 });
  });
});
