import { type Element, has, isElement, type Node, textOf } from '../../tree/model.ts';
import { type Weight, widthOf } from '../fonts/text-width.ts';
import type { PrintElement } from '../lower.ts';

export interface CellKind {
  part: 'head' | 'body' | 'foot';
  column: number;
  colspan: number;
  rowspan: number;
  header: boolean;
  numeric: boolean;
  weight: Weight;
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

/** What follows the whole number: `.0 (00.0)` of `70.4 (82.7)`. The stylesheet pads the others, so that the points align. */
export interface PrintTail {
  /** With every figure a nought: tabular figures are all as wide. */
  words: string;
  /** Note marks (`sup`) of the cell, which are smaller. */
  marks: string;
  bold: boolean;
  /** How wide its words are, in em; absent where the compiler must find out. */
  em?: number;
}

/** A cell while its table is laid out: what it is, and its first row in its part. */
export interface Cell {
  content: PrintElement | string;
  row: number;
  kind: Omit<CellKind, 'follows' | 'breakable' | 'first' | 'last'>;
}

/** `c`, `x`, `..` and `[low]` stand in for a number; longer ones are words. */
const LONGEST_SYMBOL = 5;
/** The kinds of a table as its cells are looked at. */
export class Kinds {
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

export class Tails {
  readonly all: PrintTail[] = [];
  readonly #places = new Map<string, number>();

  place(tail: PrintTail): number {
    const key = JSON.stringify([tail.words, tail.marks, tail.bold]);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const em = widthOf(tail.words, tail.bold ? 700 : 400);
    const place = this.all.push(em === undefined ? tail : { ...tail, em }) - 1;
    this.#places.set(key, place);
    return place;
  }
}

export function numberOf(cell: Element, bold: boolean, tails: Tails): { tail: number; words: boolean } {
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
