import { z } from 'zod';
import { findIndicator } from '../../catalogue/indicators.ts';
import type { Catalogue } from '../../model.ts';
import { dataColumns } from '../columns.ts';

const words = z.string().trim().min(1).max(300);
/** By column of a filter, the value that a row must have: capitals and spaces at the ends don't count. */
const filters = z.record(words, words);

const mappedSchema = z.strictObject({
  /** As the header has it. */
  column: words,
  /** Code of the catalogue. */
  indicator: words,
  /** The part of the indicator that the column holds, where it is split into parts. */
  breakdown: words.optional(),
  /** Of a file that keeps several measures apart by a filter: which rows hold this one. */
  when: filters.default({}),
  /** Columns of the same row that hold the sides of a rate or percentage. */
  numerator: words.optional(),
  denominator: words.optional(),
  /** Of the population in `denominator`: the last mid-year before the row's date. Said by the source, never inferred. */
  populationVintage: z.enum(['mid-year-before']).optional(),
});
export type MappedColumn = z.infer<typeof mappedSchema>;

/** What the columns of one tidy file hold, in the words of the catalogue. */
export const mappingSchema = z.strictObject({
  /** Says which: 'dfe-plan-duration'. An officer's is made by the store. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/),
  name: words,
  /** What a release made by it is called: publisher, then title. */
  source: words,
  licence: words,
  /** The first year that the published file holds, where it is known. */
  from: z.int().min(1990).max(2100).optional(),
  /** Month and day on which its "Reporting year" ends. Absent: as the period of each indicator has it, 31 March for most. */
  reportingYearEnds: z
    .string()
    .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
    .optional(),
  /** Rows with other values are passed over. */
  filters: filters.default({}),
  columns: z.array(mappedSchema).min(1).max(200),
  /** Known to be in the file, and of no indicator. */
  leaveOut: z.array(words).default([]),
});
export type Mapping = z.infer<typeof mappingSchema>;

/** As an officer gives it. */
export const mappingBody = mappingSchema.omit({ id: true });
export type MappingBody = z.output<typeof mappingBody>;

/** What is wrong in a mapping that has the right shape. */
export interface MappingProblem {
  /** The column that it is about. */
  column: string;
  message: string;
}

/** Every indicator and part is of the catalogue, sides go with rates and percentages, and no figure comes from two columns. */
export function mappingProblems(mapping: Mapping, catalogue: Catalogue): MappingProblem[] {
  const seen = new Map<string, string>();
  return mapping.columns.flatMap((one) => {
    const told: MappingProblem[] = problemsOf(one, catalogue).map((message) => ({ column: one.column, message }));
    const figure = JSON.stringify([
      one.indicator,
      one.breakdown ?? '',
      Object.entries(one.when).map(String).toSorted(),
    ]);
    const other = seen.get(figure);
    if (other !== undefined) {
      told.push({
        column: one.column,
        message: `${one.column} and ${other} are the same figure. Leave one of them out, or say which rows each is of.`,
      });
    }
    seen.set(figure, one.column);
    return told;
  });
}

function problemsOf(one: MappedColumn, catalogue: Catalogue): string[] {
  const indicator = findIndicator(catalogue, one.indicator);
  if (!indicator) return [`There is no indicator called ${one.indicator}.`];
  const parts = indicator.breakdown;
  if (parts && (one.breakdown === undefined || !parts.includes(one.breakdown))) {
    return [`${indicator.label} is split into parts: say which of them ${one.column} holds: ${parts.join('; ')}.`];
  }
  if (!parts && one.breakdown !== undefined) return [`${indicator.label} isn’t split into parts.`];
  const sides = one.numerator !== undefined || one.denominator !== undefined;
  if (sides && (indicator.unit === 'count' || indicator.unit === 'rank'))
    return [`${indicator.label} has no two sides.`];
  if (one.populationVintage !== undefined && one.denominator === undefined) {
    return ['The population’s date is said of a column that holds the population.'];
  }
  return [];
}

/** The columns that a file must have for the mapping to be of it. */
export function neededColumns(mapping: Mapping): Set<string> {
  const filtered = [mapping.filters, ...mapping.columns.map((one) => one.when)].flatMap((each) => Object.keys(each));
  const named = mapping.columns.flatMap((one) => [one.column, one.numerator ?? [], one.denominator ?? []].flat());
  return new Set([...named, ...filtered]);
}

export interface Recognised {
  mapping: Mapping;
  /** Columns of the file that the mapping doesn't know: they are left out. */
  unknown: string[];
}

/**
 * The mapping that a file's columns call for, whatever the file is called. All that the mapping needs must be there and make at least half of
 * the filters and indicators; of several, the one that leaves least unknown, and of those the first.
 */
export function recognise(header: readonly string[], mappings: readonly Mapping[]): Recognised | undefined {
  const columns = dataColumns(header);
  const fitting = mappings.flatMap((mapping) => {
    const needed = neededColumns(mapping);
    const fits = [...needed].every((column) => header.includes(column));
    if (!fits || needed.size * 2 < columns.length - mapping.leaveOut.length) return [];
    const unknown = columns.filter((column) => !needed.has(column) && !mapping.leaveOut.includes(column));
    return [{ mapping, unknown }];
  });
  return fitting.toSorted((a, b) => a.unknown.length - b.unknown.length)[0];
}
