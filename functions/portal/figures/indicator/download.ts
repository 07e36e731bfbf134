import { figuresFile } from '../../../metrics/provenance/figures-file.ts';
import { figuresWorkbook } from '../../../metrics/provenance/figures-workbook.ts';
import { type FiguresOf, readFiguresOf } from '../../../metrics/provenance/read-figures-of.ts';
import { fail } from '../../http/replies.ts';
import { param } from '../../http/visit.ts';
import type { Handle, Visit } from '../../model.ts';

/** Every figure of an indicator as a CSV, each with its release and its row there. */
export const downloadIndicator: Handle = (visit) => answer(visit, 'csv', 'text/csv; charset=utf-8', figuresFile);

/** The same as an Excel workbook. */
export const downloadIndicatorWorkbook: Handle = (visit) =>
  answer(visit, 'xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', figuresWorkbook);

async function answer(
  visit: Visit,
  ending: string,
  type: string,
  make: (of: FiguresOf) => string | Promise<Uint8Array>,
): Promise<Response> {
  const { context, parts, actor } = visit;
  const found = await readFiguresOf(parts, actor, param(visit, 'code'));
  if (!found.ok) return fail(context, found);
  const body = await make(found.value);
  return context.body(typeof body === 'string' ? body : new Uint8Array(body), 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${found.value.indicator.code.replaceAll('.', '-')}.${ending}"`,
  });
}
