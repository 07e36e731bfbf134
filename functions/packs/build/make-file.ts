import { endedJob, type Job, noteProgress } from '../../platform/jobs.ts';
import type { Parts } from '../../platform/parts.ts';
import type { Work } from '../../platform/run-job.ts';
import { fileLabel, type Version } from '../model.ts';
import { findVersion, packRoom } from '../store.ts';
import { completeVersion } from './complete-version.ts';
import { giveUpVersion } from './give-up.ts';
import { linkVolume } from './link-volume.ts';
import { findMaking, finishedFiles, type Making, type MakingPart, madeFromOf, recordPart } from './making.ts';
import { zipOriginals } from './zip-originals.ts';

type MakeParts = Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'log'>;

interface Found {
  version: Version;
  making: Making;
  index: number;
  part: MakingPart;
}

/**
 * The work of a `make-file` job: one volume of a bundle, or the ZIP of originals. They run side by side; whichever is recorded last makes
 * the version built or released.
 */
export function makeFileWork(parts: MakeParts): Work {
  return {
    run: async (job) => {
      const found = await find(parts, job);
      if (!found) return endAlone(parts, job);
      const making = found.part.sha256 === undefined ? await make(parts, found) : found.making;
      const files = finishedFiles(making);
      if (files) return completeVersion(parts, job, found.version, making, files);
      await noteProgress(parts, { jobId: found.version.jobId }, inWords(making));
      await endAlone(parts, job);
    },
    giveUp: async (job, reason) => {
      const found = await find(parts, job);
      if (!found) return endAlone(parts, job);
      const { version, making, part } = found;
      const was = version.state === 'releasing' ? 'releasing' : 'building';
      const words = `${fileLabel(part)}: ${reason}`;
      const failed = { jobId: job.jobId, making: { versionId: making.versionId, madeFrom: making.madeFrom } };
      const main = { jobId: version.jobId, subject: job.subject };
      if ((await giveUpVersion(parts, main, was, words, failed)) === 'conflict') await endAlone(parts, job);
    },
  };
}

/** Nothing when the version no longer waits for this job: it is made, or was given up, or is made anew by other jobs. */
async function find(parts: MakeParts, job: Job): Promise<Found | undefined> {
  const version = await findVersion(parts, job.subject.scope, Number(job.subject.id));
  const madeFrom = version && madeFromOf(version);
  const making = version && madeFrom ? await findMaking(parts, version.versionId, madeFrom) : undefined;
  const index = making?.parts.findIndex(({ jobId }) => jobId === job.jobId) ?? -1;
  const part = making?.parts[index];
  return version && making && part ? { version, making, index, part } : undefined;
}

async function make(parts: MakeParts, { version, making, index, part }: Found): Promise<Making> {
  const made =
    part.edition === 'originals'
      ? await zipOriginals(parts, version.manifestDigest, part.key)
      : await linkVolume(parts, making, part);
  return recordPart(parts, making, index, made);
}

function inWords({ parts }: Making): string {
  const made = parts.filter(({ sha256 }) => sha256 !== undefined).length;
  return `Linking the evidence, ${made} of ${parts.length} files made`;
}

async function endAlone(parts: MakeParts, { jobId }: Job): Promise<void> {
  await packRoom(parts).entities.job.patch({ jobId }).set(endedJob(parts, 'done')).go();
}
