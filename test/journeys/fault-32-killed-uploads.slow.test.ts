import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { keys } from '../../functions/platform/names.ts';
import { createObjects } from '../../functions/platform/objects.ts';
import { createTable } from '../../functions/platform/table.ts';
import { startEmbedded } from '../../local/embedded.ts';
import { type ApiClient, apiClient } from '../../tools/demo/client.ts';
import { createReview, readSample } from '../../tools/demo/journey.ts';
import { sampleClock } from '../builders/embedded.ts';
import { evidenceApi, wholeTrail } from '../builders/reviews.ts';
import { smallPdf } from '../builders/small-pdf.ts';
import { gone, processesOn, type StartedProcess, startProcess } from '../builders/started-process.ts';

const rounds = 5;
const workers = 8;
const uploadsEach = 5;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

interface Ledger {
  /** By item: what was sent for it. An item is here when the API had answered. */
  opened: Map<string, { reviewId: string; revisionId: string; digest: string }>;
  /** Items whose file the store had acknowledged. */
  acknowledged: Set<string>;
}

/** One after another; what is cut off by a kill is left as it is. Answers how many were tried. */
async function uploadSome(officer: ApiClient, reviewId: string, name: string, ledger: Ledger, acknowledge: () => void) {
  const api = evidenceApi(officer, reviewId);
  for (let index = 0; index < uploadsEach; index += 1) {
    const bytes = await smallPdf(`${name}, paper ${index}`);
    try {
      const upload = await api.open();
      ledger.opened.set(upload.itemId, { reviewId, revisionId: upload.revisionId, digest: sha256(bytes) });
      await api.send(upload, bytes, `${name}-${index}.pdf`);
      ledger.acknowledged.add(upload.itemId);
      acknowledge();
    } catch (error) {
      // Refused or cut off: visible to whoever uploads, and not acknowledged.
      expect(error).toBeInstanceOf(Error);
    }
  }
}

/** SIGKILL for the table engine and for the process that holds the object store and all else. */
async function killAll(run: StartedProcess, dataDir: string): Promise<void> {
  const engines = processesOn(dataDir).filter((line) => line.includes('dynoxide serve'));
  const pids = engines.map((line) => Number.parseInt(line, 10));
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  run.process.kill('SIGKILL');
  await gone(run.process);
  await expect.poll(() => processesOn(dataDir), { timeout: 10_000 }).toEqual([]);
}

it('fault 32: table engine and object store killed five times during 200 uploads: what was acknowledged is whole', {
  timeout: 600_000,
}, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'evidence-packs-uploads-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  const ledger: Ledger = { opened: new Map(), acknowledged: new Set() };
  const reviews: string[] = [];
  let officer: ApiClient | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const run = await startProcess(dataDir);
    onTestFinished(() => void run.process.kill('SIGKILL'));
    // The origin and the session outlive every kill.
    if (officer === undefined) {
      officer = apiClient(run.origin);
      await officer.signIn('olu-adeyemi');
      const sample = await readSample();
      for (let worker = 0; worker < workers; worker += 1) reviews.push(await createReview(officer, sample));
    }
    const person = officer;
    const killAfter = ledger.acknowledged.size + 8 + 3 * round;
    let killing: Promise<void> | undefined;
    const acknowledge = () => {
      if (ledger.acknowledged.size >= killAfter) killing ??= killAll(run, dataDir);
    };
    await Promise.all(
      reviews.map((reviewId, worker) => uploadSome(person, reviewId, `${round}-${worker}`, ledger, acknowledge)),
    );
    expect(killing).toBeDefined();
    await killing;
  }
  expect(ledger.acknowledged.size).toBeGreaterThan(60);
  expect(ledger.acknowledged.size).toBeLessThan(rounds * workers * uploadsEach);

  const last = await startEmbedded({ dataDir, port: 0, fixedClock: sampleClock, quiet: true });
  onTestFinished(last.stop);
  const person = officer as ApiClient;
  const [objects, table] = [createObjects(), createTable()];
  const listed = async () =>
    (
      await Promise.all(
        reviews.map(
          async (reviewId) =>
            (
              await person.call<{ evidence: Listed[] }>('GET', `/reviews/${reviewId}/evidence`)
            ).evidence,
        ),
      )
    ).flat();
  /** How many of what was acknowledged are in which state. */
  const states = async () => {
    const acknowledged = (await listed()).filter(({ item }) => ledger.acknowledged.has(item.itemId));
    return Object.fromEntries(
      Map.groupBy(acknowledged, ({ revision }) =>
        [revision.state, revision.state === 'ready' ? '' : revision.reason].join(' ').trim(),
      )
        .entries()
        .map(([state, items]) => [state, items.length]),
    );
  };
  const whole = { ready: ledger.acknowledged.size };
  await expect.poll(states, { timeout: 420_000, interval: 4000 }).toEqual(whole);
  const evidence = await listed();

  const byItem = new Map(evidence.map((each) => [each.item.itemId, each]));
  for (const [itemId, { revisionId, digest }] of ledger.opened) {
    const found = byItem.get(itemId);
    expect(found?.revision.revisionId, itemId).toBe(revisionId);
    if (ledger.acknowledged.has(itemId)) expect(found?.revision).toMatchObject({ state: 'ready', sha256: digest });
  }
  for (const { item, revision } of evidence) {
    // A file whose acknowledgement was cut off is there whole, or not at all.
    expect(revision.state, item.itemId).toMatch(/^(ready|awaiting-upload)$/);
    if (revision.state !== 'ready') continue;
    expect(revision).toMatchObject({ sha256: ledger.opened.get(item.itemId)?.digest, pages: 1 });
    const original = await objects.bytes('evidence', keys.original(revision.sha256 ?? ''));
    expect(sha256(original ?? new Uint8Array())).toBe(revision.sha256);
    expect(await objects.head('evidence', keys.compiled(revision.sha256 ?? '', revision.compiler ?? ''))).toBeDefined();
  }
  for (const reviewId of reviews) {
    const refs = evidence.filter(({ revision }) => revision.reviewId === reviewId).map(({ ref }) => ref);
    expect(refs).toEqual(refs.map((_, index) => `E${String(index + 1).padStart(2, '0')}`));
    const trail = await wholeTrail(table, reviewId);
    for (const { revision } of evidence.filter((each) => each.revision.reviewId === reviewId)) {
      const about = trail.filter((entry) => entry.about === revision.revisionId);
      const kinds = about.map(({ sentence }) => /^\w+/.exec(sentence)?.[0]);
      expect(kinds).toEqual(revision.state === 'ready' ? ['received', 'inspected'] : []);
    }
  }
});

interface Listed {
  ref: string;
  item: { itemId: string };
  revision: {
    revisionId: string;
    reviewId: string;
    state: string;
    reason?: string;
    sha256?: string;
    compiler?: string;
    pages?: number;
  };
}
