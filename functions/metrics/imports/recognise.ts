import { CsvError, parse } from 'csv-parse/sync';
import { lists } from '../annex-a/lists.ts';
import { areSheetsOfAnnexA } from '../annex-a/rows/find-sheets.ts';
import type { FiguresSource, Format } from '../reading.ts';
import { type Sheet, UnreadableWorkbook } from '../template/workbook/model.ts';
import { firstBytes, openWorkbook } from '../template/workbook/open-workbook.ts';
import { timeColumns } from '../tidy/columns.ts';

/** What a file is, by what stands in it and not by its name. */
export type Recognised =
  | { format: Exclude<Format, 'dfe-tidy'> }
  | { format: 'dfe-tidy'; header: string[]; examples: string[][] }
  /** `found` in words that quote nothing of the file, `message` for whoever sent it. */
  | { format: 'unknown'; found: string; message: string };

const weTake =
  'We take the figures template (CSV or Excel), files of the Department for Education as they are downloaded (CSV), and the Annex A workbook (Excel).';

const workbookSignatures = ['504b', 'd0cf'];
const headBytes = 100_000;
const examplesShown = 5;

/** Columns by two of which a file made from our template is known, however its header was changed. */
const templateColumns = ['indicator', 'place_code', 'place_kind', 'as_at', 'population_vintage'];

/** Looks at the beginning of a file, or at the sheets of a workbook, and says how it is to be read. */
export async function recognise(source: FiguresSource): Promise<Recognised> {
  const head = await firstBytes(source, headBytes);
  if (head.length === 0) return unknown('an empty file', 'The file is empty.');
  if (workbookSignatures.includes(head.toString('hex', 0, 2))) return recogniseWorkbook(source);
  return recogniseText(head);
}

function recogniseText(head: Buffer): Recognised {
  const text = head.toString('utf8');
  if (/^%PDF-/.test(text)) return unknown('a PDF', 'This is a PDF: figures can’t be read from it.');
  if (/^\s*(<!doctype|<html)/i.test(text)) {
    const message = 'This is a web page, saved under the name of a file. Use the download button of the page instead.';
    return unknown('a web page', message);
  }
  if (text.includes('\u0000')) {
    const message = 'The text of this file can’t be read. In Excel choose Save As, “CSV UTF-8”, and send that file.';
    return unknown('text in another encoding, or no text', message, '');
  }
  const rows = firstRows(text);
  const header = (rows[0] ?? []).map((name) => name.trim());
  const names = new Set(header.map((name) => name.toLowerCase()));
  if ([...timeColumns, 'geographic_level'].every((name) => names.has(name))) {
    return { format: 'dfe-tidy', header, examples: rows.slice(1, 1 + examplesShown) };
  }
  // Separated by another character it is one name; the template's own reader says so.
  const isTemplate = templateColumns.filter((name) => names.has(name) || header[0]?.toLowerCase().includes(name));
  if (isTemplate.length >= 2) return { format: 'template-csv' };
  const columns = header.length === 1 ? 'one column' : `${header.length} columns`;
  return unknown(`a table with ${columns}, of none of the names that we know`, 'This is no figures file that we know.');
}

/** The first rows of a CSV that may be cut off in the middle of one. */
function firstRows(text: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: examplesShown + 1,
      max_record_size: headBytes,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Its own reader says what is wrong with it; the first line tells which that is.
    return [(text.split(/\r?\n/, 1)[0] ?? '').split(',')];
  }
}

async function recogniseWorkbook(source: FiguresSource): Promise<Recognised> {
  try {
    const workbook = await openWorkbook(source);
    try {
      const names = workbook.sheets.map(({ name }) => name);
      if (areSheetsOfAnnexA(names, lists)) return { format: 'annex-a' };
      for (const sheet of workbook.sheets) {
        if (await isTemplateSheet(sheet)) return { format: 'template-xlsx' };
      }
    } finally {
      workbook.close();
    }
  } catch (error) {
    if (!(error instanceof UnreadableWorkbook)) throw error;
    // Of most kinds the sentence says itself what to send instead.
    const known = error.code !== 'not-a-workbook';
    return unknown('a workbook that can’t be opened', error.message, known ? '' : weTake);
  }
  const found = 'a workbook without lists of Annex A, and without the columns of the template';
  return unknown(found, 'This is no workbook of figures that we know.');
}

const headerWithin = 10;

async function isTemplateSheet(sheet: Sheet): Promise<boolean> {
  for await (const { number, cells } of sheet.rows()) {
    if (number > headerWithin) return false;
    const names = new Set(cells.map(({ text }) => text.toLowerCase()));
    if (templateColumns.filter((name) => names.has(name)).length >= 2) return true;
  }
  return false;
}

function unknown(found: string, what: string, more: string = weTake): Recognised {
  return { format: 'unknown', found, message: `${what} ${more}`.trim() };
}
