import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { type Cell, columns, type ListNumber, listNumbers, type Row } from './columns.ts';
import type { Made } from './make.ts';

/** Writes cells into a sheet: dates as Excel's days with a style, as text in three ways, or with a time. */
export type WriteCell = (reference: string, cell: Cell, row: number) => string;

export const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** 1 January 1900 is day 1, and 29 February 1900, which never was, day 60. */
const excelDay = (iso: string) => Math.round((Date.parse(iso) - Date.parse('1899-12-30')) / 86_400_000);

/** How one row in seven, and so on, writes its dates; the rest as Excel's days. */
function dateCell(reference: string, iso: string, row: number, dateStyle: number): string {
  const [year, month, day] = iso.split('-');
  const text = (said: string) => `<c r="${reference}" t="inlineStr"><is><t>${said}</t></is></c>`;
  if (row % 7 === 0) return text(`${day}/${month}/${year}`);
  if (row % 11 === 0) return text(iso);
  if (row % 13 === 0) return `<c r="${reference}"><v>${excelDay(iso)}</v></c>`;
  if (row % 17 === 0) return text(`${day}/${month}/${year} 14:05`);
  const time = row % 19 === 0 ? '.75' : '';
  return `<c r="${reference}" s="${dateStyle}"><v>${excelDay(iso)}${time}</v></c>`;
}

export function cellWriter(dateStyle: number, textCell: (reference: string, text: string) => string): WriteCell {
  return (reference, cell, row) => {
    if (cell === undefined) return '';
    if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
    return typeof cell === 'string' ? textCell(reference, cell) : dateCell(reference, cell.date, row, dateStyle);
  };
}

export function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? letters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

/** The rows of a list as XML, in pieces. @param order short names of the columns from left to right; a blank is a column of nobody's */
export function* rowsXml(
  rows: readonly Row[],
  order: readonly string[],
  first: number,
  write: WriteCell,
): Generator<string> {
  let number = first;
  for (const row of rows) {
    // A blank row now and then, as people leave them.
    if (number % 97 === 0) number += 1;
    const cells = order.map((name, column) =>
      write(`${letters(column)}${number}`, name === '' ? 'our own' : row[name], number),
    );
    yield `<row r="${number}">${cells.join('')}</row>`;
    number += 1;
  }
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const names: Partial<Record<ListNumber, string>> = {
  2: '2. Early Help Assessments',
  4: 'LIST 4',
  5: 'List 5 - S47',
  8: 'Looked after children',
  10: 'Annex A List 10',
};

/** As a council might have it: columns turned round, headings in other cases and with line breaks, notes above, columns of their own. */
function arrange(list: ListNumber): { order: string[]; headings: string[]; notes: string[] } {
  const own = columns[list].map(([name, heading]) => ({ name: name as string, heading: heading as string }));
  const turned = list % 2 === 0 ? own.toReversed() : own;
  const all =
    list % 3 === 0 ? [...turned.slice(0, 2), { name: '', heading: 'Local notes' }, ...turned.slice(2)] : turned;
  const said = (heading: string) =>
    list % 4 === 0 ? heading.toUpperCase() : list % 5 === 0 ? heading.replaceAll(' of ', '\nof  ') : heading;
  const notes = list % 3 === 1 ? [`Annex A, list ${list}`, 'Drawn from the case system. Not to be shared.'] : [];
  return { order: all.map(({ name }) => name), headings: all.map(({ heading }) => said(heading)), notes };
}

/** Writes what was made as a workbook of our own: the sheets and columns of Annex A with texts shared, as Excel saves them. */
export async function writeAnnexA(made: Made, path: string): Promise<void> {
  await writeWorkbook(
    path,
    listNumbers.map((list) => ({
      name: names[list] ?? `List ${list}`,
      *rows(write: WriteCell) {
        const { order, headings, notes } = arrange(list);
        yield* rowsXml(
          notes.map((note) => ({ note })),
          ['note'],
          1,
          write,
        );
        const header = notes.length === 0 ? 1 : notes.length + 2;
        yield rowXml(header, headings, write);
        yield* rowsXml(made.rows.get(list) ?? [], order, header + 1, write);
      },
    })),
  );
}

/** A workbook of a few rows: cells from left to right; the first row of a sheet is row 1. */
export function writeRows(path: string, sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>): Promise<void> {
  return writeWorkbook(
    path,
    Object.entries(sheets).map(([name, all]) => ({
      name,
      rows: (write: WriteCell) => all.map((cells, at) => rowXml(at + 1, cells, (to, cell) => write(to, cell, 1))),
    })),
  );
}

const rowXml = (number: number, cells: readonly Cell[], write: WriteCell) =>
  `<row r="${number}">${cells.map((cell, column) => write(`${letters(column)}${number}`, cell, 1)).join('')}</row>`;

async function writeWorkbook(
  path: string,
  sheets: readonly { name: string; rows(write: WriteCell): Iterable<string> }[],
): Promise<void> {
  const zip = new ZipFile();
  const done = pipeline(zip.outputStream as Readable, createWriteStream(path));
  const texts = new Map<string, number>();
  const write = cellWriter(1, (reference, text) => {
    const at = texts.get(text) ?? texts.size;
    texts.set(text, at);
    return `<c r="${reference}" t="s"><v>${at}</v></c>`;
  });
  const put = (name: string, pieces: Iterable<string>) => zip.addBuffer(Buffer.from([...pieces].join('')), name);
  const numbers = sheets.map((_, at) => at + 1);
  for (const [at, sheet] of sheets.entries()) {
    const open = `${xml}<worksheet ${main}><sheetData>`;
    put(`xl/worksheets/sheet${at + 1}.xml`, [open, ...sheet.rows(write), '</sheetData></worksheet>']);
  }
  const tabs = sheets.map(({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="s${at + 1}"/>`);
  put('xl/workbook.xml', [`${xml}<workbook ${main} xmlns:r="${relations}"><sheets>`, ...tabs, '</sheets></workbook>']);
  put('xl/_rels/workbook.xml.rels', [
    `${xml}<Relationships ${ofPackage}>`,
    ...numbers.map((at) => relation(`s${at}`, 'worksheet', `worksheets/sheet${at}.xml`)),
    relation('t', 'sharedStrings', 'sharedStrings.xml'),
    relation('y', 'styles', 'styles.xml'),
    '</Relationships>',
  ]);
  put('_rels/.rels', [
    `${xml}<Relationships ${ofPackage}>`,
    relation('w', 'officeDocument', 'xl/workbook.xml'),
    '</Relationships>',
  ]);
  put('xl/styles.xml', [
    `${xml}<styleSheet ${main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
  ]);
  put('xl/sharedStrings.xml', [
    `${xml}<sst ${main}>`,
    ...[...texts.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`),
    '</sst>',
  ]);
  put('[Content_Types].xml', [contentTypes]);
  zip.end();
  await done;
}

const ofPackage = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
const typesOf = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
const contentTypes = `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${typesOf}"/></Types>`;
