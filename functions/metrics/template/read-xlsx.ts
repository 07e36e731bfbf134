import { failure, type Outcome, type Problem, success } from '../../platform/outcome.ts';
import type { FiguresSource } from '../reading.ts';
import { asides, type ColumnName, columns } from './release-template.ts';
import { createTable, type Row, type Table, unreadable } from './table.ts';
import { type Cell, type Sheet, type SheetRow, UnreadableWorkbook, type Workbook } from './workbook/model.ts';
import { openWorkbook } from './workbook/open-workbook.ts';
import { columnLetters, columnNumber } from './workbook/read-rows.ts';

export interface WorkbookRows {
  /** The sheet that holds the figures. */
  sheet: string;
  rows: Row[];
  /** Cells that hold no value, by row: errors and formulas without a result. */
  problems: Problem[];
  warnings: Problem[];
}

/** The header of the template is looked for in so many rows: somebody may have put a title above it. */
const headerWithin = 10;
const progressRows = 5_000;

/**
 * The rows of a workbook made from the template: of its one visible sheet whose header has the template's columns; other sheets are passed
 * over. Hidden rows count, as a filter hides them without anybody meaning to leave them out. Of a formula, the result that was saved with it.
 */
export async function readXlsx(
  source: FiguresSource,
  progress?: (rows: number) => void,
): Promise<Outcome<WorkbookRows, 'unreadable'>> {
  let workbook: Workbook | undefined;
  try {
    workbook = await openWorkbook(source);
    const found = await figuresSheet(source.name, workbook);
    return found.ok ? await readSheet(source.name, found.value.sheet, found.value.header, progress) : found;
  } catch (error) {
    if (!(error instanceof UnreadableWorkbook)) throw error;
    return unreadable(source.name, 'a file that can’t be opened', 'an Excel workbook (.xlsx)', error.message);
  } finally {
    workbook?.close();
  }
}

interface Header {
  row: number;
  /** Column of the sheet, by the name in the header. */
  names: Map<number, string>;
}

async function figuresSheet(
  file: string,
  { sheets }: Workbook,
): Promise<Outcome<{ sheet: Sheet; header: Header }, 'unreadable'>> {
  const found: { sheet: Sheet; header: Header }[] = [];
  for (const sheet of sheets) {
    const header = await headerOf(sheet);
    if (header) found.push({ sheet, header });
  }
  const shown = found.filter(({ sheet }) => !sheet.hidden);
  const [first] = shown;
  if (first && shown.length === 1) return success(first);
  const names = (list: readonly { sheet: Sheet }[]) => list.map(({ sheet }) => `“${sheet.name}”`).join(', ');
  if (shown.length > 1) {
    const message = `Several sheets hold figures: ${names(shown)}. Keep one, or send them one at a time.`;
    return unreadable(file, `${shown.length} sheets with the template’s columns`, 'one', message);
  }
  if (found.length > 0) {
    const message = `The figures stand in the hidden sheet ${names(found)}. Show it in Excel (right-click a tab, Unhide), and look at what it says.`;
    return unreadable(file, 'a hidden sheet', 'a sheet that can be seen', message);
  }
  const expected = columns.map((column) => column.name).join(', ');
  const seen = sheets.map(({ name }) => `“${name}”`).join(', ') || 'no sheet';
  const message = `No sheet of this workbook has the columns of the template. It has ${seen}. Start from the template.`;
  return unreadable(file, seen, `a sheet with the columns ${expected}`, message);
}

/** Where the header is: a row that names at least indicator, place and date. */
async function headerOf(sheet: Sheet): Promise<Header | undefined> {
  for await (const { number, cells } of sheet.rows()) {
    if (number > headerWithin) return undefined;
    const names = new Map(cells.map(({ column, text }) => [column, text.toLowerCase()]));
    const all = [...names.values()];
    const telling = ['indicator', 'place_code', 'as_at', 'value'].filter((name) => all.includes(name));
    if (telling.length >= 2) return { row: number, names };
  }
  return undefined;
}

async function readSheet(
  file: string,
  sheet: Sheet,
  header: Header,
  progress: ((rows: number) => void) | undefined,
): Promise<Outcome<WorkbookRows, 'unreadable'>> {
  const where = `${file}, sheet ${sheet.name}`;
  const table = createTable(where);
  const width = Math.max(...header.names.keys());
  const wrong = table.add(
    header.row,
    Array.from({ length: width }, (_, index) => header.names.get(index + 1) ?? ''),
  );
  if (wrong.length > 0) return failure('unreadable', wrong[0]?.message ?? '', wrong);
  const problems: Problem[] = [];
  let [count, hidden] = [0, 0];
  for await (const row of sheet.rows()) {
    if (row.number <= header.row) continue;
    count += 1;
    if (row.hidden) hidden += 1;
    const broken = [...brokenCells(where, row, header), ...strayCells(where, row, header)];
    problems.push(...broken);
    if (broken.length === 0) addRow(table, row, width, header);
    if (count % progressRows === 0) progress?.(count);
  }
  progress?.(count);
  problems.push(...mergedCells(where, sheet, header));
  const rows = table.end();
  if (!rows.ok) return problems.length > 0 ? success({ sheet: sheet.name, rows: [], problems, warnings: [] }) : rows;
  return success({ sheet: sheet.name, rows: rows.value, problems, warnings: hiddenRows(where, hidden) });
}

function addRow(table: Table, { number, cells }: SheetRow, width: number, { names }: Header): void {
  const texts = Array.from({ length: width }, () => '');
  for (const cell of cells) if (names.has(cell.column)) texts[cell.column - 1] = textOf(cell);
  table.add(number, texts);
}

/** What stands under no name may be a figure that somebody put into the wrong place. */
function strayCells(where: string, { number, cells }: SheetRow, { names }: Header): Problem[] {
  return cells.flatMap((cell) => {
    if (names.has(cell.column)) return [];
    const at = `${where}, row ${number}, column ${columnLetters(cell.column)}`;
    const message = 'This cell stands beside the table, under no name. Clear it, or move it to where it belongs.';
    return [{ where: at, found: textOf(cell).slice(0, 80), expected: 'an empty cell', message }];
  });
}

const textOf = ({ text, percent }: Cell) => (percent ? `${text}%` : text);

function brokenCells(where: string, { number, cells }: SheetRow, { names }: Header): Problem[] {
  return cells.flatMap(({ column, kind, text }) => {
    const name = names.get(column);
    if ((kind !== 'error' && kind !== 'uncalculated') || name === undefined || isAside(name)) return [];
    const at = `${where}, row ${number}, column ${name} (${columnLetters(column)})`;
    const expected = expectedIn(name as ColumnName);
    if (kind === 'error') {
      const message = `The formula in this cell ends in ${text}. Mend it, or type the value.`;
      return [{ where: at, found: text, expected, message }];
    }
    const message =
      'The formula in this cell has no result: the workbook was saved by a program that doesn’t calculate. Open it in Excel and save it again.';
    return [{ where: at, found: 'a formula without a result', expected, message }];
  });
}

function isAside(name: string): boolean {
  return asides.some((aside) => aside === name);
}

function expectedIn(name: ColumnName): string {
  return name === 'value' || name === 'numerator' || name === 'denominator' ? 'a number or a symbol' : 'text';
}

/** Of cells that are merged, all but the first are empty in the file, whatever a person sees. */
function mergedCells(where: string, { merged }: Sheet, header: Header): Problem[] {
  return merged.flatMap((range) => {
    const [, from = '', top = '', to = '', bottom = ''] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/i.exec(range) ?? [];
    const within = [...header.names].filter(
      ([column, name]) => column >= columnNumber(from) && column <= columnNumber(to) && !isAside(name),
    );
    if (Number(bottom) <= header.row || within.length === 0) return [];
    const at = `${where}, row ${Math.max(Number(top), header.row)}, column ${within[0]?.[1]} (${from})`;
    const message = `The cells ${range} are merged, so all of them but one are empty. Unmerge them and fill each.`;
    return [{ where: at, found: `merged cells ${range}`, expected: 'cells of their own', message }];
  });
}

function hiddenRows(where: string, hidden: number): Problem[] {
  if (hidden === 0) return [];
  const rows = hidden === 1 ? 'One row is' : `${hidden} rows are`;
  const message = `${rows} hidden in the workbook, perhaps by a filter, and ${hidden === 1 ? 'was' : 'were'} read like the others.`;
  return [{ where, found: `${hidden} hidden ${hidden === 1 ? 'row' : 'rows'}`, message }];
}
