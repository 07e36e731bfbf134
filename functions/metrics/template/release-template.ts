import { csvFile } from '../../platform/csv.ts';
import type { Catalogue } from '../model.ts';
import { askedRows, type TemplateOptions } from './asked-rows.ts';

/** The columns of a figures file, in the order of the template; a file may have them in another order. */
export const columns = [
  { name: 'indicator', required: true },
  { name: 'place_code', required: true },
  { name: 'place_name', required: true },
  { name: 'place_kind', required: true },
  { name: 'as_at', required: true },
  { name: 'breakdown', required: true },
  { name: 'value', required: true },
  { name: 'numerator', required: true },
  { name: 'denominator', required: true },
  { name: 'population_vintage', required: true },
  { name: 'note', required: false },
] as const;

/** What the workbook says beside, to be read and not filled: passed over when the file comes back. */
export const asides = ['what', 'last_year'] as const;

export type ColumnName = (typeof columns)[number]['name'];

/**
 * The file that an officer downloads, fills and sends back, as CSV: one row for each figure of their own authority, empty where a number
 * belongs, with a note that says what is asked. Notes needn't be removed.
 */
export function releaseTemplate(catalogue: Catalogue, options: TemplateOptions): string {
  const rows = askedRows(catalogue, options).map(({ cells }) => columns.map((column) => cells[column.name]));
  return csvFile([columns.map((column) => column.name), ...rows]);
}
