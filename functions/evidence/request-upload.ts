import { headOf, writeAudited } from '../access/audit.ts';
import { decide } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import type { Job } from '../platform/jobs.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import { type EvidenceDetails, type EvidenceUse, evidenceRef, type Revision } from './model.ts';
import { newRevision, type UploadForm, type UploadParts, uploadForm } from './new-revision.ts';
import { library, listUses } from './store.ts';

const mostTries = 5;

/**
 * Records an item that awaits its file, gives it the next place in the review, and answers the form that takes the file
 * straight to the quarantine bucket.
 */
export async function requestUpload(
  parts: UploadParts,
  actor: Actor,
  reviewId: string,
  details: EvidenceDetails,
  redirectTo?: (itemId: string) => string,
): Promise<Outcome<UploadForm, 'not-found'>> {
  if (decide(actor, 'evidence.upload', { reviewId }, parts.wallClock()) !== 'allowed')
    return failure('not-found', 'There is no such page.');
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const uses = await listUses(parts, reviewId);
    const use = { reviewId, position: (uses.at(-1)?.position ?? 0) + 1, itemId: parts.ids() };
    const { revision, job } = newRevision(parts, { reviewId, itemId: use.itemId });
    if ((await recordEvidence(parts, actor, details, use, revision, job)) === 'conflict') continue;
    const form = await uploadForm(parts, revision, evidenceRef(use.position), { redirectTo: redirectTo?.(use.itemId) });
    return success(form);
  }
  throw new Error(`No place was free in review ${reviewId} after ${mostTries} tries`);
}

function recordEvidence(
  parts: UploadParts,
  actor: Actor,
  details: EvidenceDetails,
  use: EvidenceUse,
  revision: Revision,
  job: Job,
) {
  const { itemId, createdAt } = revision;
  const sentence = `added ${evidenceRef(use.position)}, “${details.title}”, and opened its upload`;
  return writeAudited(parts, { scope: use.reviewId, actor, sentence }, (entry) =>
    library(parts)
      .transaction.write((own) => [
        own.item.create({ ...details, itemId, createdAt, createdBy: actor.personId }).commit(),
        own.revision.create({ ...revision, removed: [], warnings: [] }).commit(),
        own.use.create(use).commit(),
        own.job.create(job).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
}
