import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { failure, type Outcome, type Problem } from '../../platform/outcome.ts';
import type { FiguresSource } from '../reading.ts';
import { createTable, mostRows, type Row, unreadable } from './table.ts';

const ask = 'a CSV file in UTF-8, made from the template';
const options = { bom: true, relax_column_count: true, skip_empty_lines: false, trim: true } as const;
/** A cell of the template has some hundred characters at most; a quotation mark that is never closed makes one of megabytes. */
const longestRow = 200_000;
const progressRows = 5_000;
const mostBytesAtOnce = 5_000_000;

/**
 * The bytes of a small figures file as rows of trimmed cells, named by column. Row numbers are those a spreadsheet shows: the header is row
 * 1, and a line break inside quotation marks doesn't count. Empty rows are left out. Fails with what keeps it from being read as a table.
 */
export function readCsv(fileName: string, bytes: Uint8Array): Outcome<Row[], 'unreadable'> {
  const wrong = kindProblem(fileName, bytes.subarray(0, 8));
  if (wrong) return wrong;
  if (bytes.length > mostBytesAtOnce) {
    const message = 'The file is too large to be read at once. Import it as a file that is uploaded.';
    return unreadable(fileName, `${bytes.length} bytes`, `at most ${mostBytesAtOnce} bytes`, message);
  }
  const text = decode(bytes);
  if (text === undefined) return otherEncoding(fileName);
  const table = createTable(fileName);
  try {
    const rows: string[][] = parseAtOnce(text, { ...options, max_record_size: longestRow, to: mostRows + 2 });
    for (const [index, cells] of rows.entries()) {
      const problems = table.add(index + 1, cells);
      if (problems.length > 0) return badHeader(problems);
    }
  } catch (error) {
    return brokenTable(fileName, error);
  }
  return table.end();
}

/** The same of a large file, in pieces: what is held in memory is the rows and not the text. */
export async function streamCsv(
  source: FiguresSource,
  progress?: (rows: number) => void,
): Promise<Outcome<Row[], 'unreadable'>> {
  const table = createTable(source.name);
  const parser = parse({ ...options, max_record_size: longestRow });
  let number = 0;
  try {
    // A fault of the source destroys the parser with it, so that the loop throws it; nothing is left to do here.
    pipeline(Readable.from(decoded(source)), parser, () => undefined);
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1;
      const problems = table.add(number, cells);
      if (problems.length > 0) return badHeader(problems);
      if (number > mostRows * 2) break;
      if (number > 1 && (number - 1) % progressRows === 0) progress?.(number - 1);
    }
  } catch (error) {
    if (error instanceof OtherEncoding) return otherEncoding(source.name);
    if (error instanceof OtherKind) return error.outcome;
    return brokenTable(source.name, error);
  } finally {
    parser.destroy();
  }
  progress?.(Math.max(0, number - 1));
  return table.end();
}

class OtherEncoding extends Error {}
class OtherKind extends Error {
  readonly outcome: Outcome<never, 'unreadable'>;
  constructor(outcome: Outcome<never, 'unreadable'>) {
    super('Another kind of file');
    this.outcome = outcome;
  }
}

async function* decoded(source: FiguresSource): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let begun = false;
  for await (const piece of source.stream()) {
    if (piece.length === 0) continue;
    if (!begun) {
      const wrong = kindProblem(source.name, piece.subarray(0, 8));
      if (wrong) throw new OtherKind(wrong);
    }
    begun = true;
    yield textOf(() => decoder.decode(piece, { stream: true }));
  }
  if (!begun) throw new OtherKind(emptyFile(source.name));
  yield textOf(() => decoder.decode());
}

/** UTF-16 and Windows-1252 are refused, not guessed. */
function textOf(decode: () => string): string {
  try {
    const text = decode();
    if (!text.includes('\u0000')) return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new OtherEncoding();
}

/** Nothing if it isn't text in UTF-8. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return textOf(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof OtherEncoding) return undefined;
    throw error;
  }
}

function kindProblem(fileName: string, first: Uint8Array): Outcome<never, 'unreadable'> | undefined {
  if (first.length === 0) return emptyFile(fileName);
  if (first[0] === 0x50 && first[1] === 0x4b) {
    const message = 'This is an Excel workbook with the name of a CSV file. Give it a name that ends in .xlsx.';
    return unreadable(fileName, 'an Excel workbook', ask, message);
  }
  return undefined;
}

function emptyFile(fileName: string) {
  const message = 'The file is empty. Download the template, fill it and send it again.';
  return unreadable(fileName, 'an empty file', ask, message);
}

function otherEncoding(fileName: string) {
  const message =
    'The text of this file can’t be read. In Excel choose Save As, “CSV UTF-8”, and send that file, or send the workbook.';
  return unreadable(fileName, 'text in another encoding', ask, message);
}

function badHeader(problems: Problem[]) {
  return failure('unreadable', problems[0]?.message ?? 'The columns are wrong.', problems);
}

function brokenTable(fileName: string, error: unknown): Outcome<never, 'unreadable'> {
  if (!(error instanceof CsvError)) throw error;
  const line = typeof error.lines === 'number' ? `, line ${error.lines}` : '';
  const message = `The file can’t be read as a table${line}: a quotation mark is missing or out of place.`;
  return unreadable(`${fileName}${line}`, 'a quotation mark out of place', ask, message);
}
