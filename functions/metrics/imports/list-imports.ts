import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { readJob } from '../../platform/jobs.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { readReport } from '../releases/read-release.ts';
import type { FiguresImport } from './model.ts';
import type { ReadingReport } from './reading-report.ts';
import { findImport, findImports } from './store.ts';

type Asked = Pick<Parts, 'table' | 'wallClock'>;

/** No more than this are listed: older ones have become releases, or nothing. */
export const mostListed = 100;

/** The newest imports, whatever became of them. */
export async function listImports(parts: Asked, actor: Actor): Promise<Outcome<FiguresImport[], 'not-found'>> {
  if (decide(actor, 'figures.import', {}, parts.wallClock()) !== 'allowed')
    return failure('not-found', 'There is no such page.');
  return success(await findImports(parts, mostListed));
}

export interface ImportNow {
  import: FiguresImport;
  /** How far the reading is, in words, while it is under way. */
  progress?: string;
}

/** One import, and how far its reading is. */
export async function readImport(
  parts: Asked,
  actor: Actor,
  importId: string,
): Promise<Outcome<ImportNow, 'not-found'>> {
  const allowed = decide(actor, 'figures.import', {}, parts.wallClock()) === 'allowed';
  const found = allowed ? await findImport(parts, importId) : undefined;
  if (!found) return failure('not-found', 'There is no such page.');
  const job = found.state === 'reading' ? await readJob(parts, found.jobId) : undefined;
  return success({ import: found, ...(job?.progress ? { progress: job.progress } : {}) });
}

/** What the reader said of an import's file: what is wrong with it, if it was refused. */
export async function readFindings(
  parts: Asked & Pick<Parts, 'objects'>,
  actor: Actor,
  importId: string,
): Promise<Outcome<{ import: FiguresImport; report: ReadingReport }, 'not-found'>> {
  const found = await readImport(parts, actor, importId);
  if (!found.ok) return found;
  const { reading } = found.value.import;
  const report: ReadingReport = reading ? await readReport(parts, reading) : { warnings: [], problems: [] };
  return success({ import: found.value.import, report });
}
