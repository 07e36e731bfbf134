import { createHash } from 'node:crypto';
import type { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { safeFileName } from '../../platform/content-disposition.ts';
import { keys } from '../../platform/names.ts';
import type { Parts } from '../../platform/parts.ts';
import { WorkFault } from '../../platform/run-job.ts';
import { canonicalJson } from '../canonical-json.ts';
import { editions, type Manifest, type ManifestEvidence } from '../model.ts';
import { loadManifest } from '../store.ts';
import { sinkToStore } from './sink.ts';

type Objects = Pick<Parts, 'objects'>;

/** By what a file is, whatever its name says: `notes.exe` that is a PDF is saved as one. */
const extensions: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
};
const leftOutList = 'Not in this archive.txt';

/** Whether there is an original that may be given out. */
export function hasOriginals({ evidence }: Pick<Manifest, 'evidence'>): boolean {
  return evidence.some((entry) => whyNot(entry) === undefined);
}

/**
 * The ZIP of originals of a version, straight into the store: read one at a time, none held in memory. Stored and not deflated, since
 * what we take is compressed already. Names, order and dates come from the manifest, so the same manifest gives the same bytes.
 */
export async function zipOriginals(parts: Objects, manifestDigest: string, key: string) {
  const manifest = await loadManifest(parts, manifestDigest);
  return sinkToStore(parts, key, editions.originals.contentType, async (sink) => {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of await openZip(parts, manifest)) {
      hash.update(piece);
      bytes += piece.length;
      await sink.write(piece);
    }
    return { sha256: hash.digest('hex'), bytes, warnings: [] };
  });
}

async function openZip(parts: Objects, manifest: Manifest): Promise<AsyncIterable<Buffer>> {
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  const fail = (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error)));
  zip.on('error', fail);
  let reading: Readable | undefined;
  // Left open, a file that nobody reads on would hold its connection.
  output.once('close', () => reading?.destroy());
  const options = { mtime: noonOf(manifest.frozenAt), mode: 0o100644, compress: false, forceDosTimestamp: true };
  zip.addBuffer(Buffer.from(canonicalJson(manifest)), editions.manifest.file, options);
  const list = leftOut(manifest.evidence);
  if (list) zip.addBuffer(Buffer.from(list), leftOutList, options);
  for (const entry of manifest.evidence) {
    if (whyNot(entry) !== undefined) continue;
    const key = keys.original(entry.sha256 ?? '');
    const facts = await parts.objects.head('evidence', key);
    if (!facts) throw missing(entry);
    const name = nameOf(entry, facts.contentType);
    zip.addReadStreamLazy(name, { ...options, size: facts.size }, (pass) => {
      parts.objects.get('evidence', key).then((stored) => {
        if (!stored) return fail(missing(entry));
        stored.body.on('error', fail);
        reading = stored.body;
        pass(null, stored.body as Readable);
      }, fail);
    });
  }
  zip.end();
  return output;
}

const missing = ({ ref }: ManifestEvidence) => new WorkFault(`The original of ${ref} is missing.`);

/** `E07 Audit of cases.pdf`, at most 120 characters. Its reference makes it unique, and no name that Windows keeps for itself. */
function nameOf({ ref, title }: ManifestEvidence, contentType: string): string {
  return safeFileName(`${ref} ${title}${extensions[contentType] ?? ''}`);
}

/** Why an original is not given out, in words; nothing when it is. */
function whyNot({ state, reason, scan, sha256, removed }: ManifestEvidence): string | undefined {
  if (state === 'awaiting') return 'no file had come when this version was frozen';
  if (state === 'refused' || sha256 === undefined) return reason ?? 'its file was refused';
  if (scan === undefined) return 'no malware scan vouches for its file';
  if (removed.length > 0) return `its file holds what its pages in the bundle do not: ${removed.join(', ')}`;
  return undefined;
}

function leftOut(evidence: readonly ManifestEvidence[]): string {
  const lines = evidence.flatMap((entry) => {
    const why = whyNot(entry);
    return why === undefined ? [] : [`${entry.ref} ${entry.title}: ${why}\r\n`];
  });
  return lines.length === 0 ? '' : `The original files of these items are not given out.\r\n\r\n${lines.join('')}`;
}

/** A ZIP's dates are local, and its writer asks this machine where it is: noon is a time on every day everywhere. */
function noonOf(instant: string): Date {
  const [year = 1980, month = 1, day = 1] = instant.slice(0, 10).split('-').map(Number);
  return new Date(year, month - 1, day, 12);
}
