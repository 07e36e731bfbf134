import { readFindings } from '../../metrics/imports/list-imports.ts';
import { problemsCsv } from '../../metrics/imports/problems-csv.ts';
import { fail } from '../http/replies.ts';
import { param } from '../http/visit.ts';
import type { Handle } from '../model.ts';

/** Everything that is wrong with the file of an import, as a CSV. */
export const downloadProblems: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const found = await readFindings(parts, actor, param(visit, 'importId'));
  if (!found.ok) return fail(context, found);
  return context.body(problemsCsv(found.value.report.problems), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="what-needs-mending.csv"',
  });
};
