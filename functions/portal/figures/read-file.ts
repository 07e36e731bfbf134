import type { ReleaseDetails } from '../../metrics/model.ts';
import type { Outcome } from '../../platform/outcome.ts';
import { releaseBody } from '../api/schemas.ts';
import { invalid } from '../http/problem.ts';
import type { PortalContext } from '../model.ts';

/** A figures file may have 4 MB: API Gateway hands it on as base64, and Lambda takes 6 MB. */
export const largestFigures = 4_000_000;

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface FiguresFile extends ReleaseDetails {
  fileName: string;
  bytes: Uint8Array;
}

/**
 * A figures file and what is said of it: from a multipart form with the field `file`, or from a body that is the CSV or workbook with the
 * rest in the query (`fileName`, `source`, `status`, `neighbourModelYear`, `basis`).
 */
export async function readFiguresFile(
  context: PortalContext,
): Promise<Outcome<FiguresFile, 'invalid' | 'unsupported-type'>> {
  const type = context.req.header('content-type') ?? '';
  if (/^text\/csv\b/i.test(type) || type === workbookType) {
    return checked(context.req.query(), new Uint8Array(await context.req.arrayBuffer()));
  }
  if (!/^multipart\/form-data\b/i.test(type)) {
    return {
      ok: false,
      code: 'unsupported-type',
      message: `Send the file as text/csv, as ${workbookType}, or as a multipart form with the field "file".`,
    };
  }
  const { file, ...fields } = await context.req.parseBody();
  if (!(file instanceof File) || (file.size === 0 && file.name === '')) {
    return invalid([{ path: ['file'], message: 'Choose the figures file: a CSV or workbook made from the template' }]);
  }
  return checked({ ...fields, fileName: file.name || 'figures.csv' }, new Uint8Array(await file.arrayBuffer()));
}

function checked(said: unknown, bytes: Uint8Array): Outcome<FiguresFile, 'invalid'> {
  const parsed = releaseBody.safeParse(said);
  return parsed.success ? { ok: true, value: { ...parsed.data, bytes } } : invalid(parsed.error.issues);
}
