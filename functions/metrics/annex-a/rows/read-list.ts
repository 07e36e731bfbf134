import type { Catalogue } from '../../model.ts';
import type { SheetRow } from '../../template/workbook/model.ts';
import type { Months } from '../calendar/spans.ts';
import type { Figure } from '../figures/figure.ts';
import type { Tally, TallyContext } from '../figures/tally.ts';
import type { Column } from '../structure/column.ts';
import type { List, RowOf } from '../structure/list.ts';
import { checkHeader, type Header, mostRowsAbove, readHeader } from './find-header.ts';
import type { Findings } from './findings.ts';
import { type RowContext, readRow } from './read-row.ts';

export interface ListContext extends Pick<RowContext, 'limits' | 'birthLimits'> {
  asAt: string;
  months: Months;
  catalogue: Catalogue;
  findings: Findings;
  /** Called with every row. */
  onRow: () => void;
}

/** Reads the rows of one sheet as one list: its figures. What is wrong is among the findings; the figures then mean nothing. */
export interface ListReader {
  list: List;
  read(sheet: string, rows: AsyncIterable<SheetRow>, context: ListContext): Promise<Figure[]>;
}

/** A list with what is counted of it. */
export function listReader<Columns extends Record<string, Column>>(
  list: List<Columns>,
  tally: (context: TallyContext) => Tally<RowOf<List<Columns>>>,
): ListReader {
  return {
    list: list as unknown as List,
    async read(sheet, rows, context) {
      const { findings, onRow } = context;
      let header: Header | undefined;
      let counted: Tally<RowOf<List<Columns>>> | undefined;
      let above = 0;
      let read = 0;
      for await (const row of rows) {
        if (!header) {
          header = openList(row, sheet, list as unknown as List, findings);
          if (header) {
            const { has } = header;
            counted = tally({ ...context, sheet, has: (column) => has.has(column) });
          } else if (above > mostRowsAbove) break;
          above += 1;
          continue;
        }
        onRow();
        const values = readRow(row, { ...context, sheet, list: list as unknown as List, header });
        if (!values) continue;
        read += 1;
        // `readRow` gives each column what its kind says, and nothing of a row that lacks one that must be filled.
        counted?.add(values as RowOf<List<Columns>>, row.number);
      }
      if (!counted) {
        const expected = `a row of headings, such as ${firstHeadings(list as unknown as List)}`;
        const message = `The sheet is named as list ${list.number} (${list.name}), and no row of it has that list’s headings.`;
        findings.problem(sheet, { expected, message });
        return [];
      }
      if (read === 0 && findings.count === 0) {
        const message = 'The sheet has headings and no rows: what is counted of it is nought.';
        findings.warning(sheet, { expected: 'rows, unless there is nobody', message });
      }
      return findings.count === 0 ? counted.figures() : [];
    },
  };
}

function openList(row: SheetRow, sheet: string, list: List, findings: Findings): Header | undefined {
  const found = readHeader(row, list);
  if (found) checkHeader(found, { sheet, row: row.number, list }, findings);
  return found?.header;
}

const firstHeadings = (list: List) =>
  Object.values(list.columns)
    .filter((column) => column.filled)
    .map((column) => `“${column.name}”`)
    .join(', ');
