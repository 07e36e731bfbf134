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

const idAlphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const timeCharacters = 10;

/** `fresh`, or if the server that made `newest` had a clock ahead of ours, `fresh` moved to just after it. */
export function laterId(fresh: string, newest: string | undefined): string {
  if (newest === undefined || fresh > newest) return fresh;
  const value =
    [...newest.slice(0, timeCharacters)].reduce((sum, digit) => sum * 32 + idAlphabet.indexOf(digit), 0) + 1;
  let [rest, time] = [value, ''];
  while (time.length < timeCharacters) {
    time = idAlphabet.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  return time + fresh.slice(timeCharacters);
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
