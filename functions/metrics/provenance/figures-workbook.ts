import writeExcelFile, { type Cell } from 'write-excel-file/node';
import { figuresHeader, figuresRows } from './figures-file.ts';
import type { FiguresOf } from './read-figures-of.ts';

/** Columns whose cells are numbers where they hold one. */
const numbers = new Set(['value', 'numerator', 'denominator', 'first_published']);
const widths: Readonly<Record<string, number>> = { label: 40, unit: 24, place_name: 26, source: 50, file: 40, row: 24 };

/** The same as the CSV, as an Excel workbook: numbers are numbers with the decimals of their source, dates are dates. */
export async function figuresWorkbook(of: Pick<FiguresOf, 'indicator' | 'observations'>): Promise<Uint8Array> {
  const head = figuresHeader.map((name): Cell => ({ value: name, fontWeight: 'bold', backgroundColor: '#dfe6ea' }));
  const rows = figuresRows(of).map((row) => row.map((text, at) => cellOf(figuresHeader[at] ?? '', text)));
  const columns = figuresHeader.map((name) => ({ width: widths[name] ?? 14 }));
  return writeExcelFile([{ sheet: 'Figures', data: [head, ...rows], columns, stickyRowsCount: 1 }]).toBuffer();
}

function cellOf(column: string, text: string): Cell {
  if (text === '') return null;
  if (column === 'date') return { value: new Date(`${text}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' };
  if (!numbers.has(column) || !/^-?\d+(\.\d+)?$/.test(text)) return { value: text, type: String };
  const decimals = text.split('.')[1]?.length ?? 0;
  return { value: Number(text), type: Number, format: decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}` };
}
