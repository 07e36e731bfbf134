import { z } from 'zod';
import { confirmImport, discardImport } from '../../metrics/imports/confirm-import.ts';
import { listImports, mostListed, readFindings, readImport } from '../../metrics/imports/list-imports.ts';
import { previewImport } from '../../metrics/imports/preview-import.ts';
import { readAgain } from '../../metrics/imports/read-again.ts';
import { startImport } from '../../metrics/imports/start-import.ts';
import { readRelease } from '../../metrics/releases/read-release.ts';
import { undoRelease } from '../../metrics/releases/undo-release.ts';
import { success } from '../../platform/outcome.ts';
import { downloadProblems } from '../figures/import-problems.ts';
import { downloadFiguresFile } from '../figures/releases.ts';
import { idempotencyKey } from '../http/idempotency.ts';
import { readingInWords } from '../http/progress.ts';
import { param } from '../http/visit.ts';
import type { Visit } from '../model.ts';
import { type Endpoint, itself, reply, withBody } from './endpoint.ts';
import { askedPart, confirmBody, importBody, importReplies, partOf, previewPage, undoBody } from './import-schemas.ts';

const imports = '/api/v1/figures/imports';
const one = `${imports}/:importId`;
const release = '/api/v1/figures/releases/:releaseId';
const progress = z.object({ ended: z.boolean(), message: z.string() });

const importId = (visit: Visit) => param(visit, 'importId');

export const importEndpoints: readonly Endpoint[] = [
  {
    method: 'post',
    path: imports,
    action: 'figures.import',
    says: 'Begin to import a figures file of up to 200 MB; answers the form that takes it. Header Idempotency-Key: sent again with it, the same import is answered',
    takes: { schema: importBody, as: 'json' },
    answers: { status: 201, schema: importReplies.opened },
    refusals: [404, 409, 415, 422],
    handle: reply(
      importReplies.opened,
      withBody(importBody, async ({ context, parts, actor }, details) => {
        const key = idempotencyKey(context);
        if (!key.ok) return key;
        return startImport(parts, actor, details, key.value === undefined ? {} : { key: key.value });
      }),
      itself,
      { status: 201 },
    ),
  },
  {
    method: 'get',
    path: imports,
    action: 'figures.import',
    says: `The newest imports, whatever became of them, at most ${mostListed}`,
    answers: { status: 200, schema: importReplies.imports },
    refusals: [404],
    handle: reply(
      importReplies.imports,
      ({ parts, actor }) => listImports(parts, actor),
      (found) => ({ imports: found }),
    ),
  },
  {
    method: 'get',
    path: one,
    action: 'figures.import',
    says: 'One import: its state, and how far the reading of its file is',
    answers: { status: 200, schema: importReplies.import },
    refusals: [404],
    handle: reply(importReplies.import, (visit) => readImport(visit.parts, visit.actor, importId(visit)), itself),
  },
  {
    method: 'get',
    path: `${one}/progress`,
    action: 'figures.import',
    says: 'How far the reading of an import’s file is',
    answers: { status: 200, schema: progress },
    refusals: [404],
    handle: reply(
      progress,
      async (visit) => {
        const found = await readImport(visit.parts, visit.actor, importId(visit));
        if (!found.ok) return found;
        const { state } = found.value.import;
        const ended = state !== 'reading' && state !== 'awaiting-upload';
        return success({ ended, message: readingInWords(state, found.value.progress) });
      },
      itself,
    ),
  },
  {
    method: 'get',
    path: `${one}/preview`,
    action: 'figures.import',
    says: `What an import that is ready would change. Query: show (changed, added or gone), from; ${previewPage} figures at a time`,
    answers: { status: 200, schema: importReplies.preview },
    refusals: [404, 409],
    handle: reply(
      importReplies.preview,
      async (visit) => {
        const found = await previewImport(visit.parts, visit.actor, importId(visit));
        return found.ok ? success({ preview: found.value, query: visit.context.req.query() }) : found;
      },
      ({ query, preview }) => {
        const { kind, from } = askedPart(query, preview);
        const { added, changed, gone, unchanged } = preview;
        const counts = { added: added.length, changed: changed.length, gone: gone.length, unchanged };
        return { ...preview, counts, ...partOf(preview, kind, from) };
      },
    ),
  },
  {
    method: 'get',
    path: `${one}/findings`,
    action: 'figures.import',
    says: 'What the reader said of an import’s file: what is wrong with it, by sheet, row and column, and what looks odd',
    answers: { status: 200, schema: importReplies.findings },
    refusals: [404],
    handle: reply(
      importReplies.findings,
      (visit) => readFindings(visit.parts, visit.actor, importId(visit)),
      ({ report, ...found }) => ({ ...found, problems: report.problems, warnings: report.warnings }),
    ),
  },
  {
    method: 'get',
    path: `${one}/problems.csv`,
    action: 'figures.import',
    says: 'What is wrong with an import’s file, as a CSV',
    answers: { status: 200, file: 'text/csv' },
    refusals: [404],
    handle: downloadProblems,
  },
  {
    method: 'post',
    path: `${one}/confirm`,
    action: 'figures.import',
    says: 'Make a release of an import that is ready, all of it or nothing. Confirmed again, the same release is answered',
    takes: { schema: confirmBody, as: 'json' },
    answers: { status: 201, schema: importReplies.undone },
    refusals: [404, 409, 415, 422],
    handle: reply(
      importReplies.undone,
      withBody(confirmBody, (visit, { over }) => confirmImport(visit.parts, visit.actor, importId(visit), over)),
      itself,
      { status: 201 },
    ),
  },
  {
    method: 'post',
    path: `${one}/again`,
    action: 'figures.import',
    says: 'Have a file of the Department for Education read once more, now that its columns are mapped',
    answers: { status: 202, schema: importReplies.itself },
    refusals: [404, 409],
    handle: reply(importReplies.itself, (visit) => readAgain(visit.parts, visit.actor, importId(visit)), itself, {
      status: 202,
    }),
  },
  {
    method: 'post',
    path: `${one}/discard`,
    action: 'figures.import',
    says: 'End an import that nobody wants. Discarded again, the same is answered',
    answers: { status: 200, schema: importReplies.itself },
    refusals: [404, 409],
    handle: reply(importReplies.itself, (visit) => discardImport(visit.parts, visit.actor, importId(visit)), itself),
  },
  {
    method: 'get',
    path: release,
    action: 'figures.read',
    says: 'One release of figures, what its reader found, and whether it stands',
    answers: { status: 200, schema: importReplies.release },
    refusals: [404],
    handle: reply(
      importReplies.release,
      (visit) => readRelease(visit.parts, visit.actor, param(visit, 'releaseId')),
      itself,
    ),
  },
  {
    method: 'get',
    path: `${release}/file`,
    action: 'figures.read',
    says: 'The file of a release as it was imported; of an Annex A workbook none is kept',
    answers: { status: 302 },
    refusals: [404],
    handle: downloadFiguresFile,
  },
  {
    method: 'post',
    path: `${release}/undo`,
    action: 'figures.import',
    says: 'Undo a release by another, with a reason; to undo an undoing puts the release back. Header Idempotency-Key: sent again with it, nothing more is undone',
    takes: { schema: undoBody, as: 'json' },
    answers: { status: 201, schema: importReplies.undone },
    refusals: [404, 409, 415, 422],
    handle: reply(
      importReplies.undone,
      withBody(undoBody, async (visit, { reason }) => {
        const key = idempotencyKey(visit.context);
        return key.ok ? undoRelease(visit.parts, visit.actor, param(visit, 'releaseId'), reason, key.value) : key;
      }),
      itself,
      { status: 201 },
    ),
  },
];
