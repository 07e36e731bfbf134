import { headOf, writeAudited } from '../../access/audit.ts';
import { theSystem } from '../../access/model.ts';
import { endedJob, type Job } from '../../platform/jobs.ts';
import { keys } from '../../platform/names.ts';
import type { Parts } from '../../platform/parts.ts';
import { canonicalJson, sha256 } from '../canonical-json.ts';
import { editions, fileName, fingerprint, type Version, type VersionFile } from '../model.ts';
import { findVersion, findVersions, packRoom } from '../store.ts';
import { loadMadeFrom, type MadeFrom, type Making } from './making.ts';
import { removePieces } from './pieces.ts';

type CompleteParts = Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'log'>;

/** More withdrawals than can fall into one release. */
const mostTries = 5;

/**
 * Once every file is made: lists them in `manifest.json`, and makes the version built or released in one transaction with the end of the
 * job. May run twice, and by two jobs at once: one of them is first.
 */
export async function completeVersion(
  parts: CompleteParts,
  job: Job,
  version: Version,
  making: Making,
  made: readonly VersionFile[],
): Promise<void> {
  const from = await loadMadeFrom(parts, version);
  const files = [...made, await storeManifest(parts, from, made)];
  const done = { job, version, making, files, warnings: warningsOf(making) };
  if (!(await (version.state === 'releasing' ? recordReleased : recordBuilt)(parts, done))) {
    await packRoom(parts).entities.job.patch({ jobId: job.jobId }).set(endedJob(parts, 'done')).go();
    return;
  }
  try {
    await removePieces(parts, from);
  } catch (error) {
    parts.log.warn('Pieces of a version were not removed; the rule of their bucket will', { jobId: job.jobId, error });
  }
}

interface Done {
  job: Job;
  version: Version;
  making: Making;
  files: VersionFile[];
  warnings: string[];
}

const warningsOf = ({ warnings, parts }: Making) => [...warnings, ...parts.flatMap((part) => part.warnings ?? [])];

/** False: another run was first, or the version was given up. */
async function recordBuilt(parts: CompleteParts, { job, version, making, files, warnings }: Done): Promise<boolean> {
  const { reviewId, number, manifestDigest } = version;
  const sentence = `built version ${number}, fingerprint ${fingerprint(manifestDigest)}`;
  const written = await writeAudited(parts, { scope: reviewId, actor: theSystem, sentence }, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [
        own.version
          .patch({ reviewId, number })
          .set({ state: 'built', builtAt: parts.clock().toISOString(), files, warnings })
          .where(({ state }, { eq }) => eq(state, 'building'))
          .commit(),
        own.pack.patch({ reviewId }).remove(['building']).commit(),
        own.making.delete({ versionId: making.versionId, madeFrom: making.madeFrom }).commit(),
        own.job.patch({ jobId: job.jobId }).set(endedJob(parts, 'done')).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  return written === 'written';
}

/** False: another run was first, or the version is no longer being released. */
async function recordReleased(parts: CompleteParts, done: Done): Promise<boolean> {
  const { reviewId, number } = done.version;
  // Whoever withdraws the earlier version meanwhile wins: it is then read again, and no longer superseded.
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    if ((await tryReleased(parts, done)) === 'written') return true;
    const now = await findVersion(parts, reviewId, number);
    if (now?.state !== 'releasing') return false;
  }
  throw new Error('The versions of this review kept changing while one was released');
}

async function tryReleased(parts: CompleteParts, { job, version, making, files }: Done) {
  const { reviewId, number } = version;
  const digest = making.madeFrom;
  const earlier = (await findVersions(parts, reviewId)).filter(({ state }) => state === 'released');
  const names = earlier.map((each) => each.number).join(', ');
  const sentence =
    `made the released edition of version ${number}, release record ${fingerprint(digest)}` +
    (names ? `; it supersedes version ${names}` : '');
  return writeAudited(parts, { scope: reviewId, actor: theSystem, sentence }, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [
        own.version
          .patch({ reviewId, number })
          .set({ state: 'released', released: { digest, files } })
          .remove(['reason'])
          .where(({ state }, { eq }) => eq(state, 'releasing'))
          .commit(),
        ...earlier.map((each) =>
          own.version
            .patch({ reviewId, number: each.number })
            .set({ state: 'superseded', supersededBy: number })
            .where(({ state }, { eq }) => eq(state, 'released'))
            .commit(),
        ),
        own.pack.patch({ reviewId }).set({ released: number }).remove(['releasing']).commit(),
        own.making.delete({ versionId: making.versionId, madeFrom: making.madeFrom }).commit(),
        own.job.patch({ jobId: job.jobId }).set(endedJob(parts, 'done')).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
}

/** `manifest.json`: what the version was made of, and the digest of every file that it became. */
async function storeManifest(
  parts: CompleteParts,
  from: MadeFrom,
  files: readonly VersionFile[],
): Promise<VersionFile> {
  const listing = {
    manifestDigest: from.manifestDigest,
    ...(from.record ? { releaseDigest: from.digest, release: from.record } : {}),
    files: files.map(({ edition, volume, firstPage, sha256: digest, bytes, pages }) => ({
      file: fileName({ edition, ...(volume === undefined ? {} : { volume }) }),
      sha256: digest,
      bytes,
      pages,
      ...(firstPage === undefined ? {} : { firstPage }),
    })),
    manifest: from.manifest,
  };
  const json = Buffer.from(canonicalJson(listing));
  const key = keys.packFile(from.versionId, from.digest, editions.manifest.file);
  await parts.objects.put('packs', key, json, { contentType: editions.manifest.contentType, onlyIfAbsent: true });
  return { edition: 'manifest', key, sha256: sha256(json), bytes: json.length };
}
