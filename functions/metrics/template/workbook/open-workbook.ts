import type { FiguresSource } from '../../reading.ts';
import { type Sheet, UnreadableWorkbook, type Workbook } from './model.ts';
import { openZip, type Zip } from './open-zip.ts';
import { readRelations, readStyles, readTabs, readTexts } from './read-parts.ts';
import { readRows } from './read-rows.ts';

/** What is opened from memory, where there is no file on a disk. */
const mostBytesInMemory = 20_000_000;

/**
 * Opens an Excel workbook (ECMA-376, .xlsx or .xlsm) by its list of contents: sheets are read when they are asked for, row by row, and
 * nothing in it is carried out. Throws `UnreadableWorkbook` with a sentence for its sender. Close it.
 */
export async function openWorkbook(source: FiguresSource): Promise<Workbook> {
  const first = await firstBytes(source, 8);
  if (first.equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'))) throw new UnreadableWorkbook('old-or-locked');
  if (first.toString('latin1', 0, 2) !== 'PK') throw new UnreadableWorkbook('not-a-workbook');
  const zip = await openZip(source.path ?? (await wholeOf(source)));
  try {
    return { ...(await contentsOf(zip)), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function contentsOf(zip: Zip): Promise<Pick<Workbook, 'sheets' | 'from1904'>> {
  const root = await readRelations(zip, '');
  const main = [...root.values()].find(({ type }) => type === 'officeDocument')?.path;
  if (main?.endsWith('.bin')) throw new UnreadableWorkbook('binary-workbook');
  if (main === undefined && zip.has('content.xml')) throw new UnreadableWorkbook('other-spreadsheet');
  if (main === undefined || !zip.has(main) || !/workbook/i.test(main)) throw new UnreadableWorkbook('not-a-workbook');
  const relations = await readRelations(zip, main);
  const pathOf = (type: string) => [...relations.values()].find((each) => each.type === type)?.path;
  const { tabs, from1904 } = await readTabs(zip, main);
  const styles = await readStyles(zip, pathOf('styles'));
  let texts: Promise<string[]> | undefined;
  const sheets = tabs.flatMap(({ name, hidden, id }): Sheet[] => {
    const sheet = relations.get(id);
    // Sheets of charts and dialogs hold no rows.
    if (sheet?.type !== 'worksheet') return [];
    const merged: string[] = [];
    async function* rows() {
      merged.length = 0;
      texts ??= readTexts(zip, pathOf('sharedStrings'));
      yield* readRows(zip.stream(sheet?.path ?? ''), { texts: await texts, styles, from1904 }, merged);
    }
    return [{ name, hidden, rows, merged }];
  });
  return { sheets, from1904 };
}

/** As many of the first bytes as there are. */
export async function firstBytes(source: FiguresSource, count: number): Promise<Buffer> {
  let found = Buffer.alloc(0);
  for await (const piece of source.stream()) {
    found = Buffer.concat([found, piece.subarray(0, count - found.length)]);
    if (found.length >= count) break;
  }
  return found;
}

async function wholeOf(source: FiguresSource): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source.stream()) {
    size += piece.length;
    if (size > mostBytesInMemory) throw new UnreadableWorkbook('too-large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
