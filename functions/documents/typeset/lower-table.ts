import { rowsOf, spanOf } from '../tree/check.ts';
import { type Element, elementsOf, has, isElement, type Node, textOf } from '../tree/model.ts';
import type { PrintElement } from './lower.ts';

export interface PrintTable {
  /** Per column: 0 fits its content, else its share of what is left. */
  widths: number[];
  caption: PrintElement | null;
  /** In the order of the page, row by row: a cell takes the next place that is free. */
  head: PrintCell[];
  body: PrintCell[];
  foot: PrintCell[];
  /** What cells have in common: most of a column are of one kind, which the stylesheet works out once. */
  kinds: CellKind[];
  /** The different tails of its numbers, each to be measured once. */
  tails: PrintTail[];
}

/** What follows the whole number: `.0 (00.0)` of `70.4 (82.7)`. The stylesheet pads the others, so that the points align. */
export interface PrintTail {
  /** With every figure a nought: tabular figures are all as wide. */
  words: string;
  /** Note marks (`sup`) of the cell, which are smaller. */
  marks: string;
  bold: boolean;
}

/** Its words, when it is nothing but them, as most cells are; and its place in the table's `kinds`. */
export type PrintCell = [content: PrintElement | string, kind: number];

export interface CellKind {
  part: 'head' | 'body' | 'foot';
  column: number;
  colspan: number;
  rowspan: number;
  header: boolean;
  numeric: boolean;
  /** Place in the table's `tails` of a cell of numbers, else -1. */
  tail: number;
  /** A cell of numbers that says in words why there is none: not aligned with the points. */
  words: boolean;
  /** Words beside a column of numbers. */
  follows: boolean;
  /** A row taller than a page must break: an unbreakable one would be cut off at the foot. */
  breakable: boolean;
  highlight: boolean;
  total: boolean;
  /** In the first row of the head, and reaching to its last. */
  first: boolean;
  last: boolean;
}

/** A cell while its table is laid out: what it is, and its first row in its part. */
interface Cell {
  content: PrintElement | string;
  row: number;
  kind: Omit<CellKind, 'follows' | 'breakable' | 'first' | 'last'>;
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

/** @param tables those lowered so far, to which a nested one was added before the one that holds it */
export function lowerTable(
  table: Element,
  lower: (element: Element) => PrintElement,
  tables: readonly PrintTable[],
): PrintTable {
  const caption = elementsOf(table).find((child) => child.name === 'caption');
  const parts = { head: [] as Cell[], body: [] as Cell[], foot: [] as Cell[] };
  let open: number[] = [];
  const rows = { head: 0, body: 0, foot: 0 };
  const tails = new Tails();
  let columns = 0;
  for (const { part: name, row } of rowsOf(table)) {
    const part = PARTS[name];
    const next: number[] = [...open];
    let column = 0;
    for (const cell of elementsOf(row)) {
      while ((open[column] ?? 0) > 0) column += 1;
      const colspan = spanOf(cell, 'colspan');
      const rowspan = spanOf(cell, 'rowspan');
      const [highlight, total] = [has(row, 'data-highlight'), has(row, 'data-total')];
      parts[part].push({
        content: onlyWords(lower(cell)),
        row: rows[part],
        kind: {
          ...{ part, column, colspan, rowspan, highlight, total },
          header: cell.name === 'th',
          numeric: has(cell, 'data-numeric'),
          ...numberOf(cell, part === 'foot' || highlight || total, tails),
        },
      });
      for (let offset = 0; offset < colspan; offset += 1) next[column + offset] = rowspan;
      column += colspan;
    }
    columns = Math.max(columns, next.length);
    open = next.map((left) => Math.max(0, left - 1));
    rows[part] += 1;
  }
  const widths =
    table.attributes['data-widths']?.split(' ').map(Number) ?? widthsOf(columns, [...parts.head, ...parts.body]);
  const kinds = new Kinds(Object.values(parts).flat());
  const finished = (cells: readonly Cell[], all: number): PrintCell[] => {
    const tall = tallRows(cells, widths, tables);
    return cells.map((cell) => [cell.content, kinds.place(cell, tall.has(cell.row), all)]);
  };
  return {
    widths,
    caption: caption ? lower(caption) : null,
    head: finished(parts.head, rows.head),
    body: finished(parts.body, rows.body),
    foot: finished(parts.foot, rows.foot),
    kinds: kinds.all,
    tails: tails.all,
  };
}

const PARTS = { thead: 'head', tbody: 'body', tfoot: 'foot' } as const;

class Kinds {
  readonly all: CellKind[] = [];
  readonly #places = new Map<string, number>();
  readonly #columnsOfNumbers: ReadonlySet<number>;

  constructor(cells: readonly Cell[]) {
    this.#columnsOfNumbers = new Set(cells.filter(({ kind }) => kind.tail !== -1).map(({ kind }) => kind.column));
  }

  /** @param rows of the cell's part */
  place({ row, kind }: Cell, breakable: boolean, rows: number): number {
    const { part, column, colspan, rowspan, numeric } = kind;
    const whole: CellKind = {
      ...kind,
      breakable,
      follows:
        !numeric && colspan === 1 && this.#columnsOfNumbers.has(column - 1) && !this.#columnsOfNumbers.has(column),
      first: part === 'head' && row === 0,
      last: part === 'head' && row + rowspan >= rows,
    };
    const key = Object.values(whole).join(' ');
    const place = this.#places.get(key) ?? this.all.push(whole) - 1;
    this.#places.set(key, place);
    return place;
  }
}

/** Rows that may be taller than a page. An estimate on the safe side: measuring every cell would cost as much as setting it. */
function tallRows(cells: readonly Cell[], widths: readonly number[], tables: readonly PrintTable[]): Set<number> {
  const shares = widths.reduce((sum, width) => sum + width, 0);
  const left = Math.max(NARROWEST, PAGE.width - NARROWEST * widths.filter((width) => width === 0).length);
  const widthOf = (column: number): number =>
    widths[column] ? Math.max(NARROWEST / 2, (left * widths[column]) / shares) : NARROWEST;
  const tall = new Set<number>();
  for (const { content, row, kind } of cells) {
    let width = 0;
    for (let at = kind.column; at < kind.column + kind.colspan; at += 1) width += widthOf(at);
    if (heightOf(content, width, tables) <= PAGE.height) continue;
    for (let at = row; at < row + kind.rowspan; at += 1) tall.add(at);
  }
  return tall;
}

/** In mm. Words wrap, and blocks stand under each other. */
function heightOf(node: PrintElement | string, width: number, tables: readonly PrintTable[]): number {
  if (typeof node === 'string') return LINE * (1 + Math.ceil((node.length * LETTER) / width));
  if (node.path !== undefined) return PAGE.height;
  const table = node.table === undefined ? undefined : tables[node.table];
  const inside = [
    ...node.children,
    ...(node.pairs?.flatMap(({ term, details }) => [term, ...details]) ?? []),
    ...(table ? [...table.head, ...table.body, ...table.foot].map(([content]) => content) : []),
  ].filter((child) => typeof child !== 'string' || table);
  if (inside.length > 0 && (node.blocks || node.pairs || table))
    return inside.reduce((sum, child) => sum + heightOf(child, Math.max(NARROWEST, width - 5), tables), 0);
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
      words: tailOf(plain).replace(/\d/g, '0'),
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
function widthsOf(columns: number, cells: readonly Cell[]): number[] {
  const longest: number[] = new Array<number>(columns).fill(0);
  const numeric = new Array<boolean>(columns).fill(false);
  for (const { content, kind } of cells) {
    const { column, colspan, header } = kind;
    if (colspan > 1) continue;
    if (kind.numeric && !header) numeric[column] = true;
    longest[column] = Math.max(longest[column] ?? 0, letters(content));
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
