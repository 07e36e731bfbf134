import { laterId } from '../platform/ids.ts';
import { type Job, newJob } from '../platform/jobs.ts';
import { keys } from '../platform/names.ts';
import type { Parts } from '../platform/parts.ts';
import { largestUpload, type Revision, uploadFormSeconds, verdictGraceSeconds } from './model.ts';

export type UploadParts = Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'ids'>;

export interface UploadForm {
  itemId: string;
  revisionId: string;
  ref: string;
  /** Where the browser posts the file, with these fields before the file itself. */
  form: { url: string; fields: Record<string, string> };
  largestBytes: number;
}

/**
 * A revision that awaits its file, and the job that looks after it. The job is written with the revision, so that a lost
 * event loses nothing: the sweeper looks again when a verdict should have come. `newest` is the item's newest revision.
 */
export function newRevision(
  parts: UploadParts,
  place: { reviewId: string; itemId: string },
  newest?: string,
): { revision: Revision; job: Job } {
  const revisionId = laterId(parts.ids(), newest);
  const subject = { scope: place.itemId, id: revisionId };
  const job = newJob(parts, 'inspect-evidence', subject, uploadFormSeconds + verdictGraceSeconds);
  const createdAt = parts.clock().toISOString();
  return { revision: { ...place, revisionId, state: 'awaiting-upload', jobId: job.jobId, createdAt }, job };
}

/** The form that takes a revision's file straight to the quarantine bucket. */
export async function uploadForm(
  parts: Pick<Parts, 'objects'>,
  { itemId, revisionId }: Revision,
  ref: string,
  { redirectTo, expiresSeconds = uploadFormSeconds }: { redirectTo?: string | undefined; expiresSeconds?: number } = {},
): Promise<UploadForm> {
  const form = await parts.objects.uploadForm('quarantine', keys.upload(itemId, revisionId), {
    maxBytes: largestUpload,
    expiresSeconds,
    ...(redirectTo === undefined ? {} : { redirectTo }),
  });
  return { itemId, revisionId, ref, form, largestBytes: largestUpload };
}
