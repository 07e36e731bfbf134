import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { ChildCode, RunChild } from '../../platform/child-process.ts';
import { keys } from '../../platform/names.ts';
import type { Outcome } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { WorkFault } from '../../platform/run-job.ts';
import { readCatalogue } from '../catalogue/read-catalogue.ts';
import { readModels } from '../neighbours/store.ts';
import type { Format } from '../reading.ts';
import { readMappings } from '../tidy/mappings/store.ts';
import type { ChildRead, ChildRequest } from './child-request.ts';
import type { FiguresImport } from './model.ts';
import type { ReadingReport } from './reading-report.ts';

type UploadParts = Pick<Parts, 'table' | 'objects' | 'clock' | 'log'>;

/** The council itself, as figures of the DfE name it. */
export interface OwnCouncil {
  authority: string;
  name: string;
}

/** What becomes of an import whose file was read. */
export type Found = { state: 'ready' | 'refused' } & Partial<FiguresImport>;

/** What reading one file may take. */
export const readingLimits = { ms: 600_000, memoryMb: 640 };
const longestName = 255;

/** What the child answered, with the observations that it left beside. */
type ReadByChild = ChildRead & { observations?: Uint8Array };

/**
 * Has the file of an import read in a process that can be killed, and keeps what it said: the observations and the report under their digests, and the
 * file itself, unless it is an Annex A workbook or nobody knows what it is: of those only the digest is kept.
 */
export async function readUpload(
  parts: UploadParts,
  runChild: RunChild<'read-figures'>,
  found: FiguresImport,
  council: OwnCouncil,
  progress: (rows: number) => void,
): Promise<Found> {
  const place = fileOf(found);
  const facts = await factsOf(parts, place);
  const name = (facts.metadata.name || found.fileName || 'unnamed file').slice(0, longestName);
  const request: ChildRequest = {
    name,
    size: facts.size,
    path: 'upload',
    observationsPath: 'observations.json',
    context: {
      catalogue: await readCatalogue(parts),
      today: parts.clock().toISOString().slice(0, 10),
      basis: found.basis,
      authority: council.authority,
      authorityName: council.name,
      ...(found.asAt === undefined ? {} : { asAt: found.asAt }),
      neighbourModelYear: found.neighbourModelYear,
      mappings: await readMappings(parts),
      neighbours: await readModels(parts),
    },
  };
  let fileDigest = '';
  async function* upload() {
    const hash = createHash('sha256');
    for await (const piece of (await bodyOf(parts, place)) as AsyncIterable<Uint8Array>) {
      hash.update(piece);
      yield piece;
    }
    fileDigest = hash.digest('hex');
  }
  const limits = { ...readingLimits, heard: progress };
  const ran: Outcome<ReadByChild, ChildCode> = await runChild<ReadByChild>(
    'read-figures',
    request,
    limits,
    { upload },
    async (read, file) => (read.ok ? { ...read, observations: await file('observations.json') } : read),
  );
  const file = { fileName: name, size: facts.size, fileDigest };
  if (!ran.ok) {
    parts.log.warn('A figures file was not read', { importId: found.importId, code: ran.code });
    return { state: 'refused', ...file, reason: tooMuch[ran.code], cause: 'too-much' };
  }
  return keep(parts, found, file, ran.value);
}

const tooMuch: Readonly<Record<ChildCode, string>> = {
  'timed-out':
    'This file took too long to read, which figures do not. Send one release at a time, or save it again in Excel and send that.',
  'out-of-memory':
    'This file needs more memory to read than figures do. Send one release at a time, or copy the figures alone into a new workbook.',
  crashed: 'This file could not be read safely. Save it again in Excel, and send that file.',
};

async function keep(
  parts: UploadParts,
  found: FiguresImport,
  file: Pick<FiguresImport, 'fileName' | 'size'> & { fileDigest: string },
  read: ReadByChild,
): Promise<Found> {
  if (!read.ok) {
    const { code, message, details = [], columns } = read;
    const report: ReadingReport = { warnings: [], problems: [...details], ...(columns ? { columns } : {}) };
    // To be read again when somebody has said what its columns are. Statistics that anybody may download.
    if (code === 'no-mapping') await keepFile(parts, found, file.fileDigest, 'dfe-tidy');
    const cause = code === 'refused' ? 'file' : code;
    return { state: 'refused', ...file, reason: message, cause, reading: await keepReport(parts, report) };
  }
  const { figures, ...value } = read.value;
  const { observations } = read;
  if (!observations) throw new WorkFault('The figures that were read were not handed over.');
  await keepFile(parts, found, file.fileDigest, value.format);
  return {
    state: 'ready',
    ...file,
    ...saidBy(value.format),
    format: value.format,
    rows: figures,
    observations: await keepObject(parts, keys.observations, observations),
    reading: await keepReport(parts, { ...value, problems: [] }),
  };
}

/** What the kind of file says of itself, whatever was typed. */
function saidBy(format: Format): Partial<Pick<FiguresImport, 'basis' | 'neighbourModelYear'>> {
  if (format === 'dfe-tidy') return { basis: 'as-published', neighbourModelYear: 'not stated' };
  return format === 'annex-a' ? { basis: 'calculated', neighbourModelYear: 'not stated' } : {};
}

const contentTypes: Readonly<Record<Format, string>> = {
  'template-csv': 'text/csv',
  'template-xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'dfe-tidy': 'text/csv',
  'annex-a': 'application/octet-stream',
};

async function keepFile(parts: UploadParts, found: FiguresImport, digest: string, format: Format): Promise<void> {
  const place = fileOf(found);
  if (format === 'annex-a' || place.bucket === 'records') return;
  await parts.objects.put('records', keys.figuresFile(digest), await bodyOf(parts, place), {
    contentType: contentTypes[format],
    onlyIfAbsent: true,
  });
}

function keepReport(parts: UploadParts, report: ReadingReport): Promise<string> {
  return keepObject(parts, keys.reading, Buffer.from(JSON.stringify(report)));
}

/** Named by its digest, so that work done twice writes the same object. */
export async function keepObject(
  parts: Pick<Parts, 'objects'>,
  key: (digest: string) => string,
  json: Uint8Array,
): Promise<string> {
  const digest = createHash('sha256').update(json).digest('hex');
  await parts.objects.put('records', key(digest), json, { contentType: 'application/json', onlyIfAbsent: true });
  return digest;
}

type Place = { bucket: 'quarantine'; key: string; versionId: string } | { bucket: 'records'; key: string };

/** A file that was read once and lacked a mapping lies among the records. */
function fileOf({ importId, versionId, fileDigest }: FiguresImport): Place {
  if (fileDigest !== undefined) return { bucket: 'records', key: keys.figuresFile(fileDigest) };
  if (versionId === undefined) throw new WorkFault('The malware scan did not say what it scanned.');
  return { bucket: 'quarantine', key: keys.figuresUpload(importId), versionId };
}

async function factsOf(parts: UploadParts, { bucket, key, ...version }: Place) {
  const facts = await parts.objects.head(bucket, key, version);
  if (!facts) throw new WorkFault('The uploaded file was not there to be opened.');
  return facts;
}

async function bodyOf(parts: UploadParts, { bucket, key, ...version }: Place): Promise<Readable> {
  const stored = await parts.objects.get(bucket, key, version);
  if (!stored) throw new WorkFault('The uploaded file was not there to be opened.');
  return stored.body;
}
