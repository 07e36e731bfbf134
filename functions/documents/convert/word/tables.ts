import { childAt, descendants, elementsIn, type XmlElement } from '../xml.ts';
import { element, MARKS, runOf } from './build.ts';
import type { Found } from './found.ts';
import { type Styles, valOf } from './styles.ts';

/** A paragraph for whoever writes the table that follows: how wide its columns are, to each other. Absent: not said. */
export function widthsOf(table: XmlElement): XmlElement[] {
  const columns = elementsIn(childAt(table, 'w:tblGrid') ?? element('w:tblGrid', {}));
  const widths = columns.map((column) => Number(column.attributes.get('w:w') ?? Number.NaN));
  const all = widths.reduce((sum, width) => sum + width, 0);
  if (widths.length < 2 || !widths.every((width) => width > 0) || !Number.isFinite(all)) return [];
  const shares = widths.map((width) => Math.max(1, Math.round((width / all) * 100)));
  return [element('w:p', {}, runOf(`${MARKS.widths}${shares.join(' ')}`))];
}

/** Says of a table what mammoth can't see: that its style makes the first row a header; and what colours would say. */
export function prepareTable(table: XmlElement, styles: Styles, found: Found): XmlElement {
  const rows = elementsIn(table).filter(({ name }) => name === 'w:tr');
  const cells = rows.reduce((sum, row) => sum + elementsIn(row).filter(({ name }) => name === 'w:tc').length, 0);
  found.mostCells = Math.max(found.mostCells, cells);
  found.add(
    'colour',
    rows
      .slice(1)
      .flatMap((row) => elementsIn(row))
      .filter(isColoured).length,
  );
  const [first] = rows;
  if (!first || rows.length < 2 || rows.some(isHeader) || !firstRowIsStyled(table, styles)) return table;
  const marked = element('w:trPr', {}, ...(childAt(first, 'w:trPr')?.children ?? []), element('w:tblHeader', {}));
  const header = { ...first, children: [marked, ...elementsIn(first).filter(({ name }) => name !== 'w:trPr')] };
  return { ...table, children: table.children.map((child) => (child === first ? header : child)) };
}

const isHeader = (row: XmlElement): boolean => childAt(row, 'w:trPr', 'w:tblHeader') !== undefined;

/** A grid without a look of its own says nothing of its first row, although Word ticks the box for every new table. */
function firstRowIsStyled(table: XmlElement, styles: Styles): boolean {
  const properties = childAt(table, 'w:tblPr');
  const style = styles.name(valOf(childAt(properties, 'w:tblStyle')));
  if (style === '' || style === 'table grid' || style === 'normal table') return false;
  const look = childAt(properties, 'w:tblLook')?.attributes;
  const bits = Number.parseInt(look?.get('w:val') ?? '0', 16);
  return look?.get('w:firstRow') === '1' || (look?.get('w:firstRow') === undefined && (bits & 0x20) !== 0);
}

/** Least difference between the strongest and the weakest part of a colour: below it is grey. */
const VIVID = 48;

function isColoured(cell: XmlElement): boolean {
  const fill = childAt(cell, 'w:tcPr', 'w:shd')?.attributes.get('w:fill') ?? '';
  if (cell.name !== 'w:tc' || !/^[0-9a-f]{6}$/i.test(fill)) return false;
  const parts = [0, 2, 4].map((at) => Number.parseInt(fill.slice(at, at + 2), 16));
  return Math.max(...parts) - Math.min(...parts) >= VIVID && [...descendants(cell)].some(({ name }) => name === 'w:p');
}
