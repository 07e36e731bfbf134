import { PassThrough } from 'node:stream';
import { headOf, writeAudited } from '../access/audit.ts';
import { theSystem } from '../access/model.ts';
import { compilePdf } from '../documents/compile/compile.ts';
import { link } from '../documents/link/link.ts';
import type { Sink } from '../documents/model.ts';
import { overlay } from '../metrics/store.ts';
import { endedJob, type Job, noteProgress } from '../platform/jobs.ts';
import { keys } from '../platform/names.ts';
import type { Parts } from '../platform/parts.ts';
import { type Work, WorkFault } from '../platform/run-job.ts';
import { bundlePlan } from './bundle-plan.ts';
import { canonicalJson, sha256 } from './canonical-json.ts';
import { composePack } from './compose/compose-pack.ts';
import type { PackView } from './compose/view.ts';
import { editions, fingerprint, type Manifest, type Version, type VersionFile } from './model.ts';
import { packView } from './pack-view.ts';
import { findVersion, loadManifest, packRoom } from './store.ts';
import type { Typesetter } from './typesetter.ts';

type BuildParts = Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'log'>;

const frontObject = 'front';

export function buildWork(parts: BuildParts, typesetter: Typesetter): Work {
  return {
    run: (job) => buildPack(parts, typesetter, job),
    giveUp: (job, reason) => giveUpBuild(parts, job, reason),
  };
}

/**
 * Builds a version from its manifest alone: compose, typeset, link, store, record. May run twice: every object has one
 * possible content under its key, and only the first run's record is taken.
 */
async function buildPack(parts: BuildParts, typesetter: Typesetter, job: Job): Promise<void> {
  const version = await findVersion(parts, job.subject.scope, Number(job.subject.id));
  if (version?.state !== 'building') {
    await packRoom(parts).entities.job.patch({ jobId: job.jobId }).set(endedJob(parts, 'done')).go();
    return;
  }
  const manifest = await loadManifest(parts, version.manifestDigest);
  const observations = await overlay(parts, manifest.figures.releases);
  const view = packView(manifest, version.manifestDigest, observations);

  await noteProgress(parts, job, 'Setting the report');
  const report = await setReport(parts, typesetter, version, view);
  await noteProgress(parts, job, 'Setting the front of the bundle, and linking the evidence');
  const bundle = await linkBundle(parts, typesetter, version, manifest, view);
  const listing = await storeManifest(parts, version, manifest, [report.file, bundle.file]);
  await recordBuilt(parts, job, version, [report.file, bundle.file, listing], [...report.warnings, ...bundle.warnings]);
}

interface Made {
  file: VersionFile;
  warnings: string[];
}

async function setReport(parts: BuildParts, typesetter: Typesetter, version: Version, view: PackView): Promise<Made> {
  const { pdf, pages, problems } = await set(typesetter, view, 'report');
  const file = fileOf(version, 'report', pdf, pages);
  await parts.objects.put('packs', file.key, pdf, { contentType: editions.report.contentType, onlyIfAbsent: true });
  return { file, warnings: problems.map(({ where, message }) => `${where}: ${message}`) };
}

async function set(typesetter: Typesetter, view: PackView, edition: 'report' | 'bundle') {
  const typeset = await typesetter(composePack(view, edition));
  if (!typeset.ok) throw new WorkFault(`The ${edition} could not be set: ${typeset.message}`);
  return typeset.value;
}

async function linkBundle(
  parts: BuildParts,
  typesetter: Typesetter,
  version: Version,
  manifest: Manifest,
  view: PackView,
): Promise<Made> {
  const front = await set(typesetter, view, 'bundle');
  const compiledFront = await compilePdf(front.pdf, { packLinks: true });
  if (!compiledFront.ok) throw new WorkFault(`The front could not be compiled: ${compiledFront.message}`);
  const coversheets = new Map(
    manifest.evidence.flatMap(({ ref }) => {
      const page = front.anchors[`coversheet-${ref}`];
      return page === undefined ? [] : [[ref, page] as const];
    }),
  );
  const compiled = new Map(
    manifest.evidence.flatMap(({ ref, state, sha256: digest, compiler }) =>
      state === 'ready' && digest && compiler ? [[ref, keys.compiled(digest, compiler)] as const] : [],
    ),
  );
  const plan = bundlePlan(
    manifest,
    version.manifestDigest,
    { object: frontObject, pages: front.pages, coversheets },
    compiled,
  );
  const open = async (object: string) => {
    if (object === frontObject) return compiledFront.value.object;
    const bytes = await parts.objects.bytes('evidence', object);
    if (!bytes) throw new WorkFault(`The compiled evidence ${object} is missing`);
    return bytes;
  };
  const stream = new PassThrough({ highWaterMark: 8 * 1024 * 1024 });
  const key = keys.packFile(version.versionId, version.manifestDigest, editions.bundle.file);
  const stored = parts.objects.put('packs', key, stream, {
    contentType: editions.bundle.contentType,
    onlyIfAbsent: true,
  });
  const linked = link(plan, open, sinkTo(stream)).finally(() => stream.end());
  const [{ bytes, pages, sha256: digest, problems }] = await Promise.all([linked, stored]);
  return {
    file: { edition: 'bundle', key, sha256: digest, bytes, pages },
    warnings: [...front.problems, ...problems].map(({ where, message }) => `${where}: ${message}`),
  };
}

function sinkTo(stream: PassThrough): Sink {
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        stream.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
  };
}

/** `manifest.json`: what the version was made of, and the digest of every file that it became. */
async function storeManifest(
  parts: BuildParts,
  version: Version,
  manifest: Manifest,
  files: readonly VersionFile[],
): Promise<VersionFile> {
  const listing = {
    manifestDigest: version.manifestDigest,
    files: files.map(({ edition, sha256: digest, bytes, pages }) => ({
      file: editions[edition].file,
      sha256: digest,
      bytes,
      pages,
    })),
    manifest,
  };
  const json = Buffer.from(canonicalJson(listing));
  const file = fileOf(version, 'manifest', json);
  await parts.objects.put('packs', file.key, json, { contentType: editions.manifest.contentType, onlyIfAbsent: true });
  return file;
}

function fileOf(version: Version, edition: VersionFile['edition'], bytes: Uint8Array, pages?: number): VersionFile {
  const key = keys.packFile(version.versionId, version.manifestDigest, editions[edition].file);
  return { edition, key, sha256: sha256(bytes), bytes: bytes.length, ...(pages === undefined ? {} : { pages }) };
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
