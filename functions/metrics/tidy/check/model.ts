import type { Problem } from '../../../platform/outcome.ts';

/**
 * `valid`: a tidy data set as the DfE's open data standards ask. `incomplete`: nothing is wrong in the data, and its meta file isn't there, so
 * nobody can say for certain which columns are filters and which indicators. `invalid`: something is wrong.
 */
export type Verdict = 'valid' | 'incomplete' | 'invalid';

export interface DataSetVerdict {
  verdict: Verdict;
  /** In words, with the reasons: fit to show. */
  says: string;
  /** What makes it invalid: a line for each rule and column, with how often. */
  problems: Finding[];
  /** What looks wrong and does not make it invalid. */
  notices: Finding[];
  rows: number;
}

/** One rule broken in one column, at the first place where it is. */
export interface Finding extends Problem {
  /** Stable code of the rule: 'duplicate-row'. */
  rule: string;
  times: number;
}

/** Gathers what is found, once for each rule and column. */
export class Findings {
  readonly #found = new Map<string, Finding>();

  add(rule: string, at: { file: string; row?: number; column?: string }, said: Omit<Problem, 'where'>): void {
    const key = `${rule}|${at.file}|${at.column ?? ''}`;
    const before = this.#found.get(key);
    if (before) {
      before.times += 1;
      return;
    }
    const row = at.row === undefined ? [] : [`row ${at.row}`];
    const column = at.column === undefined ? [] : [`column ${at.column}`];
    const found = said.found === undefined ? {} : { found: said.found.slice(0, 80) };
    this.#found.set(key, { rule, where: [at.file, ...row, ...column].join(', '), ...said, ...found, times: 1 });
  }

  all(): Finding[] {
    return [...this.#found.values()];
  }
}

/** What a column of the data file is, and how that is known. */
export interface ColumnKind {
  column: string;
  at: number;
  kind: 'filter' | 'indicator';
  /** Of an indicator: its cells are words, each a category of its own, and no numbers. */
  words: boolean;
  /** Whether rows that differ in it are of different things. */
  tells: boolean;
  /** As the meta file has it: '%', '£'. */
  unit: string;
}

/** How the cells of a column look. */
export interface Looks {
  numbers: number;
  symbols: number;
  blanks: number;
  words: number;
  /** Whether more than one value stands in it. */
  varied: boolean;
}
