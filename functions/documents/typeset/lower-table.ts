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
  /** The different tails of its numbers, each to be measured once. */
  tails: PrintTail[];
}

/** What follows the whole number: `.4 (82.7)` of `70.4 (82.7)`. The stylesheet pads the others, so that the points align. */
export interface PrintTail {
  words: string;
  /** Note marks (`sup`) of the cell, which are smaller. */
  marks: string;
  bold: boolean;
}

export interface PrintCell {
  /** Only its words, when it is nothing but them, as most cells are. */
  cell: PrintElement | string;
  /** 0-based, counted over all rows and columns of the part. */
  row: number;
  column: number;
  colspan: number;
  rowspan: number;
  header: boolean;
  numeric: boolean;
  /** A cell of numbers that says in words why there is none: not aligned with the points. */
  words: boolean;
  /** Place in the table's `tails` of a cell of numbers, else -1. */
  tail: number;
  /** A row taller than a page must break: an unbreakable one would be cut off at the foot. */
  breakable: boolean;
  highlight: boolean;
  total: boolean;
}

/** `c`, `x`, `..` and `[low]` stand in for a number; longer ones are words. */
const LONGEST_SYMBOL = 5;
/** What a page has at least, in mm: a turned one is 153 high, and heads repeat; an upright one is 166 wide. */
const PAGE = { height: 110, width: 166 };
/** Of body type, generously, in mm. */
const LETTER = 2;
const LINE = 4.8;
/** A column that fits its content is as wide as its longest word at least. */
const NARROWEST = 20;

export function lowerTable(table: Element, lower: (element: Element) => PrintElement): PrintTable {
  const caption = elementsOf(table).find((child) => child.name === 'caption');
  const parts = { thead: [] as PrintCell[], tbody: [] as PrintCell[], tfoot: [] as PrintCell[] };
  let open: number[] = [];
  const rowNumber = { thead: 0, tbody: 0, tfoot: 0 };
  const tails = new Tails();
  let columns = 0;
  for (const { part, row } of rowsOf(table)) {
    const next: number[] = [...open];
    let column = 0;
    for (const cell of elementsOf(row)) {
      while ((open[column] ?? 0) > 0) column += 1;
      const colspan = spanOf(cell, 'colspan');
      const rowspan = spanOf(cell, 'rowspan');
      parts[part].push({
        cell: onlyWords(lower(cell)),
        row: rowNumber[part],
        column,
        colspan,
        rowspan,
        header: cell.name === 'th',
        numeric: has(cell, 'data-numeric'),
        ...numberOf(cell, part === 'tfoot' || has(row, 'data-highlight') || has(row, 'data-total'), tails),
        breakable: false,
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
  const widths =
    table.attributes['data-widths']?.split(' ').map(Number) ?? widthsOf(columns, [...parts.thead, ...parts.tbody]);
  for (const cells of Object.values(parts)) letTallRowsBreak(cells, widths);
  return {
    columns,
    widths,
    caption: caption ? lower(caption) : null,
    head: parts.thead,
    body: parts.tbody,
    foot: parts.tfoot,
    tails: tails.all,
  };
}

/** Lets the rows break that may be taller than a page. An estimate on the safe side: measuring every cell would cost as much as setting it. */
function letTallRowsBreak(cells: readonly PrintCell[], widths: readonly number[]): void {
  const shares = widths.reduce((sum, width) => sum + width, 0);
  const left = Math.max(NARROWEST, PAGE.width - NARROWEST * widths.filter((width) => width === 0).length);
  const widthOf = (column: number): number =>
    widths[column] ? Math.max(NARROWEST / 2, (left * widths[column]) / shares) : NARROWEST;
  const tall = new Set<number>();
  for (const { cell, row, column, colspan, rowspan } of cells) {
    let width = 0;
    for (let at = column; at < column + colspan; at += 1) width += widthOf(at);
    if (heightOf(cell, width) <= PAGE.height) continue;
    for (let at = row; at < row + rowspan; at += 1) tall.add(at);
  }
  for (const cell of cells) cell.breakable = tall.has(cell.row);
}

/** In mm. Words wrap, and blocks stand under each other. */
function heightOf(node: PrintElement | string, width: number): number {
  if (typeof node === 'string') return LINE * (1 + Math.ceil((node.length * LETTER) / width));
  if (node.picture !== undefined || node.path !== undefined) return PAGE.height;
  const inside = [
    ...node.children,
    ...(node.pairs?.flatMap(({ term, details }) => [term, ...details]) ?? []),
    ...(node.table ? [...node.table.head, ...node.table.body, ...node.table.foot].map(({ cell }) => cell) : []),
  ].filter((child) => typeof child !== 'string' || node.table);
  if (inside.length > 0 && (node.blocks || node.pairs || node.table))
    return inside.reduce((sum, child) => sum + heightOf(child, Math.max(NARROWEST, width - 5)), 0);
  return LINE * (1 + Math.ceil((letters(node) * LETTER) / width));
}

function onlyWords(cell: PrintElement): PrintElement | string {
  const [first, ...rest] = cell.children;
  const bare = cell.ids.length === 0 && Object.keys(cell.attributes).every((name) => !SPOKEN.has(name));
  // The stylesheet makes something else of places to break.
  return bare && typeof first === 'string' && rest.length === 0 && !first.includes('\u200B') ? first : cell;
}

/** What the stylesheet asks of a cell's own attributes. */
const SPOKEN: ReadonlySet<string> = new Set(['lang', 'dir']);

class Tails {
  readonly all: PrintTail[] = [];
  readonly #places = new Map<string, number>();

  place(tail: PrintTail): number {
    const key = JSON.stringify([tail.words, tail.marks, tail.bold]);
    const place = this.#places.get(key) ?? this.all.push(tail) - 1;
    this.#places.set(key, place);
    return place;
  }
}

function numberOf(cell: Element, bold: boolean, tails: Tails): { tail: number; words: boolean } {
  if (!has(cell, 'data-numeric') || cell.name !== 'td') return { tail: -1, words: false };
  const isMark = (node: Node) => isElement(node) && (node.name === 'sup' || has(node, 'data-footnote'));
  const plain = cell.children
    .filter((child) => !isMark(child))
    .map(textOf)
    .join('');
  return {
    tail: tails.place({
      words: tailOf(plain),
      marks: cell.children.filter(isMark).map(textOf).join(''),
      bold: bold || isAllStrong(cell),
    }),
    words: plain.length > LONGEST_SYMBOL && !/\d/.test(plain),
  };
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
  if (widths.some((width) => width > 0)) return widths;
  // All short: columns of words share the line, so that it isn't one gap after the first.
  return widths.map((_, column) => (numeric[column] ? 0 : Math.max(6, longest[column] ?? 0)));
}

function letters(node: PrintElement | string): number {
  return typeof node === 'string' ? node.length : node.children.reduce<number>((sum, child) => sum + letters(child), 0);
}
