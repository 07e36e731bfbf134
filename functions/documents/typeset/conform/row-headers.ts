import { failure, type Outcome, success } from '../../model.ts';
import { rowsOf, spanOf } from '../../tree/check.ts';
import { type Element, elementsOf, has } from '../../tree/model.ts';
import type { CompilerFile } from './file.ts';
import { addIds, changeAttributes, childrenOf, find, type Tag } from './structure.ts';
import { array, itemsOf } from './values.ts';

/** What a printed table must look like in the structure tree: its rows of cells, and how many rows each row header heads. */
type Expected = { header: boolean; rows: number }[][];

/**
 * The compiler tags column headers and has no switch for row headers. So walk the tables of the tree and of the PDF side by side and
 * make the cells of `th[scope=row]` (and of every `dt`) TH of scope Row, with an ID that the cells of their row name in Headers
 * (ISO 32000-1 14.8.5.7). Any difference in counts is an error: then the two trees aren't about the same tables.
 */
export function tagRowHeaders(file: CompilerFile, sections: readonly Element[]): Outcome<number, 'typeset-failed'> {
  const expected = [...expectedTables(sections)];
  const tables = find(file, 'Table');
  if (tables.length !== expected.length) return mismatch(`${expected.length} tables`, `${tables.length}`);
  const ids = new Map<string, Tag>();
  for (const [index, table] of tables.entries()) {
    const rows = find(file, 'TR', true, table.entries).map((row) =>
      childrenOf(file, row.entries).filter((cell) => /^T[HD]$/.test(cell.kind)),
    );
    const wanted = expected[index] as Expected;
    if (rows.length !== wanted.length) return mismatch(`${wanted.length} rows in table ${index + 1}`, `${rows.length}`);
    for (const [line, cells] of wanted.entries()) {
      const found = rows[line] as Tag[];
      if (found.length !== cells.length)
        return mismatch(`${cells.length} cells in row ${line + 1} of table ${index + 1}`, `${found.length}`);
    }
    tagTable(index, rows, wanted, ids);
    for (const cell of rows.flat()) file.change(cell.number, cell.entries);
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

function* expectedTables(sections: readonly Element[]): Generator<Expected> {
  for (const element of printedElements(sections)) {
    if (element.name === 'dl' && !has(element, 'data-cards')) {
      const pairs = elementsOf(element).filter((child) => child.name === 'dt');
      yield pairs.map(() => [
        { header: true, rows: 1 },
        { header: false, rows: 1 },
      ]);
    }
    if (element.name === 'table') {
      yield rowsOf(element).map(({ part, row }) =>
        elementsOf(row).map((cell) => ({
          header: part !== 'thead' && cell.name === 'th',
          rows: spanOf(cell, 'rowspan'),
        })),
      );
    }
  }
}

/** Notes stand at the foot of a page, as words: what is in them makes no tables. */
function* printedElements(nodes: readonly Element[]): Generator<Element> {
  for (const element of nodes) {
    if (has(element, 'data-footnotes')) continue;
    yield element;
    yield* printedElements(elementsOf(element));
  }
}

function tagTable(table: number, rows: Tag[][], wanted: Expected, ids: Map<string, Tag>): void {
  for (const [line, cells] of wanted.entries()) {
    for (const [column, { header, rows: span }] of cells.entries()) {
      const cell = rows[line]?.[column];
      if (!header || !cell) continue;
      const id = `R${table}x${column}y${line}`;
      cell.entries.set('S', '/TH').set('ID', `(${id})`);
      changeAttributes(cell, '/Table', (attributes) => attributes.set('Scope', '/Row'));
      ids.set(id, cell);
      for (const headed of rows.slice(line, line + span).flat()) {
        if (headed !== cell) addHeader(headed, id);
      }
    }
  }
}

function addHeader(cell: Tag, id: string): void {
  changeAttributes(cell, '/Table', (attributes) => {
    attributes.set('Headers', array([...itemsOf(attributes.get('Headers') ?? '[]'), `(${id})`]));
  });
}
