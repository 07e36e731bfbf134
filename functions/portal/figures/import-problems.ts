import { readFindings } from '../../metrics/imports/list-imports.ts';
import { csvFile } from '../../platform/csv.ts';
import type { Problem } from '../../platform/outcome.ts';
import { fail } from '../http/replies.ts';
import { param } from '../http/visit.ts';
import type { Handle } from '../model.ts';

/** Everything that is wrong with the file of an import, one line each: to be mended beside the file. */
export const downloadProblems: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const found = await readFindings(parts, actor, param(visit, 'importId'));
  if (!found.ok) return fail(context, found);
  const rows = found.value.report.problems.map((problem) => {
    const { file, sheet, row, column } = placeOf(problem);
    return [file, sheet, row, column, problem.found ?? '', problem.expected ?? '', problem.message];
  });
  const header = ['file', 'sheet', 'row', 'column', 'found', 'expected', 'what is wrong'];
  return context.body(csvFile([header, ...rows]), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="what-needs-mending.csv"',
  });
};

/** 'figures.xlsx, sheet Figures, row 3, column value (G)' in its parts. */
function placeOf({ where }: Problem) {
  const [, rest = where, column = ''] = /^(.*?), column (.+)$/.exec(where) ?? [];
  const [, before = rest, row = ''] = /^(.*?), (?:rows?|line) ([\d, ]+)$/.exec(rest) ?? [];
  const [, file = before, sheet = ''] = /^(.*?), sheet (.+)$/.exec(before) ?? [];
  return { file, sheet, row, column };
}
