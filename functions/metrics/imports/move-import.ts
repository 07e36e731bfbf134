import { headOf, writeAudited } from '../../access/audit.ts';
import { type Actor, theSystem } from '../../access/model.ts';
import type { Job } from '../../platform/jobs.ts';
import type { Parts } from '../../platform/parts.ts';
import type { FiguresImport, ImportState } from './model.ts';
import { importRoom } from './store.ts';

export interface ImportMove {
  /** What becomes of the import. */
  to: { state: ImportState } & Partial<FiguresImport>;
  /** What becomes of its job; untouched without it. */
  job?: Partial<Pick<Job, 'state' | 'leaseUntil' | 'reason' | 'attempts'>>;
  /** For the audit trail: 'began to read “figures.csv”'. */
  sentence: string;
  /** Who did it; the product itself, unless it is said. */
  actor?: Actor;
}

/**
 * Moves an import on from the state that it was read in, in one transaction with its job and its audit entry. `known`: another run has moved it
 * on already, and nothing was written.
 */
export async function moveImport(
  parts: Pick<Parts, 'table' | 'clock'>,
  { importId, jobId, state: was }: FiguresImport,
  { to, job, sentence, actor = theSystem }: ImportMove,
): Promise<'moved' | 'known'> {
  const written = await writeAudited(parts, { scope: 'council', actor, sentence, about: importId }, (entry) =>
    importRoom(parts)
      .transaction.write((own) => [
        own.figuresImport
          .patch({ council: 'all', importId })
          .set(to)
          .where(({ state }, { eq }) => eq(state, was))
          .commit(),
        ...(job ? [own.job.patch({ jobId }).set(job).commit()] : []),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  return written === 'written' ? 'moved' : 'known';
}

/** The file of an import as its people know it. */
export function importName({ fileName, source }: Pick<FiguresImport, 'fileName' | 'source'>): string {
  return fileName === undefined ? `“${source}”` : `“${fileName}”`;
}
