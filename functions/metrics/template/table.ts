import { failure, type Outcome, type Problem, success } from '../../platform/outcome.ts';
import { asides, type ColumnName, columns } from './release-template.ts';

/** A row of a figures file, by the names of the template's columns. An empty cell is an empty text. */
export interface Row {
  /** As a spreadsheet shows it: the header is row 1. */
  number: number;
  cells: Record<ColumnName, string>;
}

/** How many rows one figures file may have. */
export const mostRows = 100_000;

/** Rows are read into a table one by one, in their order; the first is the header. */
export interface Table {
  /** What is wrong with the header is said at once: then nothing more needs to be read. */
  add(number: number, cells: readonly string[]): Problem[];
  /** The rows, or what is wrong with them as a table. */
  end(): Outcome<Row[], 'unreadable'>;
}

/** @param where the file, with its sheet if it has one */
export function createTable(where: string): Table {
  let header: string[] | undefined;
  const rows: Row[] = [];
  const tooWide: Problem[] = [];
  let count = 0;
  return {
    add(number, given) {
      const cells = given.map((cell) => cell.trim());
      if (!header) {
        header = cells.map((name) => name.toLowerCase());
        return headerProblems(where, number, header);
      }
      if (cells.every((cell) => cell === '')) return [];
      count += 1;
      if (count > mostRows) return [];
      const names = header;
      const extra = cells.slice(names.length).find((cell) => cell !== '');
      if (extra !== undefined) {
        const message =
          'This row has more cells than there are columns. A cell that holds a comma needs quotation marks around it.';
        const [found, expected] = [`${cells.length} cells`, `${names.length} cells`];
        tooWide.push({ where: `${where}, row ${number}`, found, expected, message });
      }
      const named = columns.map((column) => [column.name, cells[names.indexOf(column.name)] ?? '']);
      rows.push({ number, cells: Object.fromEntries(named) as Row['cells'] });
      return [];
    },
    end() {
      if (count > mostRows) {
        const limit = `at most ${mostRows.toLocaleString('en-GB')} rows`;
        const found = `${count.toLocaleString('en-GB')} rows`;
        return unreadable(where, found, limit, 'The file has too many rows. Send one release at a time.');
      }
      if (tooWide.length > 0) return failure('unreadable', tooWide[0]?.message ?? '', tooWide);
      if (rows.length > 0) return success(rows);
      const message = 'The file has no figures. Fill at least one row.';
      return unreadable(where, 'a header and no rows', 'at least one row', message);
    },
  };
}

export function unreadable(where: string, found: string, expected: string, message: string) {
  return failure('unreadable', message, [{ where, found, expected, message }]);
}

function headerProblems(file: string, row: number, header: readonly string[]): Problem[] {
  const where = `${file}, row ${row}`;
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
  const known = new Set<string>([...columns.map((column) => column.name), ...asides]);
  const problems: Problem[] = [];
  for (const [index, name] of header.entries()) {
    const at = `${where}, column ${index + 1}`;
    if (name === '') continue;
    if (!known.has(name)) {
      problems.push({
        where: at,
        found: name.slice(0, 80),
        expected,
        message: `There is no column called “${name.slice(0, 80)}”. Use the columns of the template and no others.`,
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
