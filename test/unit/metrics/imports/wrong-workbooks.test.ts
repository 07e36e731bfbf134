import { describe, it } from 'vitest';
import { xlsx, zipOf } from '../../../builders/xlsx.ts';
import { expectRefusal, figuresBook, header, row, type Wrong } from './support.ts';

const names = (from: string, to: string) => header.map((name) => (name === from ? to : name));

const relation = (target: string) =>
  `<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="${target}"/></Relationships>`;

/** Workbooks as officers send them, each with what is said of it. */
const wrong: Wrong[] = [
  [
    'a workbook as CSV',
    'figures.csv',
    async () => figuresBook([row({ value: -1 })]),
    'refused',
    'sheet Figures, row 2, column value',
    '-1',
    'This isn’t a whole number or a known symbol.',
  ],
  [
    'an old workbook',
    'figures.xls',
    () => Buffer.from('d0cf11e0a1b11ae1000000', 'hex'),
    'unknown-format',
    '',
    'a workbook that can’t be opened',
    'This is a workbook of an old format (.xls), or one with a password. In Excel take the password away, choose Save As, “Excel Workbook (.xlsx)”, and send that file.',
  ],
  [
    'a ZIP of something',
    'figures.xlsx',
    () => zipOf([['notes.txt', 'Hello']]),
    'unknown-format',
    '',
    'a workbook that can’t be opened',
    'This is no Excel workbook (.xlsx), though its name or its first bytes say so. We take the figures template (CSV or Excel), files of the Department for Education as they are downloaded (CSV), and the Annex A workbook (Excel).',
  ],
  [
    'an OpenDocument sheet',
    'figures.ods',
    () =>
      zipOf([
        ['content.xml', '<office/>'],
        ['mimetype', 'application/vnd.oasis.opendocument.spreadsheet'],
      ]),
    'unknown-format',
    '',
    'a workbook that can’t be opened',
    'This is an OpenDocument spreadsheet (.ods). Save it as an Excel workbook (.xlsx), and send that file.',
  ],
  [
    'a Word file',
    'figures.docx',
    () =>
      zipOf([
        [
          '_rels/.rels',
          '<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>',
        ],
        ['word/document.xml', '<d/>'],
      ]),
    'unknown-format',
    '',
    'a workbook that can’t be opened',
    'This is no Excel workbook (.xlsx), though its name or its first bytes say so. We take the figures template (CSV or Excel), files of the Department for Education as they are downloaded (CSV), and the Annex A workbook (Excel).',
  ],
  [
    'half a workbook',
    'figures.xlsx',
    async () => (await figuresBook([row()])).subarray(0, 900),
    'unknown-format',
    '',
    'a workbook that can’t be opened',
    'This workbook is damaged and can’t be read. Open it in Excel, save it again, and send the new file.',
  ],
  [
    'a workbook whose sheet is gone',
    'figures.xlsx',
    () => xlsx([{ name: 'Figures', rows: [header, row()] }], { without: ['xl/worksheets/sheet1.xml'] }),
    'unknown-format',
    '',
    'a workbook that can’t be opened',
    'This workbook is damaged and can’t be read. Open it in Excel, save it again, and send the new file.',
  ],
  [
    'a sheet that is cut off',
    'figures.xlsx',
    () =>
      xlsx([{ name: 'Figures', rows: [header, row()] }], {
        parts: {
          'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>indicator',
        },
      }),
    'unknown-format',
    '',
    'a workbook that can’t be opened',
    'This workbook is damaged and can’t be read. Open it in Excel, save it again, and send the new file.',
  ],
  [
    'a part whose address is none',
    'figures.xlsx',
    () => xlsx([{ name: 'Figures', rows: [header, row()] }], { parts: { '_rels/.rels': relation('http://[') } }),
    'unknown-format',
    '',
    'a workbook that can’t be opened',
    'This workbook is damaged and can’t be read. Open it in Excel, save it again, and send the new file.',
  ],
  [
    'a part whose address is wrongly escaped',
    'figures.xlsx',
    () => xlsx([{ name: 'Figures', rows: [header, row()] }], { parts: { '_rels/.rels': relation('xl/%zz.xml') } }),
    'unknown-format',
    '',
    'a workbook that can’t be opened',
    'This workbook is damaged and can’t be read. Open it in Excel, save it again, and send the new file.',
  ],
  [
    'a cell of megabytes',
    'figures.xlsx',
    () =>
      xlsx([{ name: 'Figures', rows: [header, row()] }], {
        parts: {
          'xl/worksheets/sheet1.xml': `<worksheet><row r="1"><c r="A1" t="str"><v>${'a'.repeat(300_000)}</v></c></row></worksheet>`,
        },
      }),
    'unknown-format',
    '',
    'a workbook that can’t be opened',
    'This workbook is larger inside than figures ever are, so it was not opened. Copy the figures alone into a new workbook and send that.',
  ],
  [
    'a row of more cells than a sheet has columns',
    'figures.xlsx',
    () =>
      xlsx([{ name: 'Figures', rows: [header, row()] }], {
        parts: {
          'xl/worksheets/sheet1.xml': `<worksheet><row r="1">${'<c r="A1"><v>1</v></c>'.repeat(17_000)}</row></worksheet>`,
        },
      }),
    'unknown-format',
    '',
    'a workbook that can’t be opened',
    'This workbook is damaged and can’t be read. Open it in Excel, save it again, and send the new file.',
  ],
  [
    'a workbook of something else',
    'figures.xlsx',
    () => xlsx([{ name: 'Rota', rows: [['Monday', 'Holt']] }]),
    'unknown-format',
    '',
    'a workbook without lists of Annex A, and without the columns of the template',
    'This is no workbook of figures that we know. We take the figures template (CSV or Excel), files of the Department for Education as they are downloaded (CSV), and the Annex A workbook (Excel).',
  ],
  [
    'two sheets of figures',
    'figures.xlsx',
    () =>
      xlsx([
        { name: 'March', rows: [header, row()] },
        { name: 'June', rows: [header, row()] },
      ]),
    'refused',
    '',
    '2 sheets with the template’s columns',
    'Several sheets hold figures: “March”, “June”. Keep one, or send them one at a time.',
  ],
  [
    'figures in a hidden sheet',
    'figures.xlsx',
    () => xlsx([{ name: 'Figures', hidden: true, rows: [header, row()] }]),
    'refused',
    '',
    'a hidden sheet',
    'The figures stand in the hidden sheet “Figures”. Show it in Excel (right-click a tab, Unhide), and look at what it says.',
  ],
  [
    'a header that was changed',
    'figures.xlsx',
    () => xlsx([{ name: 'Figures', rows: [names('place_name', 'Authority'), row()] }]),
    'refused',
    'sheet Figures, row 1, column 3',
    'authority',
    'There is no column called “authority”. Use the columns of the template and no others.',
  ],
  [
    'no rows',
    'figures.xlsx',
    () => figuresBook([]),
    'refused',
    'sheet Figures',
    'a header and no rows',
    'The file has no figures. Fill at least one row.',
  ],
  [
    'an error in a cell',
    'figures.xlsx',
    () => figuresBook([row({ value: { error: '#N/A' } })]),
    'refused',
    'sheet Figures, row 2, column value (G)',
    '#N/A',
    'The formula in this cell ends in #N/A. Mend it, or type the value.',
  ],
  [
    'a formula without a result',
    'figures.xlsx',
    () => figuresBook([row({ value: { formula: 'SUM(A1:A3)' } })]),
    'refused',
    'sheet Figures, row 2, column value (G)',
    'a formula without a result',
    'The formula in this cell has no result: the workbook was saved by a program that doesn’t calculate. Open it in Excel and save it again.',
  ],
  [
    'merged cells',
    'figures.xlsx',
    () => figuresBook([row(), row({ as_at: undefined, value: 3 })], { merged: ['E2:E3'] }),
    'refused',
    'sheet Figures, row 2, column as_at (E)',
    'merged cells E2:E3',
    'The cells E2:E3 are merged, so all of them but one are empty. Unmerge them and fill each.',
  ],
  [
    'a number that is no date',
    'figures.xlsx',
    () => figuresBook([row({ as_at: 46112 })]),
    'refused',
    'sheet Figures, row 2, column as_at',
    '46112',
    'This isn’t a date.',
  ],
  [
    'a date with a time',
    'figures.xlsx',
    () => figuresBook([row({ as_at: { date: '2026-03-31T09:30:00' } as never })]),
    'refused',
    'sheet Figures, row 2, column as_at',
    '2026-03-31 09:30',
    'This isn’t a date.',
  ],
  [
    'a percentage for a count',
    'figures.xlsx',
    () => figuresBook([row({ value: { percent: 0.42 } })]),
    'refused',
    'sheet Figures, row 2, column value',
    '42%',
    'This isn’t a whole number or a known symbol.',
  ],
  [
    'half a child',
    'figures.xlsx',
    () => figuresBook([row({ value: 407.5 })]),
    'refused',
    'sheet Figures, row 2, column value',
    '407.5',
    'This isn’t a whole number or a known symbol.',
  ],
  [
    'TRUE for a number',
    'figures.xlsx',
    () => figuresBook([row({ value: true })]),
    'refused',
    'sheet Figures, row 2, column value',
    'TRUE',
    'This isn’t a whole number or a known symbol.',
  ],
  [
    'a cell beside the table',
    'figures.xlsx',
    () => figuresBook([[...row(), 'checked']]),
    'refused',
    'sheet Figures, row 2, column L',
    'checked',
    'This cell stands beside the table, under no name. Clear it, or move it to where it belongs.',
  ],
  [
    'neighbours without their year',
    'figures.xlsx',
    () => figuresBook([row({ place_kind: 'neighbour' })]),
    'refused',
    'sheet Figures, row 2, column place_kind',
    'neighbour',
    'The file has statistical neighbours. Import it again and say which year’s model chose them.',
  ],
];

describe('a workbook that can’t be imported', () => {
  it.each(wrong)('%s', async (...one) => expectRefusal(one));
});
