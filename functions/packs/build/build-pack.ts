import { announceJob, endedJob, type Job, newJob } from '../../platform/jobs.ts';
import { keys } from '../../platform/names.ts';
import type { Parts } from '../../platform/parts.ts';
import type { Work } from '../../platform/run-job.ts';
import type { Typesetter } from '../make/typesetter.ts';
import { editions, type Version } from '../model.ts';
import { findVersion, packRoom } from '../store.ts';
import { giveUpVersion } from './give-up.ts';
import { loadMadeFrom, type MadeFrom, type Making, type MakingPart } from './making.ts';
import { setFiles } from './set-files.ts';
import { hasOriginals } from './zip-originals.ts';

type BuildParts = Pick<Parts, 'table' | 'objects' | 'queues' | 'clock' | 'wallClock' | 'ids' | 'log'>;

/**
 * The work of a `build-pack` job, for the draft of a version that is being built and for the released edition of one that is being
 * released: sets its pages, then has every other file made by a job of its own (`make-file.ts`).
 */
export function buildWork(parts: BuildParts, typesetter: Typesetter): Work {
  return {
    run: async (job) => {
      const version = await versionOf(parts, job);
      if (version?.state === 'building' || version?.state === 'releasing') {
        return buildPack(parts, typesetter, job, version);
      }
      await endAlone(parts, job);
    },
    giveUp: async (job, reason) => {
      const version = await versionOf(parts, job);
      const was = version?.state === 'releasing' ? 'releasing' : 'building';
      if ((await giveUpVersion(parts, job, was, reason)) === 'conflict') await endAlone(parts, job);
    },
  };
}

async function endAlone(parts: BuildParts, { jobId }: Job): Promise<void> {
  await packRoom(parts).entities.job.patch({ jobId }).set(endedJob(parts, 'done')).go();
}

function versionOf(parts: BuildParts, job: Job): Promise<Version | undefined> {
  return findVersion(parts, job.subject.scope, Number(job.subject.id));
}

/** May run twice: only the first run's record is taken. */
async function buildPack(parts: BuildParts, typesetter: Typesetter, job: Job, version: Version): Promise<void> {
  const from = await loadMadeFrom(parts, version);
  const { report, volumes, warnings } = await setFiles(parts, typesetter, job, from);
  const originals = originalsOf(version, from);
  const jobs: Job[] = [];
  const withJob = (part: Omit<MakingPart, 'jobId'>): MakingPart => {
    const made = newJob(parts, 'make-file', job.subject);
    jobs.push(made);
    return { ...part, jobId: made.jobId };
  };
  const making: Making = {
    versionId: from.versionId,
    madeFrom: from.digest,
    files: [report, ...originals.files],
    warnings,
    parts: [...volumes, ...originals.parts].map(withJob),
  };
  if ((await recordMaking(parts, job, version, making, jobs)) === 'too-late') return;
  for (const each of jobs) await announceJob(parts, each);
}

/** Originals are the same in every edition: the released one has those of the draft. */
function originalsOf({ state, files }: Version, { versionId, digest, manifest }: MadeFrom) {
  if (state === 'releasing') return { files: files.filter(({ edition }) => edition === 'originals'), parts: [] };
  const key = keys.packFile(versionId, digest, editions.originals.file);
  return { files: [], parts: hasOriginals(manifest) ? [{ edition: 'originals' as const, key }] : [] };
}

/** In one transaction: what is made, the jobs that make it, and the end of this one. `too-late`: another run did so, or gave up. */
async function recordMaking(
  parts: BuildParts,
  job: Job,
  { reviewId, number, state }: Version,
  making: Making,
  jobs: readonly Job[],
): Promise<'written' | 'too-late'> {
  const answer = await packRoom(parts)
    .transaction.write((own) => [
      own.version
        .patch({ reviewId, number })
        .set({ state })
        .where((was, { eq }) => eq(was.state, state))
        .commit(),
      own.job
        .patch({ jobId: job.jobId })
        .set({ ...endedJob(parts, 'done'), progress: 'Linking the evidence' })
        .where((was, { eq }) => eq(was.state, 'open'))
        .commit(),
      own.making
        .put({
          ...making,
          files: [...making.files],
          warnings: [...making.warnings],
          parts: making.parts.map((part) => ({ ...part, warnings: [] })),
        })
        .commit(),
      ...jobs.map((each) => own.job.create(each).commit()),
    ])
    .go();
  if (!answer.canceled) return 'written';
  if (answer.data.some((row) => row?.rejected && row.code === 'ConditionalCheckFailed')) return 'too-late';
  throw new Error('The table was busy: the parts of a version were not recorded');
}
