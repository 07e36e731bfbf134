import type { Problem } from '../../platform/outcome.ts';

const most = 100;
const longest = 80;

/** Gathers what is wrong in one file: the first hundred in words, the rest counted. */
export class Report {
  readonly file: string;
  readonly problems: Problem[] = [];
  readonly warnings: Problem[] = [];
  /** How many there are, more than `problems` holds. */
  found = 0;
  /** What was said of the row that is being read: a cell that two columns of a mapping use is told of once. */
  readonly #ofRow = new Set<string>();
  #row: number | undefined;

  constructor(file: string) {
    this.file = file;
  }

  problem(at: { row?: number; column?: string }, found: string, expected: string, message: string): void {
    if (at.row !== this.#row) this.#ofRow.clear();
    this.#row = at.row;
    const key = `${at.column}|${found}`;
    if (this.#ofRow.has(key)) return;
    this.#ofRow.add(key);
    this.found += 1;
    if (this.problems.length < most) this.problems.push(this.#said(at, found, expected, message));
  }

  warning(at: { row?: number; column?: string }, found: string, expected: string, message: string): void {
    if (this.warnings.length < most) this.warnings.push(this.#said(at, found, expected, message));
  }

  /** Two rows of the file give one figure. */
  twice(row: { number: number }, reader: { column: string; filters: readonly string[] }, before: number): void {
    const expected = 'one row for each place and period';
    const chosen = reader.filters.length === 0 ? '' : ` among those with ${reader.filters.join(' and ')}`;
    this.problem(
      { row: row.number, column: reader.column },
      `the same figure as in row ${before}`,
      expected,
      `This row and row ${before} give the same figure of the same place and period${chosen}. Choose in the mapping which value of each filter is meant.`,
    );
  }

  #said(at: { row?: number; column?: string }, found: string, expected: string, message: string): Problem {
    const where = [
      this.file,
      ...(at.row === undefined ? [] : [`row ${at.row}`]),
      ...(at.column === undefined ? [] : [`column ${at.column}`]),
    ].join(', ');
    return { where, found: found.length > longest ? `${found.slice(0, longest)}…` : found, expected, message };
  }
}
