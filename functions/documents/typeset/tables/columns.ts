import type { PrintElement } from '../lower.ts';
import type { Cell } from './kinds.ts';
import type { PrintTable } from './lower-table.ts';

/** What a page has at least, in mm: a turned one is 153 high, and heads repeat; an upright one is 166 wide. */
const PAGE = { height: 110, width: 166 };
/** Of body type, generously, in mm. */
const LETTER = 2;
const LINE = 4.8;
/** A column that fits its content is as wide as its longest word at least; one that shares what is left, half of that. */
const NARROWEST = 20;
/** So many letters are never taller than a page. */
const SHORT = ((PAGE.height / LINE - 2) * NARROWEST) / 2 / LETTER;

/** Columns of short words and numbers fit their content; columns of prose share the rest by how much they hold. */
export function widthsOf(columns: number, cells: readonly Cell[]): number[] {
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

/** Rows that may be taller than a page. An estimate on the safe side: measuring every cell would cost as much as setting it. */
export function tallRows(
  cells: readonly Cell[],
  widths: readonly number[],
  tables: readonly PrintTable[],
): Set<number> {
  const shares = widths.reduce((sum, width) => sum + width, 0);
  const left = Math.max(NARROWEST, PAGE.width - NARROWEST * widths.filter((width) => width === 0).length);
  const widthOf = (column: number): number =>
    widths[column] ? Math.max(NARROWEST / 2, (left * widths[column]) / shares) : NARROWEST;
  const tall = new Set<number>();
  for (const { content, row, kind } of cells) {
    if (typeof content === 'string' && content.length <= SHORT) continue;
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
