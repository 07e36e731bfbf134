import { lineHeight } from '../fonts/text-width.ts';
import { isOneLine, widthOfCell } from './cell-width.ts';
import type { Cell, CellKind, PrintTail } from './kinds.ts';

/** Where a table stands that nothing makes narrower than the text: on an upright page or a turned one. */
export type Place = 'upright' | 'turned';

/**
 * What is known of a table's sizes before it is laid out: the compiler lays a cell out once more to find the width of its column, and
 * once more for the height of its row. Lengths in em of the table's type, with the most that kerning may add.
 */
export interface KnownSizes {
  turned: boolean;
  /** Height of a line of words. */
  line: number;
  /** By kind: the room after its numbers, so that the points align. */
  rooms: number[];
  /** `share` in what the others leave, 0 when it fits its cells; `widest` of them; `follows` a column of numbers. */
  columns: { share: number; widest: number; follows: boolean }[];
  /** Each row in its order: null when it may have more than one line whatever the columns, else the widest of each column. */
  rows: (number[] | null)[];
  /** The same of all rows at once. */
  lines: number[] | null;
}

interface Part {
  cells: readonly Cell[];
  /** Places of their kinds in `kinds`, in the same order. */
  places: readonly number[];
  rows: number;
}

/**
 * `undefined` when the width of a column that fits its cells can't be told: then the compiler finds them all.
 * @param shares of each column in what the others leave; 0 of those that fit their cells
 */
export function knownSizes(
  place: Place | undefined,
  parts: readonly Part[],
  kinds: readonly CellKind[],
  tails: readonly PrintTail[],
  shares: readonly number[],
): KnownSizes | undefined {
  const rooms = place && roomsOf(kinds, tails, shares.length);
  if (!place || !rooms) return undefined;
  const columns = shares.map((share) => ({ share, widest: 0, follows: false }));
  const known: KnownSizes = { turned: place === 'turned', line: lineHeight(), rooms, columns, rows: [], lines: null };
  const spans: { kind: CellKind; em: number }[] = [];
  for (const { cells, places, rows } of parts) {
    const lines = Array.from({ length: rows }, (): number[] | null => new Array<number>(shares.length).fill(0));
    for (const [index, { content, row }] of cells.entries()) {
      const at = places[index] ?? 0;
      const kind = kinds[at] as CellKind;
      const column = columns[kind.column];
      const words = widthOfCell(content, kind.weight);
      const em = words === undefined ? undefined : words + (rooms[at] ?? 0);
      const line = lines[row];
      const whole = isOneLine(content) && kind.rowspan === 1 && kind.colspan === 1;
      if (em === undefined || !whole) lines.fill(null, row, row + kind.rowspan);
      else if (line) line[kind.column] = em;
      if (em === undefined) {
        if (!columns.slice(kind.column, kind.column + kind.colspan).some(({ share }) => share > 0)) return undefined;
        continue;
      }
      if (kind.colspan > 1) spans.push({ kind, em });
      else if (column) column.widest = Math.max(column.widest, em);
      if (column && kind.follows) column.follows = true;
    }
    known.rows = known.rows.concat(lines);
  }
  if (known.rows.every((row) => row !== null))
    known.lines = shares.map((_, column) => known.rows.reduce((most, row) => Math.max(most, row?.[column] ?? 0), 0));
  return spans.every(({ kind, em }) => hasRoom(kind, em, known)) ? known : undefined;
}

/** Whether what reaches over several columns needs no more than they have for themselves, or one of them has what others leave. */
function hasRoom({ column, colspan }: CellKind, em: number, { columns }: KnownSizes): boolean {
  const reached = columns.slice(column, column + colspan);
  return reached.some(({ share }) => share > 0) || em <= reached.reduce((sum, { widest }) => sum + widest, 0);
}

/** By kind: what its tail lacks of the longest in the column. Note marks are smaller than the type: only the compiler knows by how much. */
function roomsOf(kinds: readonly CellKind[], tails: readonly PrintTail[], columns: number): number[] | undefined {
  const longest = new Array<number>(columns).fill(0);
  const own: number[] = [];
  for (const { tail, column } of kinds) {
    const { em, marks } = tails[tail] ?? { em: 0, marks: '' };
    if (em === undefined || marks !== '') return undefined;
    own.push(em);
    if (tail !== -1) longest[column] = Math.max(longest[column] ?? 0, em);
  }
  return kinds.map(({ tail, column, words }, at) =>
    tail === -1 || words ? 0 : (longest[column] ?? 0) - (own[at] ?? 0),
  );
}
