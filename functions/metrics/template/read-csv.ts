import { CsvError, parse } from 'csv-parse/sync';
import { failure, type Outcome, type Problem, success } from '../../platform/outcome.ts';
import { type ColumnName, columns } from './release-template.ts';

export type Row = { number: number; cells: Record<ColumnName, string> };

const maxBytes = 5_000_000;
const maxRows = 20_000;

/**
 * The bytes of a figures file as rows of trimmed cells, named by column. Row numbers are those a spreadsheet shows: the header is row
 * 1, and a line break inside quotation marks doesn't count. Empty rows are left out. Fails with what keeps it from being read as a table.
 */
export function readCsv(fileName: string, bytes: Uint8Array): Outcome<Row[], 'unreadable'> {
  const unreadable = (where: string, found: string, expected: string, message: string) =>
    failure('unreadable', message, [{ where, found, expected, message }]);
  const ask = 'a CSV file in UTF-8, made from the template';
  if (bytes.length === 0)
    return unreadable(
      fileName,
      'an empty file',
      ask,
      'The file is empty. Download the template, fill it and send it again.',
    );
  if (bytes.length > maxBytes) {
    return unreadable(
      fileName,
      `${bytes.length} bytes`,
      `at most ${maxBytes} bytes`,
      'The file is too large for figures. Send one release at a time.',
    );
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    return unreadable(
      fileName,
      'an Excel workbook',
      ask,
      'This is an Excel workbook. In Excel choose Save As, “CSV UTF-8”, and send that file.',
    );
  }
  const text = decode(bytes);
  if (text === undefined) {
    return unreadable(
      fileName,
      'text in another encoding',
      ask,
      'The text of this file can’t be read. In Excel choose Save As, “CSV UTF-8”, and send that file.',
    );
  }
  let table: string[][];
  try {
    table = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false, trim: true, to: maxRows + 1 });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? `, line ${error.lines}` : '';
    return unreadable(
      `${fileName}${line}`,
      'a quotation mark out of place',
      ask,
      `The file can’t be read as a table${line}: a quotation mark is missing or out of place.`,
    );
  }
  if (table.length > maxRows) {
    return unreadable(
      fileName,
      `more than ${maxRows} rows`,
      `at most ${maxRows} rows`,
      'The file has too many rows. Send one release at a time.',
    );
  }
  const header = (table[0] ?? []).map((name) => name.toLowerCase());
  const problems = headerProblems(fileName, header);
  if (problems.length > 0) return failure('unreadable', problems[0]?.message ?? 'The columns are wrong.', problems);

  const rows: Row[] = [];
  const tooWide: Problem[] = [];
  for (const [index, cells] of table.entries()) {
    if (index === 0 || cells.every((cell) => cell === '')) continue;
    const extra = cells.slice(header.length).find((cell) => cell !== '');
    if (extra !== undefined) {
      const where = `${fileName}, row ${index + 1}`;
      const message =
        'This row has more cells than there are columns. A cell that holds a comma needs quotation marks around it.';
      tooWide.push({ where, found: `${cells.length} cells`, expected: `${header.length} cells`, message });
    }
    const named = columns.map((column) => [column.name, cells[header.indexOf(column.name)] ?? '']);
    rows.push({ number: index + 1, cells: Object.fromEntries(named) as Row['cells'] });
  }
  if (tooWide.length > 0) return failure('unreadable', tooWide[0]?.message ?? '', tooWide);
  if (rows.length === 0)
    return unreadable(
      fileName,
      'a header and no rows',
      'at least one row',
      'The file has no figures. Fill at least one row.',
    );
  return success(rows);
}

/** Nothing if it isn't text in UTF-8: UTF-16 and Windows-1252 are refused, not guessed. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\u0000') ? undefined : text;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function headerProblems(fileName: string, header: readonly string[]): Problem[] {
  const where = `${fileName}, row 1`;
  const expected = columns.map((column) => column.name).join(', ');
  if (header.length === 1 && /[;\t|]/.test(header[0] ?? '')) {
    const found = 'columns separated by another character';
    return [
      {
        where,
        found,
        expected: 'commas between columns',
        message: 'The columns aren’t separated by commas. Save the file as “CSV UTF-8 (comma delimited)”.',
      },
    ];
  }
  const known = new Set<string>(columns.map((column) => column.name));
  const problems: Problem[] = [];
  for (const [index, name] of header.entries()) {
    const at = `${where}, column ${index + 1}`;
    if (name === '') continue;
    if (!known.has(name)) {
      problems.push({
        where: at,
        found: name,
        expected,
        message: `There is no column called “${name}”. Use the columns of the template and no others.`,
      });
    } else if (header.indexOf(name) !== index) {
      problems.push({
        where: at,
        found: `${name}, twice`,
        expected,
        message: `The column “${name}” stands twice. Keep one.`,
      });
    }
  }
  for (const column of columns) {
    if (column.required && !header.includes(column.name)) {
      problems.push({
        where,
        found: 'no such column',
        expected: column.name,
        message: `The column “${column.name}” is missing. Start from the template.`,
      });
    }
  }
  return problems;
}
