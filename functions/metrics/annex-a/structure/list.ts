import type { Column, Values } from './column.ts';

/** One of the eleven lists of Annex A. */
export interface List<Columns extends Record<string, Column> = Record<string, Column>> {
  number: number;
  name: string;
  /** Other names of its sheet. */
  aliases: readonly string[];
  columns: Columns;
  rules: Rules<Columns>;
}

type DateNames<Columns extends Record<string, Column>> = {
  [Name in keyof Columns]: Columns[Name]['kind'] extends 'date' ? Name : never;
}[keyof Columns];

/** What can't be, between the dates of one row. */
export interface Rules<Columns extends Record<string, Column>> {
  /** The second is never before the first. */
  order?: readonly (readonly [DateNames<Columns>, DateNames<Columns>])[];
  /**
   * The child was born by then. `expected`: the date of birth may be up to 300 days later, of a child expected; then the end is not before
   * the birth only by a warning. `born`: not a day later.
   */
  birth?: readonly [date: DateNames<Columns>, child: 'born' | 'expected'];
}

export function defineList<Columns extends Record<string, Column>>(
  number: number,
  name: string,
  aliases: readonly string[],
  columns: Columns,
  rules: Rules<Columns> = {},
): List<Columns> {
  return { number, name, aliases, columns, rules };
}

/** What a row of this list gives. */
export type RowOf<L> = L extends List<infer Columns> ? Values<Columns> : never;
