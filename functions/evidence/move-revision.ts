import { headOf, writeAudited } from '../access/audit.ts';
import { type Actor, theSystem } from '../access/model.ts';
import type { Job } from '../platform/jobs.ts';
import type { Parts } from '../platform/parts.ts';
import { becomesCurrent, type EvidenceItem, evidenceRef, type Revision } from './model.ts';
import { findItem, findRevision, library, listUses } from './store.ts';

export interface Move {
  /** What becomes of the revision. */
  to: Pick<Revision, 'state'> & Partial<Revision>;
  /** What becomes of its job. */
  job: Partial<Pick<Job, 'state' | 'leaseUntil' | 'reason' | 'attempts'>>;
  /** What is said of it in the audit trail. `what`: 'E07, “Audit of cases”'. */
  sentence(what: string): string;
  /** Who did it; the product itself, unless it is said. */
  actor?: Actor;
}

const mostTries = 5;

/**
 * Moves a revision on from the state that it was read in: in one transaction with its job, its audit entry and, when it has
 * been judged, the item's pointer to its current revision. `known`: another run has moved it on already, and nothing was written.
 */
export async function moveRevision(
  parts: Pick<Parts, 'table' | 'clock'>,
  revision: Revision,
  move: Move,
): Promise<'moved' | 'known'> {
  const { itemId, revisionId, reviewId, state } = revision;
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const item = await findItem(parts, itemId);
    const current = becomesCurrent(item?.currentRevision, revisionId, move.to.state);
    const sentence = move.sentence(await nameOf(parts, revision, item));
    const draft = { scope: reviewId, actor: move.actor ?? theSystem, sentence, about: revisionId };
    const written = await writeAudited(parts, draft, (entry) => write(parts, revision, move, current, entry));
    if (written === 'written') return 'moved';
    // Refused because the revision had been moved on, or because a newer one became current since the item was read.
    const now = await findRevision(parts, itemId, revisionId);
    if (now?.state !== state) return 'known';
  }
  throw new Error(`Revision ${revisionId} could not be moved on from ${state} in ${mostTries} tries`);
}

async function nameOf(
  parts: Pick<Parts, 'table'>,
  { reviewId, itemId }: Revision,
  item: EvidenceItem | undefined,
): Promise<string> {
  const use = (await listUses(parts, reviewId)).find((each) => each.itemId === itemId);
  if (!use || !item) throw new Error(`Item ${itemId} stands in no place of review ${reviewId}`);
  return `${evidenceRef(use.position)}, “${item.title}”`;
}

function write(
  parts: Pick<Parts, 'table'>,
  revision: Revision,
  { to, job }: Move,
  current: boolean,
  entry: Parameters<Parameters<typeof writeAudited>[2]>[0],
) {
  const { itemId, revisionId, jobId } = revision;
  const { removed, warnings, ...rest } = to;
  const lists = { ...(removed ? { removed: [...removed] } : {}), ...(warnings ? { warnings: [...warnings] } : {}) };
  return library(parts)
    .transaction.write((own) => {
      const pointer = own.item
        .patch({ itemId })
        .set({ currentRevision: revisionId })
        .where(
          ({ currentRevision }, { notExists, lte }) =>
            `(${notExists(currentRevision)} OR ${lte(currentRevision, revisionId)})`,
        );
      return [
        own.revision
          .patch({ itemId, revisionId })
          .set({ ...rest, ...lists })
          .where(({ state }, { eq }) => eq(state, revision.state))
          .commit(),
        ...(current ? [pointer.commit()] : []),
        own.job.patch({ jobId }).set(job).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ];
    })
    .go();
}
