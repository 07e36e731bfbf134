import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectEvidence } from '../../../functions/evidence/inspect-evidence.ts';
import type { Inspector, Parsed } from '../../../functions/evidence/inspector.ts';
import { evidenceOf, readRevisions } from '../../../functions/evidence/list-evidence.ts';
import type { UploadForm } from '../../../functions/evidence/new-revision.ts';
import { receiveVerdict } from '../../../functions/evidence/receive-verdict.ts';
import { requestRevision } from '../../../functions/evidence/request-revision.ts';
import { requestUpload } from '../../../functions/evidence/request-upload.ts';
import { systemClock } from '../../../functions/platform/clock.ts';
import { createIds, laterId } from '../../../functions/platform/ids.ts';
import { readJob } from '../../../functions/platform/jobs.ts';
import { keys } from '../../../functions/platform/names.ts';
import type { ObjectStore } from '../../../functions/platform/objects.ts';
import type { Outcome } from '../../../functions/platform/outcome.ts';
import { createTable, type Table } from '../../../functions/platform/table.ts';
import { createTableIfMissing, startTableEngine, type TableEngine } from '../../../local/table-engine.ts';
import { someDetails, someOfficer } from '../../builders/reviews.ts';
import { noLog } from '../../builders/signed-in.ts';

let engine: TableEngine;
let table: Table;

beforeAll(async () => {
  Object.assign(process.env, { AWS_REGION: 'eu-west-2', AWS_ACCESS_KEY_ID: 'TESTKEY', AWS_SECRET_ACCESS_KEY: 'test' });
  engine = await startTableEngine();
  await createTableIfMissing(engine.endpoint, 'revisions');
  table = createTable({ name: 'revisions', endpoint: engine.endpoint });
});

afterAll(() => engine?.stop());

const ids = createIds(systemClock);
const form = { url: 'https://objects.example', fields: {} };
/** A store that gives forms and holds nothing: the inspector of these tests has the files. */
const objects = {
  uploadForm: () => Promise.resolve(form),
  list: async function* () {},
} as unknown as ObjectStore;

function parts() {
  const queues = { send: () => Promise.resolve() };
  return { table, objects, queues, clock: systemClock, wallClock: systemClock, ids, log: noLog };
}

type Fate = 'ready' | 'refused' | 'threat' | 'never sent' | 'still awaited';

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

/** An inspector that finds what the fate of a revision says. */
function finding(fate: Fate): Inspector {
  const file = { fileName: 'file.pdf', size: 10, sha256: 'a'.repeat(64), compiler: '1', removed: [], warnings: [] };
  const found: Parsed =
    fate === 'ready'
      ? { verdict: 'ready', reason: 'Sound.', pages: 1, compiledBytes: 100, ...file }
      : { verdict: 'refused', reason: 'Not a PDF.', ...file };
  return () => Promise.resolve(found);
}

async function meet(reviewId: string, { itemId, revisionId }: UploadForm, fate: Fate): Promise<void> {
  if (fate === 'still awaited') return;
  const { revisions } = value(await readRevisions(parts(), someOfficer, reviewId, itemId));
  const jobId = revisions.find((revision) => revision.revisionId === revisionId)?.jobId ?? '';
  if (fate !== 'never sent') {
    const status = fate === 'threat' ? 'THREATS_FOUND' : 'NO_THREATS_FOUND';
    const verdict = { key: keys.upload(itemId, revisionId), versionId: 'first', status };
    value(await receiveVerdict(parts(), { acceptUnscanned: false }, verdict));
  }
  const job = await readJob({ table }, jobId);
  if (job) await inspectEvidence(parts(), finding(fate), job);
}

const endOf = {
  ready: 'ready',
  refused: 'refused',
  threat: 'refused',
  'never sent': 'abandoned',
  'still awaited': 'awaiting-upload',
};

describe('the current revision of an item', () => {
  it('is the newest that was judged, in whatever order and however much at once their events come, and only moves forward', async () => {
    const fates = fc.array(fc.constantFrom<Fate>('ready', 'refused', 'threat', 'never sent', 'still awaited'), {
      minLength: 1,
      maxLength: 4,
    });
    const orders = fates.chain((list) =>
      fc.record({
        fates: fc.constant(list),
        order: fc.shuffledSubarray([...list.keys()], { minLength: list.length }),
        atOnce: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(orders, async ({ fates: list, order, atOnce }) => {
        const reviewId = ids();
        const first = value(await requestUpload(parts(), someOfficer, reviewId, someDetails));
        const uploads = [first];
        while (uploads.length < list.length)
          uploads.push(value(await requestRevision(parts(), someOfficer, reviewId, first.itemId)));
        const shown = async () => value(await readRevisions(parts(), someOfficer, reviewId, first.itemId));
        let before = '';
        const step = async (index: number) => {
          await meet(reviewId, uploads[index] as UploadForm, list[index] as Fate);
          const { currentRevision = '' } = await shown();
          expect(currentRevision >= before || atOnce).toBe(true);
          before = currentRevision;
        };
        if (atOnce) await Promise.all(order.map(step));
        else for (const index of order) await step(index);

        const { revisions, currentRevision } = await shown();
        expect(revisions.map(({ state }) => state).toReversed()).toEqual(list.map((fate) => endOf[fate]));
        const judged = revisions.find(({ state }) => state === 'ready' || state === 'refused');
        expect(currentRevision).toBe(judged?.revisionId);
        const inPack = (await evidenceOf(parts(), reviewId)).find(({ item }) => item.itemId === first.itemId);
        expect(inPack?.revision.revisionId).toBe((judged ?? revisions[0])?.revisionId);
      }),
      { numRuns: 25, seed: 20260914 },
    );
  });
});

describe('the id of a newer revision', () => {
  it('sorts after the newest, whatever the clocks say, and keeps its shape', () => {
    const clockAt = (at: number) => createIds(() => new Date(at));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 45 }), fc.integer({ min: -600_000, max: 600_000 }), (at, skew) => {
        const newest = clockAt(at + 600_000)();
        const later = laterId(clockAt(at + 600_000 + skew)(), newest);
        expect(later > newest).toBe(true);
        expect(later).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
      }),
    );
    expect(laterId('0000000000aaaaaaaaaaaaaaaa', '0000000zzzbbbbbbbbbbbbbbbb')).toBe('0000001000aaaaaaaaaaaaaaaa');
  });
});
