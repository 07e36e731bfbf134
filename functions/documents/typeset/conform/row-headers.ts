import { failure, type Outcome, success } from '../../model.ts';
import { rowsOf, spanOf } from '../../tree/check.ts';
import { type Element, elementsOf, has, isElement, type Node } from '../../tree/model.ts';
import { Cell } from './cell.ts';
import type { CompilerFile } from './file.ts';
import { addIds } from './structure.ts';

/** What a printed table must look like in the structure tree: its rows of cells, and how many rows each row header heads. */
type Expected = { header: boolean; rows: number }[][];

/**
 * The compiler tags column headers and has no switch for row headers. So walk the tables of the tree and of the PDF side by side and
 * make the cells of `th[scope=row]` (and of every `dt`) TH of scope Row, with an ID that the cells of their row name in Headers
 * (ISO 32000-1 14.8.5.7). Any difference in counts is an error: then the two trees aren't about the same tables.
 */
export function tagRowHeaders(
  file: CompilerFile,
  tables: readonly number[][][],
  sections: readonly Element[],
): Outcome<number, 'typeset-failed'> {
  const expected: Expected[] = [];
  expectTables(sections, expected);
  if (tables.length !== expected.length) return mismatch(`${expected.length} tables`, `${tables.length}`);
  const ids = new Map<string, number>();
  for (const [index, rows] of tables.entries()) {
    const wanted = expected[index] as Expected;
    if (rows.length !== wanted.length) return mismatch(`${wanted.length} rows in table ${index + 1}`, `${rows.length}`);
    for (const [line, cells] of wanted.entries()) {
      const found = rows[line] as number[];
      if (found.length !== cells.length)
        return mismatch(`${cells.length} cells in row ${line + 1} of table ${index + 1}`, `${found.length}`);
    }
    tagTable(file, index, rows, wanted, ids);
  }
  addIds(file, ids);
  return success(ids.size);
}

function mismatch(expected: string, found: string): Outcome<never, 'typeset-failed'> {
  return failure(
    'typeset-failed',
    `The tags of the tables don't match the tables: expected ${expected}, found ${found}. Report this: the stylesheet and the engine disagree.`,
  );
}

/** Notes stand at the foot of a page, as words: what is in them makes no tables. */
function expectTables(nodes: readonly Node[], found: Expected[]): void {
  for (const element of nodes) {
    if (!isElement(element) || has(element, 'data-footnotes')) continue;
    if (element.name === 'dl' && !has(element, 'data-cards')) found.push(expectedOfPairs(element));
    if (element.name === 'table') found.push(expectedOfTable(element));
    // What holds words holds no table.
    if (typeof element.children[0] !== 'string') expectTables(element.children, found);
  }
}

const expectedOfPairs = (list: Element): Expected =>
  elementsOf(list)
    .filter((child) => child.name === 'dt')
    .map(() => [
      { header: true, rows: 1 },
      { header: false, rows: 1 },
    ]);

const expectedOfTable = (table: Element): Expected =>
  rowsOf(table).map(({ part, row }) =>
    elementsOf(row).map((cell) => ({
      header: part !== 'thead' && cell.name === 'th',
      rows: spanOf(cell, 'rowspan'),
    })),
  );

function tagTable(
  file: CompilerFile,
  table: number,
  numbers: number[][],
  wanted: Expected,
  ids: Map<string, number>,
): void {
  const rows = numbers.map((row) => row.map((number) => new Cell(file, number)));
  wanted.forEach((cells, line) => {
    cells.forEach(({ header, rows: span }, column) => {
      const cell = rows[line]?.[column];
      if (!header || !cell) return;
      const id = `R${table}x${column}y${line}`;
      cell.makeHeader(id);
      ids.set(id, cell.number);
      for (let at = line; at < line + span; at += 1)
        for (const headed of rows[at] ?? []) if (headed !== cell) headed.addHeader(id);
    });
  });
  for (const cell of rows.flat()) file.change(cell.number, cell.entries());
}
