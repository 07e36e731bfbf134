import { importRelease } from '../../metrics/releases/import-release.ts';
import { listReleases } from '../../metrics/releases/list-releases.ts';
import { largestFigures, readFiguresFile } from '../figures/read-file.ts';
import { downloadTemplate, downloadTemplateWorkbook } from '../figures/template.ts';
import { idempotencyKey } from '../http/idempotency.ts';
import { type Endpoint, itself, reply } from './endpoint.ts';
import { releaseBody, replies } from './schemas.ts';

export const figuresEndpoints: readonly Endpoint[] = [
  {
    method: 'post',
    path: '/api/v1/figures',
    action: 'figures.import',
    largestBody: largestFigures,
    says: 'Import a small figures file made from the template at once, all of it or nothing: multipart, or the CSV or workbook itself with the rest in the query. Header Idempotency-Key: sent again with it, the same release is answered',
    takes: { schema: releaseBody, as: 'form' },
    answers: { status: 201, schema: replies.figuresImport },
    refusals: [404, 415, 422],
    handle: reply(
      replies.figuresImport,
      async ({ context, parts, actor }) => {
        const key = idempotencyKey(context);
        if (!key.ok) return key;
        const file = await readFiguresFile(context);
        return file.ok ? importRelease(parts, actor, file.value, key.value) : file;
      },
      itself,
      { status: 201 },
    ),
  },
  {
    method: 'get',
    path: '/api/v1/figures',
    action: 'figures.read',
    says: 'Every release of figures, newest first',
    answers: { status: 200, schema: replies.releases },
    refusals: [404],
    handle: reply(
      replies.releases,
      ({ parts, actor }) => listReleases(parts, actor),
      (releases) => ({ releases }),
    ),
  },
  {
    method: 'get',
    path: '/api/v1/figures/template.csv',
    action: 'figures.read',
    says: 'The file to fill: one row for each figure. Query: asAt (an ISO date); review (an id) or theme, for what that one needs and is not held yet',
    answers: { status: 200, file: 'text/csv' },
    refusals: [404],
    handle: downloadTemplate,
  },
  {
    method: 'get',
    path: '/api/v1/figures/template.xlsx',
    action: 'figures.read',
    says: 'The same as an Excel workbook, with last year’s figures beside',
    answers: { status: 200, file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
    refusals: [404],
    handle: downloadTemplateWorkbook,
  },
];
