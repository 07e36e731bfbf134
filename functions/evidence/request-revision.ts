import { headOf, writeAudited } from '../access/audit.ts';
import { decide } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import { evidenceRef } from './model.ts';
import { newRevision, type UploadForm, type UploadParts, uploadForm } from './new-revision.ts';
import { findItem, library, listRevisions, listUses } from './store.ts';

/**
 * Opens the upload of a new file for an item that stands in a review. The item's place, its reference and what was said of
 * it stay; its current revision stays until the new file has been judged.
 */
export async function requestRevision(
  parts: UploadParts,
  actor: Actor,
  reviewId: string,
  itemId: string,
  redirectTo?: string,
): Promise<Outcome<UploadForm, 'not-found'>> {
  const allowed = decide(actor, 'evidence.upload', { reviewId }, parts.wallClock()) === 'allowed';
  const uses = allowed ? await listUses(parts, reviewId) : [];
  const use = uses.find((each) => each.itemId === itemId);
  const item = use && (await findItem(parts, itemId));
  if (!item) return failure('not-found', 'There is no such page.');
  const ref = evidenceRef(use.position);
  const [newest] = await listRevisions(parts, itemId);
  const { revision, job } = newRevision(parts, { reviewId, itemId }, newest?.revisionId);
  const sentence = `opened the upload of a new file for ${ref}, “${item.title}”`;
  const written = await writeAudited(parts, { scope: reviewId, actor, sentence }, (entry) =>
    library(parts)
      .transaction.write((own) => [
        own.revision.create({ ...revision, removed: [], warnings: [] }).commit(),
        own.job.create(job).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  if (written === 'conflict') throw new Error(`The new id ${revision.revisionId} was taken already`);
  return success(await uploadForm(parts, revision, ref, { redirectTo }));
}
