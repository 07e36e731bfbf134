import type { Cell, SheetRow } from '../../template/workbook/model.ts';
import type { Column } from '../structure/column.ts';
import type { List } from '../structure/list.ts';
import { plainWords } from '../structure/match-code.ts';
import type { Findings } from './findings.ts';

/** Rows with notes that may stand above the headings. */
export const mostRowsAbove = 40;

export interface Header {
  /** By number of the column in the sheet, from 1: which of ours it is. */
  names: ReadonlyMap<number, string>;
  /** Ours that the sheet has. */
  has: ReadonlySet<string>;
}

/** A heading without what stands in brackets, and without a number before it: '6. Date of Contact (dd/mm/yyyy)' is 'date of contact'. */
function heading(text: string): string {
  return plainWords(text.replace(/^\s*\d{1,2}[.):]\s*/, '').replaceAll(/\([^)]*\)+/g, ' '));
}

/**
 * Reads a row as the headings of a list. Nothing if it isn't: fewer than half the list's columns are in it, which notes above a table never hold.
 * Headings stand in any order, among others that Annex A doesn't ask for.
 */
export function readHeader(row: SheetRow, list: List): { header: Header; twice: string[] } | undefined {
  const known = headingsOf(list);
  const names = new Map<number, string>();
  const twice: string[] = [];
  for (const cell of row.cells) {
    const name = isText(cell) ? known.get(heading(cell.text)) : undefined;
    if (name === undefined) continue;
    if ([...names.values()].includes(name)) twice.push(name);
    else names.set(cell.column, name);
  }
  const enough = Math.ceil(Object.keys(list.columns).length / 2);
  return names.size < enough ? undefined : { header: { names, has: new Set(names.values()) }, twice };
}

const isText = (cell: Cell) => cell.kind === 'text';

function headingsOf(list: List): Map<string, string> {
  const known = new Map<string, string>();
  for (const [name, column] of Object.entries(list.columns)) {
    for (const said of [column.name, ...column.aliases]) known.set(heading(said), name);
  }
  return known;
}

/** Says which columns stand twice, and which are missing: an error for those that must be filled, a warning for others that figures use. */
export function checkHeader(
  { header, twice }: { header: Header; twice: readonly string[] },
  { sheet, row, list }: { sheet: string; row: number; list: List },
  findings: Findings,
): void {
  const columnOf = (name: string): Column | undefined => list.columns[name];
  for (const name of twice) {
    findings.problem(sheet, {
      row,
      column: columnOf(name)?.name ?? name,
      expected: 'one column of this heading',
      message: 'Two columns have this heading. Keep one.',
    });
  }
  for (const [name, column] of Object.entries(list.columns)) {
    if (header.has.has(name)) continue;
    const expected = `a column headed “${column.name}”`;
    if (column.filled) {
      const message = `List ${list.number} can’t be counted without this column. Put it back, or take the sheet away.`;
      findings.problem(sheet, { row, expected, message });
    } else if (column.kind !== 'plain') {
      findings.warning(sheet, {
        row,
        expected,
        message: `The column “${column.name}” isn’t there, so figures that are made of it are left out or count it as not known.`,
      });
    }
  }
}
