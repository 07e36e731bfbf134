import { rowsOf, spanOf } from '../tree/check.ts';
import { type Element, elementsOf, has, isElement, type Node, textOf } from '../tree/model.ts';
import type { PrintElement } from './lower.ts';

export interface PrintTable {
  columns: number;
  /** Per column: 0 fits its content, else its share of what is left. */
  widths: number[];
  caption: PrintElement | null;
  head: PrintCell[];
  body: PrintCell[];
  foot: PrintCell[];
}

export interface PrintCell {
  cell: PrintElement;
  /** 0-based, counted over all rows and columns of the part. */
  row: number;
  column: number;
  colspan: number;
  rowspan: number;
  header: boolean;
  numeric: boolean;
  /** What follows the whole number: `.4 (82.7)` of `70.4 (82.7)`. The stylesheet pads the others, so that the points align. */
  tail: string;
  /** Note marks (`sup`) of the cell, which are smaller. */
  marks: string;
  /** Whether all of it is set bold. */
  bold: boolean;
  /** A row taller than a page must break: an unbreakable one would be cut off at the foot. */
  breakable: boolean;
  highlight: boolean;
  total: boolean;
}

/** More letters than this in a cell may need more than a page in a column of 20 mm. */
const LONG_CELL = 500;
/** A list item or paragraph takes a line, however short. */
const LINE = 12;

export function lowerTable(table: Element, lower: (element: Element) => PrintElement): PrintTable {
  const caption = elementsOf(table).find((child) => child.name === 'caption');
  const parts = { thead: [] as PrintCell[], tbody: [] as PrintCell[], tfoot: [] as PrintCell[] };
  let open: number[] = [];
  const rowNumber = { thead: 0, tbody: 0, tfoot: 0 };
  let columns = 0;
  for (const { part, row } of rowsOf(table)) {
    const next: number[] = [...open];
    const breakable = elementsOf(row).some((cell) => lengthOf(cell) > LONG_CELL);
    let column = 0;
    for (const cell of elementsOf(row)) {
      while ((open[column] ?? 0) > 0) column += 1;
      const colspan = spanOf(cell, 'colspan');
      const rowspan = spanOf(cell, 'rowspan');
      parts[part].push({
        cell: lower(cell),
        row: rowNumber[part],
        column,
        colspan,
        rowspan,
        header: cell.name === 'th',
        numeric: has(cell, 'data-numeric'),
        ...numberOf(cell),
        bold: has(row, 'data-highlight') || has(row, 'data-total') || isAllStrong(cell),
        breakable,
        highlight: has(row, 'data-highlight'),
        total: has(row, 'data-total'),
      });
      for (let offset = 0; offset < colspan; offset += 1) next[column + offset] = rowspan;
      column += colspan;
    }
    columns = Math.max(columns, next.length);
    open = next.map((rows) => Math.max(0, rows - 1));
    rowNumber[part] += 1;
  }
  return {
    columns,
    widths:
      table.attributes['data-widths']?.split(' ').map(Number) ?? widthsOf(columns, [...parts.thead, ...parts.tbody]),
    caption: caption ? lower(caption) : null,
    head: parts.thead,
    body: parts.tbody,
    foot: parts.tfoot,
  };
}

function lengthOf(cell: Element): number {
  return textOf(cell).length + LINE * elementsOf(cell).reduce((sum, child) => sum + 1 + elementsOf(child).length, 0);
}

function numberOf(cell: Element): { tail: string; marks: string } {
  if (!has(cell, 'data-numeric') || cell.name !== 'td') return { tail: '', marks: '' };
  const isMark = (node: Node) => isElement(node) && node.name === 'sup';
  const plain = cell.children.filter((child) => !isMark(child)).map(textOf);
  return { tail: tailOf(plain.join('')), marks: cell.children.filter(isMark).map(textOf).join('') };
}

const isAllStrong = (cell: Element): boolean =>
  cell.children.some((child) => isElement(child) && child.name === 'strong') &&
  cell.children.every((child) => isElement(child) && (child.name === 'strong' || child.name === 'sup'));

/** `70.4 (82.7)` → `.4 (82.7)`; `1,234 (5)` → ` (5)`; `c` → ``. */
export function tailOf(printed: string): string {
  return /^[^\d]*[\d,]*\d([^\d,].*)?$/su.exec(printed)?.[1] ?? '';
}

/** Columns of short words and numbers fit their content; columns of prose share the rest by how much they hold. */
function widthsOf(columns: number, cells: readonly PrintCell[]): number[] {
  const longest: number[] = new Array<number>(columns).fill(0);
  const numeric = new Array<boolean>(columns).fill(false);
  for (const { cell, column, colspan, numeric: isNumber, header } of cells) {
    if (colspan > 1) continue;
    if (isNumber && !header) numeric[column] = true;
    longest[column] = Math.max(longest[column] ?? 0, letters(cell));
  }
  const widths = longest.map((length, column): number =>
    length > 24 && !numeric[column] ? Math.round(Math.sqrt(length) * 10) / 10 : 0,
  );
  if (!widths.some((width) => width > 0)) widths[0] = 1;
  return widths;
}

function letters(node: PrintElement | string): number {
  return typeof node === 'string' ? node.length : node.children.reduce<number>((sum, child) => sum + letters(child), 0);
}
