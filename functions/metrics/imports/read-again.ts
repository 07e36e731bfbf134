import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { announceJob, readJob, reopenedJob } from '../../platform/jobs.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import type { FiguresImport } from './model.ts';
import { importName, moveImport } from './move-import.ts';
import { findImport } from './store.ts';

/** Has the file of an import read once more, now that somebody has said what its columns are. `closed`: its file is not kept, or it is being read. */
export async function readAgain(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock' | 'queues' | 'log'>,
  actor: Actor,
  importId: string,
): Promise<Outcome<FiguresImport, 'not-found' | 'closed'>> {
  const allowed = decide(actor, 'figures.import', {}, parts.wallClock()) === 'allowed';
  const found = allowed ? await findImport(parts, importId) : undefined;
  if (!found) return failure('not-found', 'There is no such page.');
  const job = found.state === 'refused' && found.cause === 'no-mapping' ? await readJob(parts, found.jobId) : undefined;
  const moved =
    job &&
    (await moveImport(parts, found, {
      to: { state: 'reading' },
      job: reopenedJob(parts),
      sentence: `had the figures file ${importName(found)} read again`,
      actor,
    }));
  if (!job || moved !== 'moved') return failure('closed', 'This file can’t be read again. Import it anew.');
  await announceJob(parts, job);
  return success({ ...found, state: 'reading' });
}
