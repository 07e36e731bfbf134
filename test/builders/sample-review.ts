import { type ApiClient, apiClient } from '../../tools/demo/client.ts';
import { createReview, readSample, type Sample } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from './embedded.ts';

export interface SampleReview {
  run: TestRun;
  sample: Sample;
  /** Signed in. */
  officer: ApiClient;
  reviewId: string;
}

/** A run of its own in which the sample's officer has created the sample's review, with nothing in it. */
export async function startSampleReview(): Promise<SampleReview> {
  const run = await startTestRun();
  const sample = await readSample();
  const officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  return { run, sample, officer, reviewId: await createReview(officer, sample) };
}
