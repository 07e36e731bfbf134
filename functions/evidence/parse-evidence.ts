import { buffer } from 'node:stream/consumers';
import { COMPILER_VERSION } from '../documents/compile/model.ts';
import { CONVERTED } from '../documents/convert/convert.ts';
import type { Inspection } from '../documents/inspect/inspect.ts';
import type { RunChild } from '../platform/child-process.ts';
import { keys } from '../platform/names.ts';
import type { Parts } from '../platform/parts.ts';
import { type Parsed, type Upload, upload } from './inspector.ts';

type ParserParts = Pick<Parts, 'objects'>;

/** What opening one file may take. */
export const inspectionLimits = { ms: 60_000, memoryMb: 1024 };
const largestName = 255;
const mostFindings = 50;
const longestFinding = 500;

type Report = Omit<Inspection, 'compiled'>;

/** The handler of the parser's function: it has no table, no queue and no way out but to two buckets. */
export function parseHandler(parts: ParserParts, runChild: RunChild) {
  return (event: unknown): Promise<Parsed> => parseEvidence(parts, runChild, upload.parse(event));
}

/** Opens one version of an upload in a process that can be killed, and keeps what is ready under its digest. */
export async function parseEvidence(
  parts: ParserParts,
  runChild: RunChild,
  { key, versionId }: Upload,
): Promise<Parsed> {
  const stored = await parts.objects.get('quarantine', key, { versionId });
  if (!stored) return { verdict: 'gone' };
  const file = { fileName: (stored.metadata.name || 'unnamed file').slice(0, largestName), size: stored.size };
  const bytes = await buffer(stored.body);
  const ran = await inChild(runChild, bytes, file.fileName);
  if (!ran.ok) return { verdict: 'too-much', ...file, code: ran.code };
  const { report, compiled } = ran.value;
  const { reason, sha256, pages } = report;
  const found = {
    ...file,
    reason,
    sha256,
    compiler: COMPILER_VERSION,
    removed: readable(report.removed),
    warnings: readable(report.warnings),
  };
  if (report.verdict === 'refused' || !compiled || pages === undefined) return { verdict: 'refused', ...found };
  await keepReady(parts, report, bytes, compiled);
  return { verdict: 'ready', ...found, pages, compiledBytes: compiled.length };
}

function inChild(runChild: RunChild, bytes: Uint8Array, name: string) {
  return runChild<{ report: Report; compiled?: Uint8Array }>(
    'inspect',
    { path: 'upload', name, compiledPath: 'compiled' },
    inspectionLimits,
    { upload: bytes },
    async ({ report }, read) =>
      report.verdict === 'ready' ? { report, compiled: await read('compiled') } : { report },
  );
}

/** As many as a person reads: an answer has a largest size, and a file may be wrong in a million places. */
function readable(findings: readonly string[]): string[] {
  const shown = findings.slice(0, mostFindings).map((finding) => finding.slice(0, longestFinding));
  const more = findings.length - shown.length;
  return more > 0 ? [...shown, `and ${more} more of the kind`] : shown;
}

/** Both are named by digest, so that writing them twice changes nothing. */
async function keepReady(parts: ParserParts, { sha256, type }: Report, original: Uint8Array, compiled: Uint8Array) {
  await parts.objects.put('evidence', keys.original(sha256), original, {
    // The child read a file that nobody trusts: its word is held to the kinds that we take.
    contentType: type === 'application/pdf' || CONVERTED.has(type) ? type : 'application/octet-stream',
    onlyIfAbsent: true,
  });
  await parts.objects.put('evidence', keys.compiled(sha256, COMPILER_VERSION), compiled, {
    contentType: 'application/octet-stream',
    onlyIfAbsent: true,
  });
}
