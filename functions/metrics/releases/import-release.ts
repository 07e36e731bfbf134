import { createHash } from 'node:crypto';
import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { keys } from '../../platform/names.ts';
import { failure, type Outcome, type Problem, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { readCatalogue } from '../catalogue/read-catalogue.ts';
import { askedWith, madeBefore } from '../imports/once.ts';
import { keepObject } from '../imports/read-upload.ts';
import type { ReadingReport } from '../imports/reading-report.ts';
import { findNewest } from '../imports/store.ts';
import type { ReleaseDetails } from '../model.ts';
import type { FiguresSource, Reading, ReadingSummary } from '../reading.ts';
import type { Release } from '../store.ts';
import { readTemplateCsv, readTemplateXlsx } from '../template/read-template.ts';
import { readRelease } from './read-release.ts';
import { type NewRelease, recordRelease } from './record-release.ts';

export interface Import {
  release: Release;
  summary: ReadingSummary;
  warnings: Problem[];
}

type DirectParts = Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'ids'>;
type SmallFile = ReleaseDetails & { fileName: string; bytes: Uint8Array };

const mostTries = 5;
const contentTypes = {
  'template-csv': 'text/csv',
  'template-xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/**
 * Imports a small figures file made from the template at once: all of it or nothing. The file, its observations and what its reader said are kept as
 * objects named by digest; the release is one item beside its audit entry. `key`: of the request, so that sending it again imports nothing twice.
 */
export async function importRelease(
  parts: DirectParts,
  actor: Actor,
  file: SmallFile,
  key?: string,
): Promise<Outcome<Import, 'not-found' | 'refused' | 'key-reused'>> {
  if (decide(actor, 'figures.import', {}, parts.wallClock()) !== 'allowed')
    return failure('not-found', 'There is no such page.');
  const fileDigest = createHash('sha256').update(file.bytes).digest('hex');
  const { source, status, neighbourModelYear, basis, fileName } = file;
  const said = { source, status, neighbourModelYear, basis, fileName };
  const once = askedWith(key, 'import-release', said, fileDigest);
  const before = await madeBefore(parts, actor, once);
  if (!before.ok) return before;
  if (before.value !== undefined) return readRelease(parts, actor, before.value);
  const read = await readSmall(parts, file);
  if (!read.ok) return read;
  const { observations, summary, warnings, format } = read.value;
  const report: ReadingReport = { format, summary, warnings, problems: [] };
  await parts.objects.put('records', keys.figuresFile(fileDigest), file.bytes, {
    contentType: format === 'template-xlsx' ? contentTypes['template-xlsx'] : contentTypes['template-csv'],
    onlyIfAbsent: true,
  });
  const made: NewRelease = {
    ...said,
    kind: 'import',
    format,
    fileDigest,
    observations: await keepObject(parts, keys.observations, Buffer.from(JSON.stringify(observations))),
    reading: await keepObject(parts, keys.reading, Buffer.from(JSON.stringify(report))),
    rows: summary.rows,
    indicators: summary.indicators,
    dates: summary.dates,
  };
  const sentence = `imported ${summary.rows.toLocaleString('en-GB')} figures from “${fileName}” (${status})`;
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const newest = await findNewest(parts);
    const release = await recordRelease(parts, actor, made, { newest, sentence, once });
    if (release !== 'conflict') return success({ release, summary, warnings });
    const meanwhile = await madeBefore(parts, actor, once);
    if (!meanwhile.ok) return meanwhile;
    if (meanwhile.value !== undefined) return readRelease(parts, actor, meanwhile.value);
  }
  throw new Error(`The release could not be recorded in ${mostTries} tries`);
}

async function readSmall(parts: DirectParts, file: SmallFile): Promise<Outcome<Reading, 'refused'>> {
  const source: FiguresSource = {
    name: file.fileName,
    size: file.bytes.length,
    async *stream() {
      yield file.bytes;
    },
  };
  const context = {
    catalogue: await readCatalogue(parts),
    today: parts.clock().toISOString().slice(0, 10),
    basis: file.basis,
    authority: '',
  };
  const isWorkbook = file.bytes[0] === 0x50 && file.bytes[1] === 0x4b;
  return isWorkbook ? readTemplateXlsx(source, context) : readTemplateCsv(source, context);
}
