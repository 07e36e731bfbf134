import { type Outcome, type Problem, success } from '../../platform/outcome.ts';
import type { FiguresSource, Reading, ReadingContext } from '../reading.ts';
import { type ParsedRelease, parseRows, refused } from './parse-release.ts';
import { streamCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';

type TemplateReader = (source: FiguresSource, context: ReadingContext) => Promise<Outcome<Reading, 'refused'>>;

/** Reads a CSV made from our template, row by row. */
export const readTemplateCsv: TemplateReader = async (source, context) => {
  const rows = await streamCsv(source, context.progress);
  if (!rows.ok) return refused(source.name, rows.details ?? []);
  return reading('template-csv', parseRows(source.name, rows.value, context.catalogue, context));
};

/** Reads a workbook made from our template, row by row. */
export const readTemplateXlsx: TemplateReader = async (source, context) => {
  const found = await readXlsx(source, context.progress);
  if (!found.ok) return refused(source.name, found.details ?? []);
  const { rows, sheet, problems, warnings } = found.value;
  const { today, basis, catalogue } = context;
  const parsed = parseRows(source.name, rows, catalogue, { today, basis, sheet }, problems);
  return reading('template-xlsx', parsed, warnings);
};

/** As many as a kept reading may hold: nobody looks at more. */
const mostWarnings = 5_000;

function reading(
  format: Reading['format'],
  parsed: Outcome<ParsedRelease, 'refused'>,
  warnings: readonly Problem[] = [],
): Outcome<Reading, 'refused'> {
  if (!parsed.ok) return parsed;
  const all = [...warnings, ...parsed.value.warnings];
  return success({ format, ...parsed.value, warnings: all.slice(0, mostWarnings) });
}
