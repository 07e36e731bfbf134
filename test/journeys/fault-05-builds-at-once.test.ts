import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTable } from '../../functions/platform/table.ts';
import { apiClient } from '../../tools/demo/client.ts';
import { createReview, readSample, until } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { wholeTrail } from '../builders/reviews.ts';

let run: TestRun;
beforeAll(async () => {
  run = await startTestRun();
});
afterAll(() => run?.end());

it('fault 5: of twenty builds of one pack at once one is let in, and the others are told that one is in progress', {
  timeout: 120_000,
}, async () => {
  const officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  const reviewId = await createReview(officer, await readSample());
  const path = `/reviews/${reviewId}/versions`;
  for (const expected of [1, 2]) {
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () => officer.call<{ number: number }>('POST', path)),
    );
    const numbers = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.number] : []));
    expect(numbers).toEqual([expected]);
    for (const answer of answers) {
      if (answer.status === 'fulfilled') continue;
      expect(answer.reason).toMatchObject({ status: 409, problem: { code: 'in-progress' } });
      expect(answer.reason.problem.detail).toBe(
        `Version ${expected} is being built. Wait until it is ready, then build again if something has changed since.`,
      );
    }
    await until(
      () => officer.call<{ versions: { state: string }[] }>('GET', path),
      ({ versions }) => versions[0]?.state === 'built',
      'The build',
    );
  }
  const { versions } = await officer.call<{ versions: { number: number }[] }>('GET', path);
  expect(versions.map(({ number }) => number)).toEqual([2, 1]);
  const sentences = (await wholeTrail(createTable(), reviewId)).map(({ sentence }) => sentence);
  for (const number of [1, 2]) {
    expect(sentences.filter((text) => text.startsWith(`started to build version ${number},`))).toHaveLength(1);
    expect(sentences.filter((text) => text.startsWith(`built version ${number},`))).toHaveLength(1);
  }
});
