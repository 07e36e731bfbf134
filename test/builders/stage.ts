import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Actor } from '../../functions/access/model.ts';
import { saveMapping } from '../../functions/metrics/tidy/mappings/save-mapping.ts';
import { systemClock } from '../../functions/platform/clock.ts';
import { environment } from '../../functions/platform/environment.ts';
import { createIds } from '../../functions/platform/ids.ts';
import { jobEntity } from '../../functions/platform/jobs.ts';
import type { LogFields } from '../../functions/platform/log.ts';
import { createObjects } from '../../functions/platform/objects.ts';
import type { Parts } from '../../functions/platform/parts.ts';
import { createQueues } from '../../functions/platform/queue.ts';
import { createTable, type Table } from '../../functions/platform/table.ts';
import type { PortalEnv, Settings } from '../../functions/portal/model.ts';
import { createPortal } from '../../functions/portal/portal.ts';
import { type ApiClient, apiClient } from '../../tools/demo/client.ts';
import {
  buildVersion,
  createReview,
  decideOn,
  importFigures,
  nameApprovers,
  readSample,
  releaseVersion,
  type Sample,
  sampleAccess,
  sampleApprover,
  sampleFolder,
} from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from './embedded.ts';
import { somebody } from './people.ts';
import { someDetails } from './reviews.ts';
import { providerOf } from './signed-in.ts';

const request = new AsyncLocalStorage<LogLine[]>();

/** What was logged while this ran, though other requests ran beside it. */
export async function whileLogging<T>(work: () => Promise<T>): Promise<{ value: T; lines: readonly LogLine[] }> {
  const lines: LogLine[] = [];
  return { value: await request.run(lines, work), lines };
}

export interface LogLine {
  message: string;
  fields: LogFields;
}

/** A portal of the test's own on the table and the stores of an embedded run: with its clock and limits, and what it logs. */
export function portalOn(
  actor: Actor,
  more: { wallClock?: () => Date; limits?: Settings['limits'] } = {},
): { app: Hono<PortalEnv>; parts: Parts; logged: LogLine[]; settings: Settings } {
  const logged: LogLine[] = [];
  const keep = (message: string, fields: LogFields = {}) => {
    logged.push({ message, fields });
    request.getStore()?.push({ message, fields });
  };
  const wallClock = more.wallClock ?? systemClock;
  const parts: Parts = {
    table: createTable(),
    objects: createObjects(),
    queues: createQueues(),
    clock: wallClock,
    wallClock,
    ids: createIds(systemClock),
    log: { info: keep, warn: keep, error: (message, error, fields) => keep(message, { ...fields, error }) },
  };
  const { originSecret: _, ...portal } = environment('portal');
  const settings: Settings = { ...portal, council: environment('council'), limits: more.limits };
  return { app: createPortal(parts, providerOf(actor), settings), parts, logged, settings };
}

const period = '2025-26';

/** Things that are there. */
export interface Stage {
  run: TestRun;
  sample: Sample;
  plan: unknown;
  manifestDigest: string;
  /** By the names that parts of paths have. */
  ids: Record<string, string>;
}

/** A review with evidence, figures, a version that was released to some readers, and a job that gave up. */
export async function startStage(readers: readonly string[]): Promise<Stage> {
  const run = await startTestRun();
  const officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  const sample = await readSample();
  const reviewId = await createReview(officer, sample);
  await nameApprovers(officer, reviewId);
  await importFigures(officer, 'figures-2026.csv', sample.release);
  // The newest release is the one that is named, and may be taken back: the figures of the first stay.
  await importFigures(officer, 'training-2026.csv', sample.release);
  const { releases } = await officer.call<{ releases: { releaseId: string }[] }>('GET', '/figures');
  const { itemId } = await officer.call<{ itemId: string }>('POST', `/reviews/${reviewId}/evidence`, someDetails);
  const figures = await stageFigures(officer, sample);
  const plan: unknown = JSON.parse(await readFile(join(sampleFolder, 'plan.json'), 'utf8'));
  await officer.call('PUT', `/plans/${period}`, { plan, edition: 0 });
  const approver = apiClient(run.origin);
  await approver.signIn(sampleApprover.subject);
  const { number: built, manifestDigest } = await decideOn(approver, reviewId, await buildVersion(officer, reviewId));
  const to = readers.map((email) => ({ ...sampleAccess, email, editions: ['report'] }));
  await releaseVersion(officer, reviewId, built, to);
  const jobId = await leaveDeadJob(createTable(), reviewId);
  const number = String(built);
  const releaseId = releases[0]?.releaseId ?? '';
  const ids = { reviewId, sectionId: 'audit', itemId, number, edition: 'report', releaseId, jobId };
  return { run, sample, plan, manifestDigest, ids: { ...ids, ...figures, one: number, other: number, period } };
}

/** An import that awaits its file, an indicator of the council's own, and a mapping of columns. */
async function stageFigures(officer: ApiClient, { release }: Sample): Promise<Record<string, string>> {
  const { import: one } = await officer.call<{ import: { importId: string } }>('POST', '/figures/imports', release);
  const { code } = await officer.call<{ code: string }>('POST', '/indicators', someIndicator);
  return { importId: one.importId, code, mappingId: await stageMapping() };
}

/** The id of a mapping of its own. */
export async function stageMapping(): Promise<string> {
  const parts = { table: createTable(), clock: systemClock, wallClock: systemClock, ids: createIds(systemClock) };
  const saved = await saveMapping(parts, somebody('data-officer'), someMapping(`plans-${parts.ids()}`));
  if (!saved.ok) throw new Error(saved.message);
  return saved.value.mapping.id;
}

/** What a column of a file of theirs is: no two mappings have a name or a column in common. */
export const someMapping = (column: string) => ({
  ...{ name: `File with ${column}`, source: 'Register', licence: 'Ours', filters: {}, leaveOut: [] },
  columns: [{ column, indicator: 'cpp.count', when: {} }],
});

/** Of the council’s own: whole, to be added or changed. */
export const someIndicator = {
  ...{ code: 'own.visits', label: 'Visits to family hubs', subject: 'Visits', theme: 'Early help', source: 'Register' },
  definition: 'Visits by families in the year that ended on the date.',
  ...{ period: 'financial-year', unit: 'count', noun: 'visits', polarity: 'higher-is-better', decimals: 0 },
  disclosure: 'none',
};

/** A build that gave up, of a version that isn't: having it tried again is told that it is no longer waiting. */
export async function leaveDeadJob({ client, name }: Table, reviewId: string): Promise<string> {
  const jobId = createIds(systemClock)();
  const now = new Date().toISOString();
  const job = { jobId, kind: 'build-pack' as const, subject: { scope: reviewId, id: '77' }, state: 'dead' as const };
  await jobEntity
    .put({ ...job, attempts: 4, createdAt: now, leaseUntil: now, reason: 'The fonts were missing.' })
    .go({ table: name, client });
  return jobId;
}
