import { figuresFile } from '../../../metrics/provenance/figures-file.ts';
import { readFiguresOf } from '../../../metrics/provenance/read-figures-of.ts';
import { fail } from '../../http/replies.ts';
import { param } from '../../http/visit.ts';
import type { Handle } from '../../model.ts';

/** Every figure of an indicator as a CSV, each with its release and its row there. */
export const downloadIndicator: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const code = param(visit, 'code');
  const found = await readFiguresOf(parts, actor, code);
  if (!found.ok) return fail(context, found);
  return context.body(figuresFile(found.value), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${found.value.indicator.code.replaceAll('.', '-')}.csv"`,
  });
};
