import { isUtf8 } from 'node:buffer';
import { CsvError, type Parser, parse } from 'csv-parse';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { FiguresSource } from '../reading.ts';

/** The header of a CSV, and its rows as they come. */
export interface Rows {
  header: string[];
  /** Cells as they stand, in the header's order, with the number a spreadsheet shows: the header is row 1. Empty lines are left out. */
  rows: AsyncGenerator<Row, void>;
}
export interface Row {
  number: number;
  cells: string[];
}

/** Thrown while rows are read: the stream can't be read on from there. `readable` turns it into an outcome. */
export class UnreadableRow extends Error {
  readonly where: string;
  readonly found: string;
  readonly expected: string;
  constructor(at: { where: string; found: string; expected: string; message: string }) {
    super(at.message);
    this.where = at.where;
    this.found = at.found;
    this.expected = at.expected;
  }
}

const ask = 'a CSV file in UTF-8, as it was downloaded';

/**
 * Opens a CSV of any length: UTF-8 with or without a byte order mark, any line ends, quotation marks as RFC 4180 has them. Holds one piece of
 * the file at a time. Read to the end, or call `rows.return()`.
 * @throws UnreadableRow for another encoding, a quotation mark out of place, or a row with more or fewer cells than the header
 */
export async function openRows(source: FiguresSource): Promise<Rows> {
  const rows = readRows(source);
  const first = await rows.next();
  if (first.done) {
    const message = 'The file is empty. Download it anew.';
    throw new UnreadableRow({ where: source.name, found: 'an empty file', expected: ask, message });
  }
  return { header: first.value.cells.map((name) => name.trim()), rows };
}

/** What `work` returns; or what kept the file from being read, with where it stands. */
export async function readable<T>(work: () => Promise<T>): Promise<Outcome<T, 'unreadable'>> {
  try {
    return success(await work());
  } catch (error) {
    if (!(error instanceof UnreadableRow)) throw error;
    const { where, found, expected, message } = error;
    return failure('unreadable', message, [{ where, found, expected, message }]);
  }
}

/** The longest row that can be meant: a quotation mark that is never closed must not gather the whole file. */
const longestRow = 200_000;

async function* readRows(source: FiguresSource): AsyncGenerator<Row, void> {
  const parser = parse({ bom: true, skip_empty_lines: false, relax_column_count: true, max_record_size: longestRow });
  const fed = feed(source, parser);
  let width = 0;
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1;
      if (cells.length === 1 && cells[0]?.trim() === '') continue;
      width ||= cells.length;
      if (cells.length !== width) {
        throw new UnreadableRow({
          where: `${source.name}, row ${number}`,
          found: `${cells.length} cells`,
          expected: `${width} cells, as in the header`,
          message:
            'This row has more or fewer cells than there are columns. A cell that holds a comma needs quotation marks around it.',
        });
      }
      yield { number, cells };
    }
    await fed;
  } catch (error) {
    throw error instanceof CsvError ? outOfPlace(source.name, error, number) : error;
  } finally {
    parser.destroy();
    await fed.catch(() => undefined);
  }
}

/** Hands the bytes to the parser, no faster than it takes them. What is wrong with them is the parser's error, so that its reader gets it. */
async function feed(source: FiguresSource, parser: Parser): Promise<void> {
  const check = utf8Check(source.name);
  try {
    for await (const piece of source.stream()) {
      check(piece);
      if (parser.destroyed) return;
      if (!parser.write(piece)) await drained(parser);
    }
    check(undefined);
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function drained(parser: Parser): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      parser.off('drain', done).off('close', done);
      resolve();
    };
    parser.on('drain', done).on('close', done);
  });
}

/** Looks at each piece in turn, then at `undefined` for the end: characters may be cut by the ends of pieces. */
function utf8Check(name: string): (piece: Uint8Array | undefined) => void {
  let kept = Buffer.alloc(0);
  let first = true;
  return (piece) => {
    const bytes = piece === undefined ? kept : Buffer.concat([kept, piece]);
    if (first && bytes.length > 1) {
      if (bytes[0] === 0x50 && bytes[1] === 0x4b) throw other(name, 'a workbook or a ZIP file');
      if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
        throw other(name, 'text in UTF-16');
      }
      first = false;
    }
    const whole = piece === undefined ? bytes.length : wholeCharacters(bytes);
    const looked = bytes.subarray(0, whole);
    if (!isUtf8(looked)) throw other(name, 'text in another encoding, such as Windows-1252');
    if (looked.includes(0)) throw other(name, 'bytes that are no text');
    kept = Buffer.from(bytes.subarray(whole));
  };
}

function other(name: string, found: string): UnreadableRow {
  const message = `This is ${found}. Send ${ask}; in Excel choose Save As, “CSV UTF-8”.`;
  return new UnreadableRow({ where: name, found, expected: ask, message });
}

/** How many bytes come before a last character that is cut off; all of them where none is. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
    if (byte < 0x80) break;
  }
  return bytes.length;
}

function outOfPlace(name: string, error: CsvError, rowsRead: number): UnreadableRow {
  const line = typeof error.lines === 'number' ? `, line ${error.lines}` : `, row ${rowsRead + 1}`;
  return new UnreadableRow({
    where: `${name}${line}`,
    found: 'a quotation mark out of place',
    expected: ask,
    message: `The file can’t be read as a table${line}: a quotation mark is missing or out of place.`,
  });
}
