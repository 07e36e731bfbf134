import { PassThrough } from 'node:stream';
import { compilePdf } from '../../documents/compile/compile.ts';
import { link } from '../../documents/link/link.ts';
import type { Sink } from '../../documents/model.ts';
import { type Job, noteProgress } from '../../platform/jobs.ts';
import { keys } from '../../platform/names.ts';
import type { Parts } from '../../platform/parts.ts';
import { WorkFault } from '../../platform/run-job.ts';
import { bundlePlan } from '../bundle-plan.ts';
import { canonicalJson, sha256 } from '../canonical-json.ts';
import { type AnyView, composePack } from '../compose/compose-pack.ts';
import { editions, type Manifest, type ReleaseRecord, type VersionFile } from '../model.ts';
import type { Typesetter } from '../typesetter.ts';
import { templateView } from '../view/template-view.ts';

type MakeParts = Pick<Parts, 'table' | 'objects'>;

const frontObject = 'front';

/** All that a version's files are made from. */
export interface MadeFrom {
  versionId: string;
  manifestDigest: string;
  manifest: Manifest;
  /** For the released edition alone. */
  record?: ReleaseRecord;
  /** Of the release record if there is one, otherwise of the manifest: it is in the files' keys and in the bundle's id. */
  digest: string;
}

/**
 * The files of a version: compose, typeset, link, store. May run twice: every object has one possible content under its key.
 * Reads nothing but what it is given and the objects that this names by digest.
 */
export async function makeFiles(
  parts: MakeParts,
  typesetter: Typesetter,
  job: Job,
  from: MadeFrom,
): Promise<{ files: VersionFile[]; warnings: string[] }> {
  const release = from.record ? { digest: from.digest, record: from.record } : undefined;
  const view = await templateView(parts, from.manifest, from.manifestDigest, release);
  await noteProgress(parts, job, 'Setting the report');
  const report = await setReport(parts, typesetter, from, view);
  await noteProgress(parts, job, 'Setting the front of the bundle, and linking the evidence');
  const bundle = await linkBundle(parts, typesetter, from, view);
  const listing = await storeManifest(parts, from, [report.file, bundle.file]);
  return { files: [report.file, bundle.file, listing], warnings: [...report.warnings, ...bundle.warnings] };
}

interface Made {
  file: VersionFile;
  warnings: string[];
}

async function setReport(parts: MakeParts, typesetter: Typesetter, from: MadeFrom, view: AnyView): Promise<Made> {
  const { pdf, pages, problems } = await set(typesetter, view, 'report');
  const file = fileOf(from, 'report', pdf, pages);
  await parts.objects.put('packs', file.key, pdf, { contentType: editions.report.contentType, onlyIfAbsent: true });
  return { file, warnings: problems.map(({ where, message }) => `${where}: ${message}`) };
}

async function set(typesetter: Typesetter, view: AnyView, edition: 'report' | 'bundle') {
  const typeset = await typesetter(composePack(view, edition));
  if (!typeset.ok) throw new WorkFault(`The ${edition} could not be set: ${typeset.message}`);
  return typeset.value;
}

async function linkBundle(parts: MakeParts, typesetter: Typesetter, from: MadeFrom, view: AnyView): Promise<Made> {
  const { manifest } = from;
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
  const plan = bundlePlan(manifest, from.digest, { object: frontObject, pages: front.pages, coversheets }, compiled);
  const open = async (object: string) => {
    if (object === frontObject) return compiledFront.value.object;
    const bytes = await parts.objects.bytes('evidence', object);
    if (!bytes) throw new WorkFault(`The compiled evidence ${object} is missing`);
    return bytes;
  };
  const stream = new PassThrough({ highWaterMark: 8 * 1024 * 1024 });
  const key = keys.packFile(from.versionId, from.digest, editions.bundle.file);
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
        // A copy: the stream says that it has the bytes while they still wait to be read, and they change then.
        stream.write(bytes.slice(), (error) => (error ? reject(error) : resolve()));
      }),
  };
}

/** `manifest.json`: what the version was made of, and the digest of every file that it became. */
async function storeManifest(parts: MakeParts, from: MadeFrom, files: readonly VersionFile[]): Promise<VersionFile> {
  const listing = {
    manifestDigest: from.manifestDigest,
    ...(from.record ? { releaseDigest: from.digest, release: from.record } : {}),
    files: files.map(({ edition, sha256: digest, bytes, pages }) => ({
      file: editions[edition].file,
      sha256: digest,
      bytes,
      pages,
    })),
    manifest: from.manifest,
  };
  const json = Buffer.from(canonicalJson(listing));
  const file = fileOf(from, 'manifest', json);
  await parts.objects.put('packs', file.key, json, { contentType: editions.manifest.contentType, onlyIfAbsent: true });
  return file;
}

function fileOf(from: MadeFrom, edition: VersionFile['edition'], bytes: Uint8Array, pages?: number): VersionFile {
  const key = keys.packFile(from.versionId, from.digest, editions[edition].file);
  return { edition, key, sha256: sha256(bytes), bytes: bytes.length, ...(pages === undefined ? {} : { pages }) };
}
