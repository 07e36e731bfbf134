import { failure, type Outcome, type Problem, success } from '../../platform/outcome.ts';
import type { Basis, Catalogue, Observation } from '../model.ts';
import type { ReadingSummary } from '../reading.ts';
import { summarise } from '../releases/summarise.ts';
import { contradictions, type Numbered, warnings } from './check-release.ts';
import { parseRow } from './parse-row.ts';
import { readCsv } from './read-csv.ts';
import type { Row } from './table.ts';

export interface ParsedRelease {
  observations: Observation[];
  summary: ReadingSummary;
  /** Looks wrong and may be right: shown in the preview, doesn't stop the import. */
  warnings: Problem[];
}

export interface ParseOptions {
  /** ISO date: figures of a later date are refused. Without it, dates are not held against the calendar. */
  today?: string;
  /** `as-published`: rates and percentages are taken as printed and nothing is calculated. `calculated` when not given. */
  basis?: Basis;
  /** Of a workbook: the sheet in which the rows stand. */
  sheet?: string;
}

/** As many as anybody would mend by hand; the rest are counted. */
const mostProblems = 5_000;

/**
 * Reads a figures file made from the template: all of it or nothing. Rates and percentages are calculated here from numerator and
 * denominator. A refusal lists what is wrong by file, row and column, what stands there and what was expected.
 */
export function parseRelease(
  fileName: string,
  bytes: Uint8Array,
  catalogue: Catalogue,
  options: ParseOptions = {},
): Outcome<ParsedRelease, 'refused'> {
  const table = readCsv(fileName, bytes);
  return table.ok ? parseRows(fileName, table.value, catalogue, options) : refused(fileName, table.details ?? []);
}

/** The same of rows that have been read. `broken`: what is wrong with cells that were left out of them. */
export function parseRows(
  fileName: string,
  table: readonly Row[],
  catalogue: Catalogue,
  { sheet, ...options }: ParseOptions,
  broken: readonly Problem[] = [],
): Outcome<ParsedRelease, 'refused'> {
  const where = sheet === undefined ? fileName : `${fileName}, sheet ${sheet}`;
  const context = {
    fileName: where,
    catalogue,
    basis: 'calculated' as const,
    ...options,
    ...(sheet === undefined ? {} : { sheet }),
  };
  const rows: Numbered[] = [];
  const problems: Problem[] = [...broken];
  for (const row of table) {
    const parsed = parseRow(row, context);
    problems.push(...parsed.problems);
    if (parsed.observation) rows.push({ row: row.number, observation: parsed.observation });
  }
  problems.push(...contradictions(where, rows, catalogue));
  if (problems.length > 0) return refused(fileName, problems);
  const observations = rows.map((one) => one.observation);
  return success({
    observations,
    summary: summarise(observations, catalogue),
    warnings: warnings(where, rows, catalogue),
  });
}

export function refused(fileName: string, found: readonly Problem[]) {
  const problems = found.toSorted((one, other) => rowOf(one) - rowOf(other));
  const one = problems.length === 1;
  const count = one ? 'one thing needs' : `${problems.length.toLocaleString('en-GB')} things need`;
  const first = problems[0];
  const message = `Nothing was imported from ${fileName}: ${count} mending. ${one ? 'It is' : 'The first is'} at ${first?.where}: ${first?.message}`;
  return failure('refused', message, problems.slice(0, mostProblems));
}

/** What is wrong with the whole file comes first. */
function rowOf({ where }: Problem): number {
  return Number(/, rows? (\d+)/.exec(where)?.[1] ?? 0);
}
