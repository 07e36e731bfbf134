import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdSession } from '../test/builders/session.ts';
import { smallPdf } from '../test/builders/small-pdf.ts';
import { apiClient } from '../tools/demo/client.ts';
import { createReview, importFigures, readSample, uploadEvidence, writeNarrative } from '../tools/demo/journey.ts';
import { drive, quantile, rounded, type Target } from './requests/load.ts';
import { whileWatching } from './requests/processor.ts';
import type { Served } from './requests/served.ts';
import type { Bench } from './run.ts';

const rounds = 5;
const perRound = 25;
const concurrencies = [1, 4, 16, 64];
const loadMs = 1200;
/** A process whose one thread is so busy has no more to give. */
const saturated = 0.9;

/** A review with evidence, figures and narrative; what is measured are its pages and the calls behind them. */
async function prepare(origin: string): Promise<{ pages: Target[]; calls: Target[] }> {
  const officer = apiClient(origin);
  await officer.signIn('olu-adeyemi');
  const sample = await readSample();
  const reviewId = await createReview(officer, sample);
  await importFigures(officer, 'figures-2026.csv', sample.release);
  await writeNarrative(officer, reviewId);
  for (const { file, ...details } of sample.evidence.slice(0, 3))
    await uploadEvidence(officer, reviewId, details, file, await smallPdf(file));
  const { sections } = await officer.call<{ sections: { sectionId: string; edition: number }[] }>(
    'GET',
    `/reviews/${reviewId}/narrative`,
  );
  const { sectionId = '', edition: saved = 0 } = sections[0] ?? {};
  let edition = saved;
  const { cookie } = await holdSession(origin, 'olu-adeyemi');
  const get = (name: string, path: string): Target => ({ name, url: `${origin}${path}`, headers: { cookie } });
  const review = `/reviews/${reviewId}`;
  return {
    pages: [
      get('page: my reviews', '/'),
      get('page: review', review),
      get('page: evidence', `${review}/evidence`),
      get('page: narrative, with figures bound', `${review}/narrative/${sectionId}`),
    ],
    calls: [
      get('api: review', `/api/v1${review}`),
      get('api: evidence', `/api/v1${review}/evidence`),
      {
        name: 'api: save a section, audited',
        url: `${origin}/api/v1${review}/narrative/${sectionId}`,
        method: 'PUT',
        headers: { cookie, origin, 'content-type': 'application/json' },
        body: () => JSON.stringify({ markdown: 'Measured.', edition: edition++ }),
      },
    ],
  };
}

type Print = Parameters<Bench['run']>[0];

/** One client. Bare answers, table reads and ours take turns, so that a machine that slows down slows all of them. */
async function ratios(targets: readonly Target[], bare: Target, table: Target, print: Print): Promise<void> {
  const all = [bare, table, ...targets];
  const times = new Map<string, number[]>(all.map(({ name }) => [name, []]));
  let failed = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const target of all) {
      const load = await drive(target, 1, { requests: perRound });
      failed += load.failed;
      // The first round warms up.
      if (round > 0) times.get(target.name)?.push(...load.times);
    }
  }
  if (failed > 0) throw new Error(`${failed} requests were refused: the figures would mean nothing`);
  const at = (name: string, share: number) => {
    const sorted = (times.get(name) ?? []).sort((a, b) => a - b);
    return quantile(sorted, share);
  };
  for (const { name } of all) {
    const median = at(name, 0.5);
    print({
      figure: name,
      medianMs: rounded(median),
      p95Ms: rounded(at(name, 0.95)),
      timesBare: rounded(median / at(bare.name, 0.5), 1),
      timesTableRead: rounded(median / at(table.name, 0.5), 1),
    });
  }
}

/** More and more clients on one target, until a process is as busy as one thread can be. */
async function saturation(
  target: Target,
  pids: { portal: number; table: number; clients: number },
  loop: () => Promise<number>,
  print: Print,
): Promise<void> {
  let first: { at: number; what: string } | undefined;
  let most = 0;
  for (const clients of concurrencies) {
    await loop();
    const { value, busy } = await whileWatching(pids, () => drive(target, clients, { ms: loadMs }));
    const perSecond = rounded((value.times.length - value.failed) / value.seconds, 0);
    most = Math.max(most, perSecond);
    // On a machine that others use as well, a full thread gets less than a processor; its event loop is busy all the same.
    const portalLoopBusy = rounded(await loop());
    const full = { portal: Math.max(portalLoopBusy, busy.portal), table: busy.table, clients: busy.clients };
    const [what = '', share = 0] = Object.entries(full).sort(([, a], [, b]) => b - a)[0] ?? [];
    if (share >= saturated) first ??= { at: clients, what };
    print({
      figure: `load: ${target.name}`,
      clients,
      perSecond,
      medianMs: rounded(quantile(value.times, 0.5)),
      p95Ms: rounded(quantile(value.times, 0.95)),
      failed: value.failed,
      processorsBusy: busy,
      portalLoopBusy,
    });
  }
  print({
    figure: `saturates first: ${target.name}`,
    what: first?.what ?? 'nothing',
    ...(first ? { atClients: first.at } : {}),
    mostPerSecond: most,
  });
}

/** Page and API time over HTTP as a ratio to a bare answer and to a table read, and what gives out first under load. */
export const run: Bench['run'] = async (print) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'evidence-packs-bench-'));
  const child = fork(join(import.meta.dirname, 'requests', 'served.ts'), [dataDir]);
  try {
    const ended = once(child, 'exit').then(() => {
      throw new Error('What is measured could not be started');
    });
    const [served] = (await Promise.race([once(child, 'message'), ended])) as [Served];
    ended.catch(() => undefined);
    const { pages, calls } = await prepare(served.origin);
    const bare = { name: 'bare answer', url: `${served.bareOrigin}/bare` };
    const table = { name: 'table: one read', url: `${served.bareOrigin}/table` };
    const queue = { name: 'queue: one message', url: `${served.bareOrigin}/queue` };
    print({ figure: 'machine', node: process.version, processors: cpus().length, model: cpus()[0]?.model ?? '' });
    await ratios([queue, ...pages, ...calls], bare, table, print);
    const pids = { portal: child.pid ?? 0, table: served.tableEnginePid ?? 0, clients: process.pid };
    const loop = async () => {
      const answer = await fetch(`${served.bareOrigin}/loop`);
      return ((await answer.json()) as { utilization: number }).utilization;
    };
    // Writes to one section wait for each other by design; reads are what many people do at once.
    for (const target of [bare, table, queue, pages[1], calls[0]])
      if (target) await saturation(target, pids, loop, print);
  } finally {
    if (child.connected) {
      child.disconnect();
      await once(child, 'exit');
    }
    await rm(dataDir, { recursive: true, force: true });
  }
};
