import type { DefaultTreeAdapterTypes as Html } from 'parse5';
import { attributeOf, isElement } from './inline.ts';

export interface GridCell {
  /** Absent: a gap in a ragged table. */
  cell: Html.Element | undefined;
  colspan: number;
  rowspan: number;
}

export interface Grid {
  columns: number;
  head: GridCell[][];
  body: GridCell[][];
}

/** Wider than any page can show. */
const MOST_COLUMNS = 60;

/** The rows of a table as a rectangle: nothing overlaps, nothing sticks out, gaps are cells. */
export function gridOf(table: Html.Element): Grid {
  const head: Html.Element[] = [];
  const body: Html.Element[] = [];
  for (const child of table.childNodes.filter(isElement)) {
    if (child.tagName === 'tr') body.push(child);
    else for (const row of child.childNodes.filter(isElement)) (child.tagName === 'thead' ? head : body).push(row);
  }
  const parts = [head, body].map(placed);
  const columns = Math.max(1, ...parts.flat().map(({ width }) => width));
  const [headRows = [], bodyRows = []] = parts.map((part) =>
    part.map(({ cells, width }) => [
      ...cells,
      ...Array.from({ length: columns - width }, (): GridCell => ({ cell: undefined, colspan: 1, rowspan: 1 })),
    ]),
  );
  return { columns, head: headRows, body: bodyRows };
}

/** Cells of one part in the columns that an HTML table gives them; `width` counts those that reach in from above. */
function placed(rows: readonly Html.Element[]): { cells: GridCell[]; width: number }[] {
  let open: number[] = [];
  return rows.map((row, index) => {
    const taken = [...open];
    const cells: GridCell[] = [];
    let column = 0;
    for (const cell of row.childNodes.filter(isElement)) {
      while ((taken[column] ?? 0) > 0) column += 1;
      if (column >= MOST_COLUMNS) break;
      let colspan = 1;
      while (colspan < span(cell, 'colspan') && column + colspan < MOST_COLUMNS && !(taken[column + colspan] ?? 0))
        colspan += 1;
      const rowspan = Math.min(span(cell, 'rowspan'), rows.length - index);
      cells.push({ cell, colspan, rowspan });
      for (let offset = 0; offset < colspan; offset += 1) taken[column + offset] = rowspan;
      column += colspan;
    }
    // Between cells that reach in from above, HTML leaves holes that a later cell of ours fills.
    for (let hole = 0; hole < taken.length; hole += 1) {
      if ((taken[hole] ?? 0) > 0) continue;
      cells.push({ cell: undefined, colspan: 1, rowspan: 1 });
      taken[hole] = 1;
    }
    open = taken.map((rowsLeft) => rowsLeft - 1);
    return { cells, width: taken.length };
  });
}

function span(cell: Html.Element, name: 'colspan' | 'rowspan'): number {
  const value = Number(attributeOf(cell, name) ?? 1);
  return Number.isInteger(value) && value >= 1 ? value : 1;
}
