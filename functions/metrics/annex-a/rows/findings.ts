import type { Problem } from '../../../platform/outcome.ts';

const most = 100;
const rowsNamed = 5;

export interface Wrong {
  row?: number;
  /** As the sheet heads it, or as Annex A does. */
  column?: string;
  /** Only what is no personal data: a date that is no birthday, a code. */
  found?: string;
  expected: string;
  message: string;
}

/**
 * Gathers what is wrong in a workbook: the first hundred in words, the rest counted. No identifier, name, date of birth or text of a child's row
 * is ever given to it.
 */
export class Findings {
  readonly problems: Problem[] = [];
  /** How many there are, more than `problems` holds. */
  count = 0;
  readonly #warnings = new Map<
    string,
    { sheet: string | undefined; expected: string; message: string; rows: number[]; count: number }
  >();

  problem(sheet: string, { row, column, found, expected, message }: Wrong): void {
    this.count += 1;
    if (this.problems.length >= most) return;
    const where = [
      `sheet “${sheet}”`,
      ...(row === undefined ? [] : [`row ${row}`]),
      ...(column === undefined ? [] : [`column “${column}”`]),
    ].join(', ');
    this.problems.push({ where, ...(found === undefined ? {} : { found: found.slice(0, 40) }), expected, message });
  }

  /** One warning for all rows of a sheet of which the same is to be said; without a sheet, of the workbook. */
  warning(sheet: string | undefined, { row, expected, message }: Omit<Wrong, 'found' | 'column'>): void {
    const key = `${sheet}|${message}`;
    const before = this.#warnings.get(key) ?? { sheet, expected, message, rows: [], count: 0 };
    before.count += 1;
    if (row !== undefined && before.rows.length < rowsNamed) before.rows.push(row);
    this.#warnings.set(key, before);
  }

  get warnings(): Problem[] {
    return [...this.#warnings.values()].map(({ sheet, expected, message, rows, count }) => ({
      where: sheet === undefined ? 'the workbook' : `sheet “${sheet}”${rowsInWords(rows, count)}`,
      expected,
      message,
    }));
  }
}

function rowsInWords(rows: readonly number[], count: number): string {
  if (rows.length === 0) return '';
  if (count === 1) return `, row ${rows[0]}`;
  return `, rows ${rows.join(', ')}${count > rows.length ? ` and ${count - rows.length} more` : ''}`;
}
