import type { CodeList } from './codes.ts';

/**
 * What a column of Annex A holds. `id`: a child's or adopter's identifier, held only while the file is read. `born`: the date of birth. `plain`: no figure is
 * made of it, so its cells are never looked at.
 */
export type ColumnKind = 'id' | 'date' | 'born' | 'number' | 'code' | 'plain';

export interface Column {
  kind: ColumnKind;
  /** As Ofsted's Annex A heads it. */
  name: string;
  /** Other headings of the same. Case, spaces, punctuation and what stands in brackets make no difference. */
  aliases: readonly string[];
  /** A cell of it may not be empty, and the column not be missing. */
  filled: boolean;
  codes?: CodeList;
}

interface Kept {
  id: string;
  /** ISO date. */
  date: string;
  born: string;
  number: number;
  /** What the code stands for, as the code list says it. */
  code: string;
  plain: never;
}

/** What a row gives, by the names that we give its columns. */
export type Values<Columns extends Record<string, Column>> = {
  [Name in keyof Columns]: Columns[Name] extends { filled: true }
    ? Kept[Columns[Name]['kind']]
    : Kept[Columns[Name]['kind']] | undefined;
};

const column = <Kind extends ColumnKind>(kind: Kind, name: string, aliases: readonly string[]) => ({
  kind,
  name,
  aliases,
  filled: false as const,
});

export const date = (name: string, ...aliases: string[]) => column('date', name, aliases);
export const number = (name: string, ...aliases: string[]) => column('number', name, aliases);
export const plain = (name: string, ...aliases: string[]) => column('plain', name, aliases);
export const code = (codes: CodeList, name: string, ...aliases: string[]) => ({
  ...column('code', name, aliases),
  codes,
});
export const id = (name: string, ...aliases: string[]) => filled(column('id', name, aliases));
export const filled = <C extends Column>(one: C): Omit<C, 'filled'> & { filled: true } => ({ ...one, filled: true });

/** Columns that most lists have. */
export const child = {
  child: id('Child Unique ID', 'Child ID', 'Unique Child ID', 'Child’s Unique ID'),
  gender: plain('Gender', 'Sex'),
  ethnicity: plain('Ethnicity', 'Ethnic origin', 'Ethnic group'),
  born: column('born', 'Date of Birth', ['DoB', 'Birth date', 'Date of Birth or expected date of birth']),
  age: number('Age of Child (Years)', 'Age', 'Age in years', 'Age of Child Years'),
};

export const allocated = {
  team: plain('Allocated Team', 'Team'),
  worker: plain('Allocated Worker', 'Worker', 'Social worker'),
};

export const disability = plain('Does the Child have a Disability', 'Disability');
export const disabilityCode = (codes: CodeList) => code(codes, disability.name, ...disability.aliases);
