import { expect, it, onTestFinished } from 'vitest';
import { apiClient } from '../../tools/demo/client.ts';
import { buildVersion, createReview, download, readSample, uploadEvidence } from '../../tools/demo/journey.ts';
import { startTestRun } from '../builders/embedded.ts';
import { openPdf } from '../builders/read-pdf.ts';
import { findActiveContent } from '../documents/active-content.ts';
import { hiding } from '../fixtures/zoo/active-hiding.ts';
import { opening } from '../fixtures/zoo/active-opening.ts';

it('fault 19: every active PDF of the zoo through intake and a build: nothing in the bundle acts', {
  timeout: 900_000,
}, async () => {
  const run = await startTestRun();
  onTestFinished(() => run.end());
  const sample = await readSample();
  const officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  const reviewId = await createReview(officer, sample);
  const { file: _file, ...details } = sample.evidence[0] ?? { file: '' };
  const wrong: string[] = [];
  let pages = 0;
  for (const [name, { pdf, refused }] of Object.entries({ ...opening, ...hiding })) {
    const { revision } = await uploadEvidence(officer, reviewId, details, `${name}.pdf`, pdf());
    if ((revision.state === 'refused') !== (refused !== undefined)) wrong.push(`${name}: ${revision.state}`);
    pages += revision.pages ?? 0;
  }
  expect(wrong).toEqual([]);
  const { number } = await buildVersion(officer, reviewId);
  const bundle = await download(officer, reviewId, number, 'bundle');
  expect((await openPdf(bundle)).numPages).toBeGreaterThan(pages);
  expect(findActiveContent(bundle)).toEqual([]);
  expect(findActiveContent(await download(officer, reviewId, number, 'report'))).toEqual([]);
});
