import writeExcelFile, { type Cell, type Row } from 'write-excel-file/node';
import {
  getOpeningTagMarkup,
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeTextContent,
} from 'write-excel-file/utility';
import { dateInWords } from '../figure.ts';
import { type Catalogue, placeKinds } from '../model.ts';
import { symbols } from '../symbols.ts';
import { type AskedRow, askedRows, type TemplateOptions } from './asked-rows.ts';
import { asides, columns } from './release-template.ts';
import { columnLetters } from './workbook/read-rows.ts';

/** In the order of the sheet: what is asked and last year's figure beside the cells to fill, the note at the end. */
const order = ['indicator', 'what', 'last_year', ...columns.map(({ name }) => name).slice(1)] as const;
type SheetColumn = (typeof order)[number];

const widths: Partial<Record<SheetColumn, number>> = {
  indicator: 28,
  what: 58,
  last_year: 14,
  place_code: 12,
  place_name: 18,
  place_kind: 12,
  as_at: 12,
  breakdown: 26,
  population_vintage: 20,
  note: 90,
};

const figuresSheet = 'Figures';
const fillColour = '#fff4c2';
const quietColour = '#f0f2f3';
const headColour = '#dfe6ea';
/** Rows beyond those asked for, to which the checks of cells apply too: somebody may add neighbours. */
const spareRows = 500;

/**
 * The template as an Excel workbook: a sheet that says how, and the sheet to fill, with last year's figures beside and cells that say when what is
 * typed can't be right.
 */
export async function templateWorkbook(catalogue: Catalogue, options: TemplateOptions): Promise<Uint8Array> {
  const rows = askedRows(catalogue, options);
  const head: Row = order.map((name) => ({ value: name, fontWeight: 'bold', backgroundColor: headColour }));
  const sheets = [
    {
      sheet: 'How to fill it',
      data: instructions(options, rows.length),
      columns: [{ width: 28 }, { width: 110 }],
      showGridLines: false,
    },
    {
      sheet: figuresSheet,
      data: [head, ...rows.map((row) => order.map((name) => cellOf(name, row)))],
      columns: order.map((name) => ({ width: widths[name] ?? 14 })),
      stickyRowsCount: 1,
      dateFormat: 'dd/mm/yyyy',
    },
  ];
  return writeExcelFile(sheets, { features: [checkedCells(rows.length)] }).toBuffer();
}

function cellOf(name: SheetColumn, { cells, what, lastYear, fill }: AskedRow): Cell {
  if (name === 'what') return { value: what, backgroundColor: quietColour };
  if (name === 'last_year') return { value: lastYear, backgroundColor: quietColour, align: 'right' };
  const text = cells[name];
  if (name === 'as_at') return { value: new Date(`${text}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' };
  const filled = fill.includes(name) ? { backgroundColor: fillColour } : {};
  return { value: text, type: String, ...filled };
}

function instructions({ authority, asAt, held }: TemplateOptions, count: number): Row[] {
  const line = (key: string, text: string): Row => [
    { value: key, fontWeight: 'bold', alignVertical: 'top' },
    { value: text, wrap: true },
  ];
  const title: Row = [
    { value: `Figures of ${authority.name}, ${dateInWords(asAt)}`, fontWeight: 'bold', fontSize: 16 },
  ];
  return [
    title,
    [],
    line(
      'What is asked',
      `${count} figures${held ? ' that no import holds yet' : ''}. They stand in the sheet “${figuresSheet}”.`,
    ),
    line(
      'What to fill',
      'The yellow cells, and no others. Leave a row out by deleting it; add rows below for other places.',
    ),
    line('Counts', 'The whole number in value. Nought is 0: an empty cell is not.'),
    line(
      'Rates and percentages',
      'Both sides, in numerator and denominator. They are worked out when the file is imported.',
    ),
    line('Population', 'A rate says which population it divides by, in population_vintage: mid-2025.'),
    line(
      'Where there is no number',
      `A symbol: ${Object.entries(symbols)
        .map(([one, says]) => `${one} ${says}`)
        .slice(0, 6)
        .join('; ')}.`,
    ),
    line('last_year', 'What is held for the same day a year before. It is there to be compared, and is not read.'),
    line(
      'Places',
      `place_kind is one of ${placeKinds.join(', ')}. Neighbours need the year of their model, said when you import.`,
    ),
    line('Sending it', 'Figures, then Import figures. You see what the file would change before anything is imported.'),
  ];
}

type Options = NonNullable<Parameters<typeof writeExcelFile>[1]>;
type Feature = NonNullable<Options['features']>[number];

interface Check {
  column: SheetColumn;
  attributes: Record<string, string>;
  formula: string;
  message: string;
}

/** Excel takes no list in braces here, and compares without regard to capitals. */
const numberOrSymbol = `OR(ISNUMBER(CELL),${Object.keys(symbols)
  .map((one) => `CELL="${one}"`)
  .join(',')})`;

/** What a cell takes, as Excel checks it while somebody types. `CELL` in a formula is the first cell of the column. */
const checks: readonly Check[] = [
  ...(['numerator', 'denominator'] as const).map((column) => ({
    column,
    attributes: { type: 'custom' },
    formula: numberOrSymbol,
    message: 'A whole number, or one of the symbols of the first sheet.',
  })),
  {
    column: 'value',
    attributes: { type: 'custom' },
    formula: numberOrSymbol,
    message: 'A number, or one of the symbols of the first sheet.',
  },
  {
    column: 'place_kind',
    attributes: { type: 'list' },
    formula: `"${placeKinds.join(',')}"`,
    message: `One of ${placeKinds.join(', ')}.`,
  },
  {
    column: 'population_vintage',
    attributes: { type: 'custom' },
    formula: 'AND(LEN(CELL)=8,LEFT(CELL,4)="mid-",ISNUMBER(VALUE(RIGHT(CELL,4))))',
    message: 'The year of the population: mid-2025.',
  },
  ...asides.map((column) => ({
    column,
    attributes: { type: 'custom' },
    formula: 'FALSE',
    message: 'This column is there to be read. Fill the yellow cells.',
  })),
];

/** Data validation (ECMA-376 part 1, 18.3.1.33), which the writing library leaves to its users. */
function checkedCells(count: number): Feature {
  const markup = checks.map(({ column, attributes, formula, message }) => {
    const letters = columnLetters(order.indexOf(column) + 1);
    const opening = getOpeningTagMarkup('dataValidation', {
      ...attributes,
      allowBlank: '1',
      showErrorMessage: '1',
      errorTitle: 'This can’t be right',
      error: message,
      sqref: `${letters}2:${letters}${1 + count + spareRows}`,
    });
    const text = sanitizeTextContent(formula.replaceAll('CELL', `${letters}2`));
    return `${opening}<formula1>${text}</formula1></dataValidation>`;
  });
  const all = `<dataValidations count="${markup.length}">${markup.join('')}</dataValidations>`;
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform(xml, { sheet }) {
            if (sheet !== figuresSheet) return xml;
            const siblings = getOrderOfSiblings('xl/worksheets/sheet{id}.xml', 'worksheet') ?? [];
            return insertElementMarkupAccordingToOrderOfSiblings(xml, all, siblings, 'worksheet');
          },
        },
      },
    },
  };
}
