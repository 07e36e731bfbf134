import { type Color, type PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib';
import type { Block } from './blocks.ts';

export interface Look {
  regular: PDFFont;
  bold: PDFFont;
  size: number;
  page: readonly [width: number, height: number];
  margin: number;
  colour: Color;
  footer: string;
}

export type Role = 'H1' | 'H2' | 'H3' | 'P' | 'LI' | 'BlockQuote' | 'TH' | 'TD' | 'Figure' | 'Artifact';

export interface Hooks {
  /** Wraps what is drawn for one element; cells of one table row share a `row`, cells of one table a `table`. */
  mark?: (role: Role, page: PDFPage, draw: () => void, cell?: { table: number; row: number }) => void;
  /** Draws what stands for a line `!name`, at its top left corner, and says how high it is. */
  drawings?: Record<string, { height: number; draw: (page: PDFPage, x: number, top: number, width: number) => void }>;
}

export interface HeadingPlace {
  level: 1 | 2 | 3;
  text: string;
  page: PDFPage;
  /** Of the top of the heading, in points from the bottom of the page. */
  top: number;
}

/** Sets blocks on pages: wraps, breaks, repeats the head of a table. Returns where the headings came to stand. */
export function setBlocks(
  document: PDFDocument,
  blocks: readonly Block[],
  look: Look,
  hooks: Hooks = {},
): HeadingPlace[] {
  const [pageWidth, pageHeight] = look.page;
  const width = pageWidth - 2 * look.margin;
  const mark: NonNullable<Hooks['mark']> = hooks.mark ?? ((_role, _page, draw) => draw());
  const places: HeadingPlace[] = [];
  const pages: PDFPage[] = [];
  let top = 0;
  let tables = 0;

  function newPage() {
    pages.push(document.addPage([pageWidth, pageHeight]));
    top = pageHeight - look.margin;
  }
  function need(height: number): PDFPage {
    if (pages.length === 0 || top - height < look.margin + look.size) newPage();
    return pages.at(-1) as PDFPage;
  }
  function lines(text: string, font: PDFFont, size: number, x: number, room: number, role: Role, lead = '') {
    const wrapped = wrap(text, font, size, room);
    const height = wrapped.length * size * 1.4;
    const page = need(Math.min(height, size * 5));
    const fits = Math.max(1, Math.floor((top - look.margin - look.size) / (size * 1.4)));
    const here = wrapped.slice(0, fits);
    mark(role, page, () => {
      if (lead !== '') page.drawText(lead, { x: x - size * 1.4, y: top - size, size, font });
      for (const [index, line] of here.entries()) {
        page.drawText(line, {
          x,
          y: top - size - index * size * 1.4,
          size,
          font,
          color: font === look.bold ? look.colour : rgb(0.1, 0.1, 0.1),
        });
      }
    });
    top -= here.length * size * 1.4;
    if (wrapped.length > fits) lines(wrapped.slice(fits).join(' '), font, size, x, room, role);
  }
  function heading(level: 1 | 2 | 3, text: string, size: number, before: number) {
    if (pages.length > 0) top -= before;
    const page = need(size * 1.4 + look.size * 5);
    places.push({ level, text, page, top });
    lines(text, look.bold, size, look.margin, width, `H${level}`);
    top -= size * 0.35;
  }
  function table(head: readonly string[], rows: readonly string[][]) {
    const widths = columnWidths([head, ...rows], look, width);
    const size = look.size * 0.92;
    const table = tables++;
    const number = (column: number) => column > 0 && rows.every((row) => /^[£\d.,%]*$/.test(row[column] ?? ''));
    const setRow = (cells: readonly string[], row: number) => {
      const font = row === 0 ? look.bold : look.regular;
      const wrapped = cells.map((cell, column) => wrap(cell, font, size, (widths[column] ?? 0) - 8));
      const height = Math.max(...wrapped.map((one) => one.length)) * size * 1.35 + 6;
      const before = pages.length;
      const page = need(height + (row === 0 ? size * 4 : 0));
      if (pages.length > before && row > 0) setRow(head, 0);
      let x = look.margin;
      for (const [column, cell] of wrapped.entries()) {
        const role = row === 0 || column === 0 ? 'TH' : 'TD';
        const draw = () => {
          const right = x + (widths[column] ?? 0) - 8;
          for (const [index, line] of cell.entries()) {
            const start = number(column) ? right - font.widthOfTextAtSize(line, size) : x + 3;
            page.drawText(line, { x: start, y: top - size - 2 - index * size * 1.35, size, font });
          }
        };
        mark(role, page, draw, { table, row });
        x += widths[column] ?? 0;
      }
      top -= height;
      const rule = { start: { x: look.margin, y: top }, end: { x: look.margin + width, y: top } };
      mark('Artifact', page, () => page.drawLine({ ...rule, thickness: row === 0 ? 1 : 0.4, color: look.colour }));
    };
    setRow(head, 0);
    for (const [index, row] of rows.entries()) setRow(row, index + 1);
    top -= look.size * 0.8;
  }

  for (const block of blocks) {
    if (block.kind === 'title') heading(1, block.text, look.size * 2, 0);
    else if (block.kind === 'heading') heading(2, block.text, look.size * 1.35, look.size);
    else if (block.kind === 'subheading') heading(3, block.text, look.size * 1.1, look.size * 0.5);
    else if (block.kind === 'break') newPage();
    else if (block.kind === 'table') table(block.head, block.rows);
    else if (block.kind === 'drawing') {
      const drawing = hooks.drawings?.[block.name];
      if (!drawing) throw new Error(`Nothing draws “!${block.name}”.`);
      const page = need(drawing.height);
      mark('Figure', page, () => drawing.draw(page, look.margin, top, width));
      top -= drawing.height + look.size * 0.7;
    } else if (block.kind === 'items') {
      const indent = look.size * 1.6;
      for (const [index, item] of block.items.entries()) {
        lines(
          item,
          look.regular,
          look.size,
          look.margin + indent,
          width - indent,
          'LI',
          block.numbered ? `${index + 1}.` : '•',
        );
        top -= look.size * 0.25;
      }
      top -= look.size * 0.45;
    } else {
      const indent = block.kind === 'quote' ? look.size * 2 : 0;
      lines(block.text, look.regular, look.size, look.margin + indent, width - 2 * indent, indent ? 'BlockQuote' : 'P');
      top -= look.size * 0.7;
    }
  }
  for (const [index, page] of pages.entries()) {
    const size = look.size * 0.8;
    const text = `${look.footer} · ${index + 1} of ${pages.length}`;
    mark('Artifact', page, () =>
      page.drawText(text, {
        x: look.margin,
        y: look.margin * 0.55,
        size,
        font: look.regular,
        color: rgb(0.35, 0.35, 0.35),
      }),
    );
  }
  return places;
}

/** Breaks at spaces; a word wider than the room stands alone on its line. */
function wrap(text: string, font: PDFFont, size: number, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && font.widthOfTextAtSize(longer, size) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** Columns as wide as their widest cell where that fits, else the wide ones share what is left. */
function columnWidths(rows: readonly (readonly string[])[], look: Look, width: number): number[] {
  const columns = Math.max(...rows.map((row) => row.length));
  const natural = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => look.bold.widthOfTextAtSize(row[column] ?? '', look.size) + 12)),
  );
  const total = natural.reduce((sum, one) => sum + one, 0);
  if (total <= width) return natural.map((one) => (one * width) / total);
  const fair = width / columns;
  const narrow = natural.filter((one) => one <= fair).reduce((sum, one) => sum + one, 0);
  const wide = natural.filter((one) => one > fair).reduce((sum, one) => sum + Math.sqrt(one), 0);
  return natural.map((one) => (one <= fair ? one : ((width - narrow) * Math.sqrt(one)) / wide));
}
