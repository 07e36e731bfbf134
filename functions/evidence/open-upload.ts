import { decide } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { readJob } from '../platform/jobs.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { readEvidence } from './list-evidence.ts';
import { type ReviewEvidence, verdictGraceSeconds } from './model.ts';
import { type UploadForm, uploadForm } from './new-revision.ts';
import { listRevisions } from './store.ts';

/** Below this, a file would hardly arrive before the form ends. */
const fewestSeconds = 30;

/**
 * The form of an item whose newest file is still awaited, made anew: for the page that follows the details, and for whoever
 * closed that page. It ends when the first one does.
 */
export async function openUpload(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  itemId: string,
  redirectTo: string,
): Promise<Outcome<{ evidence: ReviewEvidence; upload: UploadForm }, 'not-found' | 'closed'>> {
  const found = await readEvidence(parts, actor, reviewId, itemId);
  if (!found.ok) return found;
  const evidence = found.value;
  const newest = (await listRevisions(parts, itemId))[0] ?? evidence.revision;
  const decision = decide(actor, 'evidence.send', newest, parts.wallClock());
  if (decision === 'absent') return failure('not-found', 'There is no such page.');
  const awaited = decision === 'allowed' ? newest : undefined;
  const job = awaited && (await readJob(parts, awaited.jobId));
  const givenUp = job ? Date.parse(job.leaseUntil) : 0;
  const expiresSeconds = Math.floor((givenUp - parts.wallClock().getTime()) / 1000) - verdictGraceSeconds;
  if (!awaited || expiresSeconds < fewestSeconds)
    return failure('closed', 'This item no longer takes a file. Add the document again.');
  return success({ evidence, upload: await uploadForm(parts, awaited, evidence.ref, { redirectTo, expiresSeconds }) });
}
