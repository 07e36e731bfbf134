import { csvFile } from '../../platform/csv.ts';
import { unitInWords } from '../catalogue/indicators.ts';
import type { Catalogue } from '../model.ts';

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

export interface TemplateOptions {
  authority: { code: string; name: string };
  /** ISO date that the figures are of. */
  asAt: string;
}

/**
 * The file that an officer downloads, fills and sends back: one row for each figure of their own authority, empty where a number
 * belongs, with a note that says what is asked. Notes needn't be removed.
 */
export function releaseTemplate(catalogue: Catalogue, options: TemplateOptions): string {
  const asked = catalogue.indicators.filter((indicator) => indicator.inTemplate && indicator.core);
  const rows = asked.flatMap((indicator) =>
    (indicator.breakdown ?? ['']).map((part) => {
      const ask =
        indicator.unit === 'count'
          ? `Fill value: ${unitInWords(indicator)}, a whole number or a symbol`
          : `Leave value empty. numerator: ${indicator.numerator?.says}; denominator: ${indicator.denominator?.says}`;
      const cells: Record<ColumnName, string> = {
        indicator: indicator.code,
        place_code: options.authority.code,
        place_name: options.authority.name,
        place_kind: 'authority',
        as_at: options.asAt,
        breakdown: part,
        value: '',
        numerator: '',
        denominator: '',
        population_vintage: '',
        note: indicator.unit === 'rate-per-10000' ? `${ask}; population_vintage: such as mid-2025` : ask,
      };
      return columns.map((column) => cells[column.name]);
    }),
  );
  return csvFile([columns.map((column) => column.name), ...rows]);
}
