import { moment } from '../../access/british-dates.ts';
import type { RunChild } from '../../platform/child-process.ts';
import { endedJob, type Job, noteProgress } from '../../platform/jobs.ts';
import { keys } from '../../platform/names.ts';
import type { Parts } from '../../platform/parts.ts';
import type { Work } from '../../platform/run-job.ts';
import { type FiguresImport, uploadFormSeconds } from './model.ts';
import { importName, moveImport } from './move-import.ts';
import { type Found, type OwnCouncil, readUpload } from './read-upload.ts';
import { findImport, importRoom } from './store.ts';

type ReadParts = Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'log'>;

export function readingWork(parts: ReadParts, runChild: RunChild<'read-figures'>, council: OwnCouncil): Work {
  return {
    run: (job) => readFigures(parts, runChild, council, job),
    giveUp: (job, reason) => giveUpReading(parts, job, reason),
  };
}

/**
 * Reads the file of a job's import and records what was found. Only then is the file removed from quarantine, and only then does the job end: whenever
 * it is killed, the next run goes on from there, and no file that may hold children's data is forgotten.
 */
async function readFigures(
  parts: ReadParts,
  runChild: RunChild<'read-figures'>,
  council: OwnCouncil,
  job: Job,
): Promise<void> {
  const found = await findImport(parts, job.subject.id);
  if (found?.state === 'awaiting-upload') return endWithoutFile(parts, found);
  if (found?.state === 'reading') {
    const progress = progressOf(parts, job);
    const read = await readUpload(parts, runChild, found, council, (count) => progress.rows(count));
    await progress.ended();
    await record(parts, found, read);
  }
  if (found) await emptyQuarantine(parts, found);
  await endAlone(parts, job, 'done');
}

const betweenNotesMs = 1_000;

/** Notes how far the reading is, at most once a second; a note that fails is none that anybody needs. */
function progressOf(parts: ReadParts, job: Job) {
  let last = 0;
  let writing: Promise<void> = Promise.resolve();
  return {
    rows(count: number) {
      const now = parts.wallClock().getTime();
      if (now - last < betweenNotesMs) return;
      last = now;
      const words = `${count.toLocaleString('en-GB')} rows read`;
      writing = writing
        .then(() => noteProgress(parts, job, words))
        .catch((error: unknown) => parts.log.warn('Progress was not noted', { jobId: job.jobId, error }));
    },
    ended: () => writing,
  };
}

async function record(parts: ReadParts, found: FiguresImport, read: Found): Promise<void> {
  const name = importName({ ...found, ...read });
  const sentence =
    read.state === 'ready'
      ? `read the figures file ${name}: ${(read.rows ?? 0).toLocaleString('en-GB')} figures, ready to be confirmed`
      : `read the figures file ${name} and refused it`;
  const moved = await moveImport(parts, found, { to: read, sentence });
  if (moved === 'known') parts.log.info('An import was moved on by another', { importId: found.importId });
}

/** The form has expired, and the time for its verdict too. A file that no verdict came for is refused: nothing is read that nothing vouched for. */
async function endWithoutFile(parts: ReadParts, found: FiguresImport): Promise<void> {
  const key = keys.figuresUpload(found.importId);
  const arrived = await hasArrived(parts, key);
  const reason = arrived
    ? 'The malware scan did not answer for this file. Upload it again.'
    : `No file came within ${uploadFormSeconds / 60} minutes of ${moment(found.createdAt)}. Start the import again when the file is to hand.`;
  // Its version isn't known. What is hidden so is gone after a day.
  if (arrived) await parts.objects.remove('quarantine', key);
  await moveImport(parts, found, {
    to: arrived ? { state: 'refused', reason, cause: 'scan' } : { state: 'abandoned', reason },
    job: endedJob(parts, 'done'),
    sentence: arrived
      ? `refused the figures file of ${importName(found)}: ${reason}`
      : `ended the import of ${importName(found)}: no file came`,
  });
}

/** By the list of names: this function may open no file without a clean verdict. */
async function hasArrived(parts: ReadParts, key: string): Promise<boolean> {
  for await (const listed of parts.objects.list('quarantine', key)) if (listed.key === key) return true;
  return false;
}

async function emptyQuarantine(parts: ReadParts, { importId, versionId }: FiguresImport): Promise<void> {
  if (versionId !== undefined) await parts.objects.remove('quarantine', keys.figuresUpload(importId), versionId);
}

async function endAlone(parts: ReadParts, job: Job, end: 'done' | 'dead'): Promise<void> {
  await importRoom(parts).entities.job.patch({ jobId: job.jobId }).set(endedJob(parts, end)).go();
}

/** After the last attempt: the file is refused with the reason in words, and is not kept. */
async function giveUpReading(parts: ReadParts, job: Job, reason: string): Promise<void> {
  const found = await findImport(parts, job.subject.id);
  if (found?.state === 'awaiting-upload' || found?.state === 'reading') {
    const words = `This file could not be read. ${reason} Import it again, or ask your administrator.`;
    await moveImport(parts, found, {
      to: { state: 'refused', reason: words, cause: 'gave-up' },
      sentence: `gave up reading the figures file of ${importName(found)}. ${reason}`,
    });
  }
  if (found) await emptyQuarantine(parts, found);
  await endAlone(parts, job, 'dead');
}
