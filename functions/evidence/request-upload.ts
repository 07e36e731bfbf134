import { writeAudited } from '../access/audit.ts';
import { may } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { newJob } from '../platform/jobs.ts';
import { keys } from '../platform/names.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import {
  type EvidenceDetails,
  type EvidenceUse,
  evidenceRef,
  largestUpload,
  type Revision,
  uploadFormSeconds,
} from './model.ts';
import { library, listUses } from './store.ts';

type UploadParts = Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'ids'>;

export interface UploadForm {
  itemId: string;
  revisionId: string;
  ref: string;
  /** Where the browser posts the file, with these fields before the file itself. */
  form: { url: string; fields: Record<string, string> };
  largestBytes: number;
}

const mostTries = 5;

/**
 * Records an item that awaits its file, gives it the next place in the review, and answers the form that takes the file
 * straight to the quarantine bucket. Its inspection job is written now, so that a lost event loses nothing: the sweeper
 * looks again when the form has expired.
 */
export async function requestUpload(
  parts: UploadParts,
  actor: Actor,
  reviewId: string,
  details: EvidenceDetails,
  redirectTo?: (itemId: string) => string,
): Promise<Outcome<UploadForm, 'not-found'>> {
  if (!may(actor, 'evidence.upload')) return failure('not-found', 'There is no such page.');
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const { revision, use } = await newEvidence(parts, reviewId);
    const written = await recordEvidence(parts, actor, details, revision, use);
    if (written === 'conflict') continue;
    const { itemId, revisionId } = revision;
    const form = await parts.objects.uploadForm('quarantine', keys.upload(itemId, revisionId), {
      maxBytes: largestUpload,
      expiresSeconds: uploadFormSeconds,
      ...(redirectTo ? { redirectTo: redirectTo(itemId) } : {}),
    });
    return success({ itemId, revisionId, ref: evidenceRef(use.position), form, largestBytes: largestUpload });
  }
  throw new Error(`No place was free in review ${reviewId} after ${mostTries} tries`);
}

async function newEvidence(parts: UploadParts, reviewId: string): Promise<{ revision: Revision; use: EvidenceUse }> {
  const uses = await listUses(parts, reviewId);
  const itemId = parts.ids();
  return {
    use: { reviewId, position: (uses.at(-1)?.position ?? 0) + 1, itemId },
    revision: {
      itemId,
      revisionId: parts.ids(),
      reviewId,
      state: 'awaiting-upload',
      jobId: parts.ids(),
      createdAt: parts.clock().toISOString(),
    },
  };
}

function recordEvidence(
  parts: UploadParts,
  actor: Actor,
  details: EvidenceDetails,
  revision: Revision,
  use: EvidenceUse,
) {
  const ref = evidenceRef(use.position);
  const subject = { scope: revision.itemId, id: revision.revisionId };
  const job = { ...newJob(parts, 'inspect-evidence', subject, uploadFormSeconds), jobId: revision.jobId };
  const draft = { scope: use.reviewId, actor, sentence: `added ${ref}, “${details.title}”, and opened its upload` };
  return writeAudited(parts, draft, (entry) =>
    library(parts)
      .transaction.write((own) => [
        own.item
          .create({ ...details, itemId: revision.itemId, createdAt: revision.createdAt, createdBy: actor.personId })
          .commit(),
        own.revision.create({ ...revision, removed: [], warnings: [] }).commit(),
        own.use.create(use).commit(),
        own.job.create(job).commit(),
        own.audit.create(entry).commit(),
      ])
      .go(),
  );
}
