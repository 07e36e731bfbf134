import type { Catalogue } from '../../model.ts';
import type { Months } from '../calendar/spans.ts';
import type { Findings } from '../rows/findings.ts';
import type { Figure } from './figure.ts';

/** Counts one list, row by row: what it holds of a row is forgotten with it. */
export interface Tally<Row> {
  add(row: Row, number: number): void;
  /** When all rows have been added. */
  figures(): Figure[];
}

export interface TallyContext {
  asAt: string;
  months: Months;
  catalogue: Catalogue;
  sheet: string;
  findings: Findings;
  /** Whether the sheet has the column: figures of one that is missing are left out. */
  has: (column: string) => boolean;
}

/**
 * Whether something that started and perhaps ended goes on at the date: started on it or before, and not ended, or ended after it. Half-open: it counts on the day it
 * starts and no longer on the day it ends.
 */
export function isOpen(start: string | undefined, end: string | undefined, date: string): boolean {
  return (start === undefined || start <= date) && (end === undefined || end > date);
}

/** Of several rows of one child, the one that started last; of two that started alike, the one that stands further down. */
export class LatestOf<Row extends { start: string | undefined }> {
  readonly #rows = new Map<string, Row>();
  /** Rows beyond the first of each child. */
  more = 0;

  add(child: string, row: Row): void {
    const before = this.#rows.get(child);
    if (before) this.more += 1;
    if (!before || (row.start ?? '') >= (before.start ?? '')) this.#rows.set(child, row);
  }

  get size(): number {
    return this.#rows.size;
  }

  get rows(): Row[] {
    return [...this.#rows.values()];
  }
}
