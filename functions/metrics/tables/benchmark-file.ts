import { csvFile } from '../../platform/csv.ts';

/** One place's figures of an indicator as plain text: numbers without separators, a symbol as it is, nothing for what is absent. */
export interface PlainPair {
  now: string;
  before: string;
  /** ISO date of `now`. */
  date: string;
  /** Of a mean of neighbours: of how many, of how many in all, and the authority's rank among them. */
  used: string;
  of: string;
  rank: string;
}

interface PlainTable {
  columns: readonly { head: string; model?: string }[];
  rows: readonly { code: string; label: string; unit: string; cells: readonly { plain: PlainPair }[] }[];
}

/** A benchmark table as a CSV: a row for each indicator, columns for each place's date, figure and the figure of a year before. */
export function benchmarkFile({ columns, rows }: PlainTable): string {
  const heads = columns.flatMap(({ head, model }) => [
    ...[`${head}: date`, head, `${head}: a year before`],
    ...(model === undefined ? [] : [`${head}: used`, `${head}: of`, `${head}: rank of ours`]),
  ]);
  const cellsOf = ({ cells }: PlainTable['rows'][number]) =>
    cells.flatMap(({ plain }, at) => [
      ...[plain.date, plain.now, plain.before],
      ...(columns[at]?.model === undefined ? [] : [plain.used, plain.of, plain.rank]),
    ]);
  return csvFile([
    ['indicator', 'label', 'unit', ...heads],
    ...rows.map((row) => [row.code, row.label, row.unit, ...cellsOf(row)]),
  ]);
}
