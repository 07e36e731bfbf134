import { headOf, writeAudited } from '../../access/audit.ts';
import { theSystem } from '../../access/model.ts';
import { endedJob, type Job } from '../../platform/jobs.ts';
import type { Parts } from '../../platform/parts.ts';
import type { Work } from '../../platform/run-job.ts';
import { fingerprint, type Version, type VersionFile } from '../model.ts';
import { findVersion, loadManifest, packRoom } from '../store.ts';
import type { Typesetter } from '../typesetter.ts';
import { makeFiles } from './make-files.ts';
import { giveUpRelease, releaseEdition } from './release-edition.ts';

type BuildParts = Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'log'>;

/** The work of a `build-pack` job: the draft of a version that is being built, or the released edition of one being released. */
export function buildWork(parts: BuildParts, typesetter: Typesetter): Work {
  return {
    run: async (job) => {
      const version = await versionOf(parts, job);
      if (version?.state === 'building') return buildPack(parts, typesetter, job, version);
      if (version?.state === 'releasing') return releaseEdition(parts, typesetter, job, version);
      await packRoom(parts).entities.job.patch({ jobId: job.jobId }).set(endedJob(parts, 'done')).go();
    },
    giveUp: async (job, reason) => {
      const version = await versionOf(parts, job);
      await (version?.state === 'releasing' ? giveUpRelease : giveUpBuild)(parts, job, reason);
    },
  };
}

function versionOf(parts: BuildParts, job: Job): Promise<Version | undefined> {
  return findVersion(parts, job.subject.scope, Number(job.subject.id));
}

/** Builds a version from its manifest alone. May run twice: only the first run's record is taken. */
async function buildPack(parts: BuildParts, typesetter: Typesetter, job: Job, version: Version): Promise<void> {
  const { versionId, manifestDigest } = version;
  const manifest = await loadManifest(parts, manifestDigest);
  const made = await makeFiles(parts, typesetter, job, {
    ...{ versionId, manifestDigest, manifest },
    digest: manifestDigest,
  });
  await recordBuilt(parts, job, version, made.files, made.warnings);
}

async function recordBuilt(
  parts: BuildParts,
  job: Job,
  version: Version,
  files: VersionFile[],
  warnings: string[],
): Promise<void> {
  const { reviewId, number } = version;
  const sentence = `built version ${number}, fingerprint ${fingerprint(version.manifestDigest)}`;
  await writeAudited(parts, { scope: reviewId, actor: theSystem, sentence }, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [
        own.version
          .patch({ reviewId, number })
          .set({ state: 'built', builtAt: parts.clock().toISOString(), files, warnings })
          .where(({ state }, { eq }) => eq(state, 'building'))
          .commit(),
        own.pack.patch({ reviewId }).remove(['building']).commit(),
        own.job.patch({ jobId: job.jobId }).set(endedJob(parts, 'done')).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
}

/** After the last attempt: the version says that it failed, and another may be built. */
async function giveUpBuild(parts: BuildParts, job: Job, reason: string): Promise<void> {
  const [reviewId, number] = [job.subject.scope, Number(job.subject.id)];
  const sentence = `could not build version ${number}: ${reason}`;
  await writeAudited(parts, { scope: reviewId, actor: theSystem, sentence }, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [
        own.version
          .patch({ reviewId, number })
          .set({ state: 'failed', reason })
          .where(({ state }, { eq }) => eq(state, 'building'))
          .commit(),
        own.pack.patch({ reviewId }).remove(['building']).commit(),
        own.job
          .patch({ jobId: job.jobId })
          .set(endedJob(parts, 'dead', reason))
          .commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
}
