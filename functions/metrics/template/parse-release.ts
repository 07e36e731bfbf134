import { failure, type Outcome, type Problem, success } from '../../platform/outcome.ts';
import type { Basis, Catalogue, Observation, Place } from '../model.ts';
import { contradictions, type Numbered, warnings } from './check-release.ts';
import { parseRow } from './parse-row.ts';
import { readCsv } from './read-csv.ts';

export interface ParsedRelease {
  observations: Observation[];
  summary: ReleaseSummary;
  /** Looks wrong and may be right: shown in the preview, doesn't stop the import. */
  warnings: Problem[];
}

export interface ReleaseSummary {
  rows: number;
  /** Codes, in the catalogue's order. */
  indicators: string[];
  places: Place[];
  /** ISO dates, earliest first. */
  dates: string[];
  /** How many figures are symbols. */
  symbols: number;
}

const mostProblems = 100;

/**
 * Reads a figures file made from the template: all of it or nothing. Rates and percentages are calculated here from numerator and
 * denominator. A refusal lists what is wrong by file, row and column, what stands there and what was expected (the first 100).
 * @param options.today ISO date: figures of a later date are refused. Without it, dates are not held against the calendar.
 * @param options.basis `as-published`: rates and percentages are taken as printed and nothing is calculated. `calculated` when not given.
 */
export function parseRelease(
  fileName: string,
  bytes: Uint8Array,
  catalogue: Catalogue,
  options: { today?: string; basis?: Basis } = {},
): Outcome<ParsedRelease, 'refused'> {
  const table = readCsv(fileName, bytes);
  if (!table.ok) return refused(fileName, table.details ?? []);
  const context = { fileName, catalogue, basis: 'calculated' as const, ...options };
  const parsed = table.value.map((row) => ({ row: row.number, ...parseRow(row, context) }));
  const rows: Numbered[] = parsed.flatMap(({ row, observation }) => (observation ? [{ row, observation }] : []));
  const problems = [...parsed.flatMap((one) => one.problems), ...contradictions(fileName, rows, catalogue)];
  if (problems.length > 0) return refused(fileName, problems);
  const observations = rows.map((one) => one.observation);
  return success({
    observations,
    summary: summarise(observations, catalogue),
    warnings: warnings(fileName, rows, catalogue),
  });
}

function refused(fileName: string, problems: readonly Problem[]) {
  const one = problems.length === 1;
  const count = one ? 'one thing needs' : `${problems.length} things need`;
  const first = problems[0];
  const message = `Nothing was imported from ${fileName}: ${count} mending. ${one ? 'It is' : 'The first is'} at ${first?.where}: ${first?.message}`;
  return failure('refused', message, problems.slice(0, mostProblems));
}

function summarise(observations: readonly Observation[], catalogue: Catalogue): ReleaseSummary {
  const used = new Set(observations.map((one) => one.indicator));
  return {
    rows: observations.length,
    indicators: catalogue.indicators.map((one) => one.code).filter((code) => used.has(code)),
    places: [...new Map(observations.map((one) => [one.place.code, one.place])).values()],
    dates: [...new Set(observations.map((one) => one.date))].sort(),
    symbols: observations.filter((one) => one.symbol !== undefined).length,
  };
}
