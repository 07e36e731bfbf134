import { may } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { readJob } from '../platform/jobs.ts';
import { keys } from '../platform/names.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { readEvidence } from './list-evidence.ts';
import { largestUpload, type ReviewEvidence } from './model.ts';
import type { UploadForm } from './request-upload.ts';

/** Below this, a file would hardly arrive before the form ends. */
const fewestSeconds = 30;

/**
 * The form of an item that still awaits its file, made anew: for the page that follows the details, and for whoever closed
 * that page. It ends when the first one does, which is when the item is given up.
 */
export async function openUpload(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  itemId: string,
  redirectTo: string,
): Promise<Outcome<{ evidence: ReviewEvidence; upload: UploadForm }, 'not-found' | 'closed'>> {
  const found = may(actor, 'evidence.upload') ? await readEvidence(parts, actor, reviewId, itemId) : undefined;
  if (!found?.ok) return failure('not-found', 'There is no such page.');
  const evidence = found.value;
  const { revisionId, jobId, state } = evidence.revision;
  const job = state === 'awaiting-upload' ? await readJob(parts, jobId) : undefined;
  const left = job ? Math.floor((Date.parse(job.leaseUntil) - parts.wallClock().getTime()) / 1000) : 0;
  if (left < fewestSeconds) return failure('closed', 'This item no longer takes a file. Add the document again.');
  const form = await parts.objects.uploadForm('quarantine', keys.upload(itemId, revisionId), {
    maxBytes: largestUpload,
    expiresSeconds: left,
    redirectTo,
  });
  return success({ evidence, upload: { itemId, revisionId, ref: evidence.ref, form, largestBytes: largestUpload } });
}
