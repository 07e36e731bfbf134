import type { Cell, SheetRow } from '../../template/workbook/model.ts';
import type { Column } from '../structure/column.ts';
import type { List } from '../structure/list.ts';
import { plainWords } from '../structure/match-code.ts';
import { checkDates } from './check-dates.ts';
import type { Header } from './find-header.ts';
import type { Findings } from './findings.ts';
import { type BadCell, type DateLimits, readCode, readDate, readId, readNumber } from './read-cell.ts';

export interface RowContext {
  sheet: string;
  list: List;
  header: Header;
  asAt: string;
  /** Of dates of what happened, and of dates of birth. */
  limits: DateLimits;
  birthLimits: DateLimits;
  findings: Findings;
}

export type Value = string | number | undefined;

/**
 * A row of a list as values by the names of its columns; nothing for one that holds nothing in them, or that is wrong, which is then said.
 * A row of totals is refused: it would be counted as a child.
 */
export function readRow(row: SheetRow, context: RowContext): Record<string, Value> | undefined {
  const { sheet, list, header, findings } = context;
  const cells = new Map<string, Cell>();
  for (const cell of row.cells) {
    const name = header.names.get(cell.column);
    if (name !== undefined) cells.set(name, cell);
  }
  if (cells.size === 0) return undefined;
  if ([...cells.values()].some(isTotal)) {
    const message = 'This is a row of totals, and would be counted as a child. Take it out.';
    findings.problem(sheet, { row: row.number, expected: 'one row for each child or event', message });
    return undefined;
  }
  const values: Record<string, Value> = {};
  let isSound = true;
  for (const [name, column] of Object.entries(list.columns)) {
    if (column.kind === 'plain') continue;
    const value = readValue(column, cells.get(name), context, row.number);
    if (isBad(value)) {
      isSound = false;
      findings.problem(sheet, { ...value, row: row.number, column: column.name });
    } else values[name] = value;
  }
  return checkDates(values, row.number, context) && isSound ? values : undefined;
}

/** 'Total', 'Grand total', 'Totals:', 'Total 214': in the first words of a cell, and nothing else but a number. */
const isTotal = (cell: Cell) => cell.kind === 'text' && /^(grand |sub ?)?totals?( \d+)?$/.test(plainWords(cell.text));

const isBad = (value: Value | BadCell): value is BadCell => typeof value === 'object';

function readValue(column: Column, cell: Cell | undefined, context: RowContext, row: number): Value | BadCell {
  if (!cell) {
    if (!column.filled) return undefined;
    return { bad: true, expected: expectedIn[column.kind], message: 'This cell may not be empty.' };
  }
  switch (column.kind) {
    case 'id':
      return readId(cell);
    case 'date':
      return readDate(cell, context.limits, false);
    case 'born':
      return readDate(cell, context.birthLimits, true);
    case 'number':
      return optional(readNumber(cell), column, row, context);
    case 'code':
      return codeOf(column, cell, row, context);
    case 'plain':
      return undefined;
  }
}

const expectedIn = {
  id: 'an identifier',
  date: 'a date such as 31/03/2026',
  born: 'a date of birth',
  number: 'a number',
  code: 'a code of this list',
  plain: 'text',
} as const;

/** A number that no figure hangs on alone, such as an age beside a date of birth, may be no number: then it isn't known. */
function optional(value: number | BadCell, column: Column, row: number, context: RowContext): Value | BadCell {
  if (!isBad(value) || column.filled) return value;
  unknown(column, row, context);
  return undefined;
}

function codeOf(column: Column, cell: Cell, row: number, context: RowContext): Value | BadCell {
  if (!column.codes) throw new Error(`The column ${column.name} has no codes.`);
  const value = readCode(cell, column.codes);
  if (value === undefined) unknown(column, row, context);
  return value;
}

function unknown(column: Column, row: number, { sheet, findings }: RowContext): void {
  const message = `What stands in “${column.name}” isn’t known there, and counts as not recorded.`;
  findings.warning(sheet, { row, expected: expectedIn[column.kind], message });
}
