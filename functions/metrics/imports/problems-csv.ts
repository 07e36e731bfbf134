import { csvFile } from '../../platform/csv.ts';
import type { Problem } from '../../platform/outcome.ts';

const header = ['file', 'sheet', 'row', 'column', 'found', 'expected', 'what is wrong'];

/** Everything that is wrong with a file, one line each: to be mended beside it. */
export function problemsCsv(problems: readonly Problem[]): string {
  const rows = problems.map(({ where, found = '', expected = '', message }) => {
    const { file, sheet, row, column } = placeIn(where);
    return [file, sheet, row, column, found, expected, message];
  });
  return csvFile([header, ...rows]);
}

/** 'figures.xlsx, sheet Figures, row 3, column value (G)' in its parts. */
function placeIn(where: string) {
  const [, rest = where, column = ''] = /^(.*?), column (.+)$/.exec(where) ?? [];
  const [, before = rest, row = ''] = /^(.*?), (?:rows?|line) ([\d, ]+)$/.exec(rest) ?? [];
  const [, file = before, sheet = ''] = /^(.*?), sheet (.+)$/.exec(before) ?? [];
  return { file, sheet, row, column };
}
