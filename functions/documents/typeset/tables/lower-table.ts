import { rowsOf, spanOf } from '../../tree/check.ts';
import { type Element, elementsOf, has, walk } from '../../tree/model.ts';
import type { PrintElement } from '../lower.ts';
import { tallRows, widthsOf } from './columns.ts';
import { type Cell, type CellKind, Kinds, numberOf, type PrintTail, Tails } from './kinds.ts';
import { type KnownSizes, knownSizes, type Place } from './known-sizes.ts';

export interface PrintTable {
  /** Per column: 0 fits its content, else its share of what is left. */
  widths: number[];
  /** What of its sizes is known beforehand, so that nothing need be laid out to find them. */
  sizes?: KnownSizes;
  caption: PrintElement | null;
  /** In the order of the page, row by row: a cell takes the next place that is free. */
  head: PrintCell[];
  body: PrintCell[];
  foot: PrintCell[];
  /** Whether the head stands on each page: links and notes can't, for what is repeated is told to nobody. */
  repeats: boolean;
  /** What cells have in common: most of a column are of one kind, which the stylesheet works out once. */
  kinds: CellKind[];
  /** The different tails of its numbers, each to be measured once. */
  tails: PrintTail[];
}

/** Its words, when it is nothing but them, as most cells are; and its place in the table's `kinds`. */
export type PrintCell = [content: PrintElement | string, kind: number];

/**
 * @param tables those lowered so far, to which a nested one was added before the one that holds it
 * @param place where it stands, if it has the whole width of the text
 */
export function lowerTable(
  table: Element,
  lower: (element: Element) => PrintElement,
  tables: readonly PrintTable[],
  place: Place | undefined,
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
      const header = cell.name === 'th';
      const bold = part === 'foot' || highlight || total;
      parts[part].push({
        content: onlyWords(lower(cell)),
        row: rows[part],
        kind: {
          ...{ part, column, colspan, rowspan, highlight, total },
          header,
          weight: part === 'head' || bold ? 700 : header ? 600 : 400,
          numeric: has(cell, 'data-numeric'),
          ...numberOf(cell, bold, tails),
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
  const finished = (part: 'head' | 'body' | 'foot') => {
    const cells = parts[part];
    const tall = tallRows(cells, widths, tables);
    return { cells, places: cells.map((cell) => kinds.place(cell, tall.has(cell.row), rows[part])), rows: rows[part] };
  };
  const [head, body, foot] = [finished('head'), finished('body'), finished('foot')];
  const sizes = knownSizes(place, [head, body, foot], kinds.all, tails.all, widths);
  const printed = ({ cells, places }: typeof head): PrintCell[] =>
    cells.map(({ content }, index) => [content, places[index] ?? 0]);
  return {
    widths,
    ...(sizes ? { sizes } : {}),
    caption: caption ? lower(caption) : null,
    head: printed(head),
    body: printed(body),
    foot: printed(foot),
    repeats: !elementsOf(table).some((part) => part.name === 'thead' && walk([part]).some(({ name }) => name === 'a')),
    kinds: kinds.all,
    tails: tails.all,
  };
}

const PARTS = { thead: 'head', tbody: 'body', tfoot: 'foot' } as const;

function onlyWords(cell: PrintElement): PrintElement | string {
  const [first, ...rest] = cell.children;
  const bare = cell.ids.length === 0 && Object.keys(cell.attributes).every((name) => !SPOKEN.has(name));
  // The stylesheet makes something else of places to break.
  return bare && typeof first === 'string' && rest.length === 0 && !first.includes('\u200B') ? first : cell;
}

/** What the stylesheet asks of a cell's own attributes. */
const SPOKEN: ReadonlySet<string> = new Set(['lang', 'dir']);
