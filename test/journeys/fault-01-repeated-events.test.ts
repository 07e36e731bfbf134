import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../functions/access/model.ts';
import { startImport } from '../../functions/metrics/imports/start-import.ts';
import { importRelease } from '../../functions/metrics/releases/import-release.ts';
import { undoRelease } from '../../functions/metrics/releases/undo-release.ts';
import { findReleases } from '../../functions/metrics/store.ts';
import { createIds } from '../../functions/platform/ids.ts';
import { createObjects } from '../../functions/platform/objects.ts';
import type { Outcome } from '../../functions/platform/outcome.ts';
import { lambdaContext } from '../../local/lambda-context.ts';
import type { ScanVerdictEvent } from '../../local/scan-verdict.ts';
import { apiClient } from '../../tools/demo/client.ts';
import { createReview, readSample, sampleFolder, until } from '../../tools/demo/journey.ts';
import { type HeldRun, startHeldRun } from '../builders/held-run.ts';
import { evidenceApi, wholeTrail } from '../builders/reviews.ts';
import { smallPdf } from '../builders/small-pdf.ts';

let run: HeldRun;
let reviewId: string;
let api: ReturnType<typeof evidenceApi>;

beforeAll(async () => {
  run = await startHeldRun();
  run.holdVerdicts = true;
  const officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  reviewId = await createReview(officer, await readSample());
  api = evidenceApi(officer, reviewId);
});

afterAll(() => run?.end());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Uploads a file and keeps back what the store says of it. */
async function uploaded(words: string) {
  const before = run.verdicts.length;
  const upload = await api.open();
  const bytes = await smallPdf(words);
  await api.send(upload, bytes);
  await until(
    () => Promise.resolve(run.verdicts.length),
    (count) => count > before,
    'The verdict',
  );
  return { upload, bytes, event: run.verdicts[before] as ScanVerdictEvent };
}

async function settled(itemId: string) {
  return until(
    () => api.revisions(itemId),
    ({ revisions }) => revisions.every(({ state }) => state === 'ready' || state === 'refused'),
    'The inspection',
  );
}

/** The trail's sentences on one upload, by their first words. */
async function kinds(revisionId: string): Promise<string[]> {
  const trail = await wholeTrail(run.table, reviewId);
  const about = trail.filter((entry) => entry.about === revisionId);
  return about.map(({ sentence }) => /^\w+/.exec(sentence)?.[0] ?? '').sort();
}

describe('fault 1: the same storage event five times', () => {
  it.each([
    ['at once', (event: ScanVerdictEvent) => Promise.all([1, 2, 3, 4, 5].map(() => run.deliver(event)))],
    [
      'one after another',
      async (event: ScanVerdictEvent) => {
        for (let time = 0; time < 5; time += 1) await run.deliver(event);
      },
    ],
  ])('%s: one revision, one audit entry of each kind', async (how, fiveTimes) => {
    const { upload, bytes, event } = await uploaded(how);
    await fiveTimes(event);
    const { revisions, currentRevision } = await settled(upload.itemId);
    await run.deliver(event);
    expect(revisions).toHaveLength(1);
    expect(revisions[0]).toMatchObject({ revisionId: upload.revisionId, state: 'ready', sha256: sha256(bytes) });
    expect(currentRevision).toBe(upload.revisionId);
    expect(await kinds(upload.revisionId)).toEqual(['inspected', 'received']);
    expect(await api.revisions(upload.itemId)).toEqual({ revisions, currentRevision });
  });

  it('five times its job’s message, at once and afterwards: inspected once', async () => {
    const { upload, event } = await uploaded('One job, many messages');
    await run.deliver(event);
    const message = (await messageOf(upload.itemId)) as Parameters<HeldRun['handlers']['inspectEvidence']>[0];
    const fiveTimes = () =>
      Promise.all([1, 2, 3, 4, 5].map(() => run.handlers.inspectEvidence(message, lambdaContext('inspect-evidence'))));
    await fiveTimes();
    await settled(upload.itemId);
    for (const answer of await fiveTimes()) expect(answer?.batchItemFailures).toEqual([]);
    expect(await kinds(upload.revisionId)).toEqual(['inspected', 'received']);
  });

  it('an event of a second file under the same form changes nothing: the first version is the one that was judged', async () => {
    const { upload, bytes, event } = await uploaded('The first file');
    await api.send(upload, await smallPdf('Put in its place'));
    await until(
      () => Promise.resolve(run.verdicts.length),
      (count) => count > run.verdicts.indexOf(event) + 1,
      'The second verdict',
    );
    await Promise.all([run.deliver(event), ...[1, 2, 3].map(() => run.deliver(event))]);
    await run.deliver(run.verdicts.at(-1) as ScanVerdictEvent);
    const { revisions } = await settled(upload.itemId);
    expect(revisions).toMatchObject([{ state: 'ready', sha256: sha256(bytes) }]);
    expect(await kinds(upload.revisionId)).toEqual(['inspected', 'received']);
  });

  async function messageOf(itemId: string): Promise<unknown> {
    const { revisions } = await api.revisions(itemId);
    const body = JSON.stringify({ jobId: revisions[0]?.jobId });
    return { Records: [{ messageId: 'repeated', eventSource: 'aws:sqs', body }] };
  }
});

describe('one request, sent several times at once with one Idempotency-Key', () => {
  const actor: Actor = { personId: 'p-1', name: 'Olu Adeyemi', email: 'olu@example.org', roles: ['data-officer'] };
  const details = { source: 'Sent thrice', status: 'final', neighbourModelYear: '2025', basis: 'calculated' } as const;
  const thrice = <T>(ask: () => Promise<Outcome<T, string>>) =>
    Promise.all([ask(), ask(), ask()]).then((all) => all.map(made));
  const parts = () => ({
    ...{ table: run.table, objects: createObjects(), ids: createIds(() => new Date()) },
    ...{ clock: () => new Date(), wallClock: () => new Date() },
  });

  it('opens one import', async () => {
    const opened = await thrice(() => startImport(parts(), actor, details, { key: 'thrice-0001' }));
    expect(new Set(opened.map((one) => one.import.importId)).size).toBe(1);
  });

  it('imports one release, and undoes it once', async () => {
    const before = (await findReleases(parts())).length;
    const file = {
      ...details,
      fileName: 'figures-2026.csv',
      bytes: await readFile(`${sampleFolder}/figures-2026.csv`),
    };
    const imported = await thrice(() => importRelease(parts(), actor, file, 'thrice-0002'));
    const [releaseId = ''] = imported.map(({ release }) => release.releaseId);
    const undone = await thrice(() => undoRelease(parts(), actor, releaseId, 'Sent thrice', 'thrice-0003'));
    expect(new Set(imported.map(({ release }) => release.releaseId)).size).toBe(1);
    expect(new Set(undone.map((one) => one.releaseId)).size).toBe(1);
    expect(await findReleases(parts())).toHaveLength(before + 2);
  });
});

function made<T>(outcome: Outcome<T, string>): T {
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}
