import { describe, it } from 'vitest';
import { expectRefusal, header, type Wrong } from './support.ts';

const csvHeader = header.join(',');

/** Files as officers send them, each with what is said of it. */
const wrong: Wrong[] = [
  [
    'nothing',
    'empty.csv',
    () => '',
    'unknown-format',
    '',
    'an empty file',
    'The file is empty. We take the figures template (CSV or Excel), files of the Department for Education as they are downloaded (CSV), and the Annex A workbook (Excel).',
  ],
  [
    'a PDF',
    'report.csv',
    () => '%PDF-1.7\n',
    'unknown-format',
    '',
    'a PDF',
    'This is a PDF: figures can’t be read from it. We take the figures template (CSV or Excel), files of the Department for Education as they are downloaded (CSV), and the Annex A workbook (Excel).',
  ],
  [
    'a web page',
    'figures.csv',
    () => '<!DOCTYPE html><html><title>Sign in</title>',
    'unknown-format',
    '',
    'a web page',
    'This is a web page, saved under the name of a file. Use the download button of the page instead. We take the figures template (CSV or Excel), files of the Department for Education as they are downloaded (CSV), and the Annex A workbook (Excel).',
  ],
  [
    'another table',
    'names.csv',
    () => 'Surname,Forename,Born\nHolt,Mary,2014-05-06\n',
    'unknown-format',
    '',
    'a table with 3 columns, of none of the names that we know',
    'This is no figures file that we know. We take the figures template (CSV or Excel), files of the Department for Education as they are downloaded (CSV), and the Annex A workbook (Excel).',
  ],
  [
    'UTF-16',
    'figures.csv',
    () => Buffer.from(`\uFEFF${csvHeader}`, 'utf16le'),
    'unknown-format',
    '',
    'text in another encoding, or no text',
    'The text of this file can’t be read. In Excel choose Save As, “CSV UTF-8”, and send that file.',
  ],
  [
    'Windows-1252',
    'figures.csv',
    () => Buffer.from(`${csvHeader}\ncpp.count,X01,Ynys M\u00f4n,authority,2026-03-31,,4,,,,\n`, 'latin1'),
    'refused',
    '',
    'text in another encoding',
    'The text of this file can’t be read. In Excel choose Save As, “CSV UTF-8”, and send that file, or send the workbook.',
  ],
  [
    'semicolons',
    'figures.csv',
    () => `${csvHeader.replaceAll(',', ';')}\n`,
    'refused',
    'row 1',
    'columns separated by another character',
    'The columns aren’t separated by commas. Save the file as “CSV UTF-8 (comma delimited)”.',
  ],
  [
    'a wrong header',
    'figures.csv',
    () => `${csvHeader.replace('as_at', 'date')}\n`,
    'refused',
    'row 1, column 5',
    'date',
    'There is no column called “date”. Use the columns of the template and no others.',
  ],
  [
    'an open quotation mark',
    'figures.csv',
    () => `${csvHeader}\n"cpp.count,X01\n`,
    'refused',
    'line 2',
    'a quotation mark out of place',
    'The file can’t be read as a table, line 2: a quotation mark is missing or out of place.',
  ],
];

describe('a text that can’t be imported', () => {
  it.each(wrong)('%s', async (...one) => expectRefusal(one));
});
