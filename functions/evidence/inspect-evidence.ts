import { moment } from '../access/british-dates.ts';
import { endedJob, type Job } from '../platform/jobs.ts';
import { keys } from '../platform/names.ts';
import type { Parts } from '../platform/parts.ts';
import { WorkFault } from '../platform/run-job.ts';
import type { Inspector } from './inspector.ts';
import { type Revision, uploadFormSeconds } from './model.ts';
import { moveRevision } from './move-revision.ts';
import { findRevision, library } from './store.ts';

type InspectParts = Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'log'>;

type Found = Pick<Revision, 'state' | 'reason'> & Partial<Revision>;

/** Inspects the file of a job's revision and records what was found, once: the job ends in the same transaction. */
export async function inspectEvidence(parts: InspectParts, inspector: Inspector, job: Job): Promise<void> {
  const revision = await findRevision(parts, job.subject.scope, job.subject.id);
  if (!revision || revision.state === 'ready' || revision.state === 'refused' || revision.state === 'abandoned') {
    await endAlone(parts, job, 'done');
    return;
  }
  const found =
    revision.state === 'awaiting-upload' ? await withoutVerdict(parts, revision) : await openFile(inspector, revision);
  await recordFinding(parts, job, revision, found);
}

/** Ends a job whose revision needs nothing more. */
async function endAlone(parts: InspectParts, job: Job, end: 'done' | 'dead'): Promise<void> {
  await library(parts).entities.job.patch({ jobId: job.jobId }).set(endedJob(parts, end)).go();
}

/** The form has expired, and the time for its verdict too. A file that no verdict came for is refused: nothing is used that nothing vouched for. */
async function withoutVerdict(parts: InspectParts, revision: Revision): Promise<Found> {
  if (await hasArrived(parts, keys.upload(revision.itemId, revision.revisionId)))
    return { state: 'refused', reason: 'The malware scan did not answer for this file. Upload it again.' };
  return {
    state: 'abandoned',
    reason: `No file came within ${uploadFormSeconds / 60} minutes of ${moment(revision.createdAt)}. Add the item again when the file is to hand.`,
  };
}

/** By the list of names: this function may read no file of quarantine, and nobody one without a clean verdict. */
async function hasArrived(parts: InspectParts, key: string): Promise<boolean> {
  for await (const listed of parts.objects.list('quarantine', key)) if (listed.key === key) return true;
  return false;
}

/** A file that can't be read yet is waited for: the job comes back, and gives up in the end. */
async function openFile(inspector: Inspector, revision: Revision): Promise<Found> {
  const { itemId, revisionId, versionId } = revision;
  if (!versionId) return { state: 'refused', reason: 'The malware scan did not say what it scanned. Upload it again.' };
  const parsed = await inspector({ key: keys.upload(itemId, revisionId), versionId });
  if (parsed.verdict === 'gone') throw new WorkFault('The uploaded file was not there to be opened.');
  if (parsed.verdict === 'too-much') {
    const { fileName, size, code } = parsed;
    return { state: 'refused', fileName, size, reason: tooMuch[code] };
  }
  const { verdict, ...finding } = parsed;
  return { ...finding, state: verdict };
}

const tooMuch = {
  'timed-out':
    'This file took too long to open, which a sound document does not. Print it to a new PDF and upload that.',
  'out-of-memory':
    'This file needs more memory to open than a sound document does. Print it to a new PDF, or split it, and upload that.',
  crashed: 'This file could not be opened safely. Print it to a new PDF and upload that.',
} as const;

async function recordFinding(
  parts: InspectParts,
  job: Job,
  revision: Revision,
  found: Found,
  end: 'done' | 'dead' = 'done',
): Promise<void> {
  const says =
    found.state === 'ready'
      ? `ready, ${found.pages} ${found.pages === 1 ? 'page' : 'pages'}`
      : `${found.state}. ${found.reason}`;
  const moved = await moveRevision(parts, revision, {
    to: found,
    job: endedJob(parts, end, found.reason),
    sentence: (what) => `inspected the file of ${what}: ${says}`,
  });
  if (moved === 'known') parts.log.info('An inspection was recorded by another run', { jobId: job.jobId });
}

/** After the last attempt: the file is refused, with the reason in words. */
export async function giveUpInspection(parts: InspectParts, job: Job, reason: string): Promise<void> {
  const revision = await findRevision(parts, job.subject.scope, job.subject.id);
  if (revision?.state !== 'awaiting-upload' && revision?.state !== 'inspecting') {
    await endAlone(parts, job, 'dead');
    return;
  }
  const words = `This file could not be inspected. ${reason} Upload it again, or ask your administrator to have it tried again.`;
  await recordFinding(parts, job, revision, { state: 'refused', reason: words }, 'dead');
}
