import type { Checked } from './document.ts';
import { type Finding, ua } from './finding.ts';
import { nameOf, numberOf, oneOrMany, textOf } from './read/objects.ts';
import { attributeOf, childrenOf, idOf, type Node } from './read/tree.ts';

/** Matterhorn 15 and ISO 32000-1 14.8.4.3.4: tables are rectangles, and each cell of data leads to headers. */
export function* checkTables({ tree }: Checked): Generator<Finding> {
  for (const node of tree?.nodes ?? []) {
    if (node.standard !== 'Table') continue;
    const parts = childrenOf(node).map((child) => child.standard);
    const count = (kind: string) => parts.filter((part) => part === kind).length;
    const fault = (message: string) => ua('09-004', '7.2', describe(node), message);
    if (count('THead') > 1 || count('TFoot') > 1) yield fault('has more than one head or foot');
    if (count('THead') + count('TFoot') > 0 && count('TBody') === 0) yield fault('has a head or foot and no body');
    const { grid, faults } = layOut(rowsOf(node));
    for (const message of faults) yield ua('UA-7.2', '7.2', describe(node), message);
    if (faults.length === 0) yield* checkHeaders(node, grid);
  }
  yield* checkIds(tree);
}

const describe = (table: Node): string => `<${table.type}> of ${rowsOf(table).length} rows`;

/** Rows with the part that they stand in: a cell doesn't reach from one part into the next. */
function rowsOf(table: Node): { row: Node; part: Node }[] {
  return childrenOf(table).flatMap((child) => {
    if (child.standard === 'TR') return [{ row: child, part: table }];
    return /^T(Head|Body|Foot)$/.test(child.standard ?? '')
      ? childrenOf(child).flatMap((row) => (row.standard === 'TR' ? [{ row, part: child }] : []))
      : [];
  });
}

const cellsOf = (row: Node): Node[] =>
  childrenOf(row).filter((cell) => cell.standard === 'TH' || cell.standard === 'TD');
const spanOf = (cell: Node, name: 'ColSpan' | 'RowSpan'): number => numberOf(attributeOf(cell, 'Table', name)) ?? 1;

function layOut(rows: { row: Node; part: Node }[]): { grid: Node[][]; faults: string[] } {
  const columns = rows[0] ? cellsOf(rows[0].row).reduce((sum, cell) => sum + spanOf(cell, 'ColSpan'), 0) : 0;
  const grid: Node[][] = rows.map(() => []);
  const faults: string[] = [];
  rows.forEach(({ row, part }, y) => {
    let x = 0;
    for (const cell of cellsOf(row)) {
      while (grid[y]?.[x]) x += 1;
      const [width, height] = [spanOf(cell, 'ColSpan'), spanOf(cell, 'RowSpan')];
      if (width < 1 || height < 1 || width > 1000 || height > 65535)
        faults.push(`row ${y + 1} has a cell that spans ${width} × ${height}`);
      else if (rows[y + height - 1]?.part !== part) faults.push(`row ${y + 1} has a cell that reaches beyond its part`);
      else if (x + width > columns) faults.push(`row ${y + 1} has more than ${columns} columns`);
      else if (!place(grid, cell, { x, y, width, height })) faults.push(`row ${y + 1} has a cell that lies on another`);
      x += Math.max(1, width);
      if (faults.length > 20) return;
    }
  });
  grid.forEach((row, y) => {
    const filled = Array.from({ length: columns }, (_, x) => row[x]).filter(Boolean).length;
    if (filled !== columns) faults.push(`row ${y + 1} has ${filled} of ${columns} columns`);
  });
  return { grid, faults };
}

function place(
  grid: Node[][],
  cell: Node,
  { x, y, width, height }: Record<'x' | 'y' | 'width' | 'height', number>,
): boolean {
  let free = true;
  for (let row = y; row < y + height; row += 1) {
    for (let column = x; column < x + width; column += 1) {
      const line = grid[row] as Node[];
      if (line[column]) free = false;
      line[column] = cell;
    }
  }
  return free;
}

/**
 * A cell of data names headers of its table, or has a header above it of scope Column or left of it of scope Row. Stricter than the
 * protocol, which is content when all headers have a scope: every header has one of the four scopes or is named by a cell.
 */
function* checkHeaders(table: Node, grid: Node[][]): Generator<Finding> {
  const cells = new Set(grid.flat());
  const headers = [...cells].filter((cell) => cell.standard === 'TH');
  const ids = new Set(headers.flatMap((header) => idOf(header) ?? []));
  const named = new Set([...cells].flatMap(headersOf));
  for (const header of headers) {
    const scope = nameOf(attributeOf(header, 'Table', 'Scope'));
    if (scope !== undefined && !/^(Row|Column|Both)$/.test(scope))
      yield ua('15-003', '7.5', describe(table), `a header has the scope ${scope}`);
    if (scope === undefined && !named.has(idOf(header) ?? ''))
      yield ua('15-003', '7.5', describe(table), 'a header has no scope, and no cell names it');
  }
  const seen = new Set<Node>();
  for (const [y, row] of grid.entries()) {
    for (const [x, cell] of row.entries()) {
      if (seen.has(cell)) continue;
      seen.add(cell);
      const own = headersOf(cell);
      const unknown = own.filter((id) => !ids.has(id));
      if (unknown.length > 0)
        yield ua('UA-7.5', '7.5', describe(table), `a cell names the header ${unknown[0]}, which is not in its table`);
      else if (cell.standard === 'TD' && headers.length > 0 && own.length === 0 && !hasScoped(grid, x, y))
        yield ua('UA-7.5', '7.5', describe(table), `the cell in row ${y + 1}, column ${x + 1} has no header`);
    }
  }
}

const headersOf = (cell: Node): string[] =>
  oneOrMany(attributeOf(cell, 'Table', 'Headers')).flatMap((id) => textOf(id) ?? []);

function hasScoped(grid: Node[][], x: number, y: number): boolean {
  const scoped = (cell: Node | undefined, scope: string) =>
    cell?.standard === 'TH' && [scope, 'Both'].includes(nameOf(attributeOf(cell, 'Table', 'Scope')) ?? '');
  return (
    grid.slice(0, y).some((row) => scoped(row[x], 'Column')) ||
    (grid[y] ?? []).slice(0, x).some((cell) => scoped(cell, 'Row'))
  );
}

/** Every identifier once, and in the ID tree, which is in order and leads to its element (ISO 32000-1 7.9.6 and 14.7.2). */
function* checkIds(tree: Checked['tree']): Generator<Finding> {
  const seen = new Set<string>();
  const inTree = [...(tree?.ids.keys() ?? [])];
  if (inTree.some((id, index) => index > 0 && id < (inTree[index - 1] as string)))
    yield ua('UA-7.1', '7.1', 'structure', 'the ID tree is not in order');
  for (const node of tree?.nodes ?? []) {
    const id = idOf(node);
    if (id === undefined) continue;
    if (seen.has(id)) yield ua('UA-7.1', '7.1', `<${node.type}>`, `the ID ${id} is used twice`);
    seen.add(id);
    const target = tree?.ids.get(id);
    if (target === undefined || node.dict.context.lookup(target) !== node.dict)
      yield ua('UA-7.1', '7.1', `<${node.type}>`, `the ID tree does not lead from ${id} to it`);
  }
}
