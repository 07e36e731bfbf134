import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { readZip } from '../read-zip.ts';
import { columns, listNumbers } from './columns.ts';
import type { Made } from './make.ts';
import { cellWriter, escaped, rowsXml } from './workbook.ts';

/**
 * Fills an empty Annex A workbook as it was published: every part of it stays as it is, its own rows of headings too, and the rows below these become
 * what was made. Its columns must stand in the order of Annex A, and its sheets be those of Lists 1 to 11 in their order.
 * @param dateStyle the number of a style of its that shows dates
 */
export async function fillAnnexA(published: Uint8Array, made: Made, path: string, dateStyle: number): Promise<void> {
  const parts = await readZip(published);
  const zip = new ZipFile();
  const done = pipeline(zip.outputStream as Readable, createWriteStream(path));
  const write = cellWriter(
    dateStyle,
    (reference, text) => `<c r="${reference}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`,
  );
  for (const [name, bytes] of parts) {
    const list = listNumbers.find((number) => name === `xl/worksheets/sheet${number}.xml`);
    if (list === undefined) {
      zip.addBuffer(bytes, name);
      continue;
    }
    const sheet = bytes.toString('utf8');
    const [header] = /<sheetData><row r="1".*?<\/row>/s.exec(sheet) ?? [];
    const given = header?.match(/<c /g)?.length;
    const order = columns[list].map(([own]) => own);
    if (header === undefined || given !== order.length) {
      throw new Error(`List ${list} has ${given} columns in its first row, and not ${order.length}.`);
    }
    const [above] = sheet.split(header);
    const [, below] = sheet.split('</sheetData>');
    const rows = rowsXml(made.rows.get(list) ?? [], order, 2, write);
    zip.addBuffer(Buffer.from(`${above}${header}${[...rows].join('')}</sheetData>${below}`), name);
  }
  zip.end();
  await done;
}
