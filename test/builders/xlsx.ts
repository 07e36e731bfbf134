import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A cell as a spreadsheet program writes it; nothing for one that is empty. */
export type XlsxCell =
  | string
  | number
  | boolean
  | undefined
  /** An ISO date, or a number shown as a percentage. */
  | { date: string }
  | { percent: number }
  | { error: string }
  /** Its result is what was saved with it, if it was. */
  | { formula: string; result?: string | number };

export interface XlsxSheet {
  name: string;
  rows: readonly (readonly XlsxCell[])[];
  hidden?: boolean;
  /** Numbers of rows, from 1. */
  hiddenRows?: readonly number[];
  /** Ranges: 'A4:A6'. */
  merged?: readonly string[];
}

export interface XlsxOptions {
  from1904?: boolean;
  /** Other parts, or other bytes for parts that are there. */
  parts?: Readonly<Record<string, string | Uint8Array>>;
  /** Left out. */
  without?: readonly string[];
}

const styles = { plain: 0, date: 1, percent: 2 };
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const xml = (text: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${text}`;
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The bytes of an Excel workbook, written part by part, so that tests can have what a library wouldn't write. */
export async function xlsx(sheets: readonly XlsxSheet[], options: XlsxOptions = {}): Promise<Uint8Array> {
  const texts: string[] = [];
  const shared = (text: string) => {
    const at = texts.indexOf(text);
    return at >= 0 ? at : texts.push(text) - 1;
  };
  const written = sheets.map((sheet) => sheetXml(sheet, shared, options.from1904 ?? false));
  const parts: Record<string, string | Uint8Array> = {
    '_rels/.rels': relationsXml([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': xml(
      `<workbook xmlns="${main}" xmlns:r="${relations}"><workbookPr${options.from1904 ? ' date1904="1"' : ''}/><sheets>${sheets
        .map(
          ({ name, hidden }, at) =>
            `<sheet name="${escaped(name)}" sheetId="${at + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': relationsXml([
      ...sheets.map((_, at): Relation => [`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`]),
      ['rId90', 'styles', 'styles.xml'],
      ['rId91', 'sharedStrings', '/xl/sharedStrings.xml'],
    ]),
    'xl/styles.xml': xml(
      `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs></styleSheet>`,
    ),
    'xl/sharedStrings.xml': xml(
      `<sst xmlns="${main}">${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    ),
    ...Object.fromEntries(written.map((text, at) => [`xl/worksheets/sheet${at + 1}.xml`, text])),
    ...options.parts,
  };
  return zipOf(Object.entries(parts).filter(([path]) => !options.without?.includes(path)));
}

/** The bytes of a ZIP with these files. */
export async function zipOf(parts: readonly (readonly [string, string | Uint8Array])[]): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [path, content] of parts) zip.addBuffer(Buffer.from(content as string), path);
  zip.end();
  return buffer(zip.outputStream as unknown as NodeJS.ReadableStream & AsyncIterable<Uint8Array>);
}

type Relation = [id: string, type: string, target: string];

function relationsXml(all: readonly Relation[]): string {
  const each = all.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`,
  );
  return xml(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`,
  );
}

function sheetXml(
  { rows, hiddenRows = [], merged = [] }: XlsxSheet,
  shared: (text: string) => number,
  from1904: boolean,
): string {
  const written = rows.map((cells, at) => {
    const number = at + 1;
    const hidden = hiddenRows.includes(number) ? ' hidden="1"' : '';
    return `<row r="${number}"${hidden}>${cells.map((cell, column) => cellXml(cell, `${letters(column)}${number}`, shared, from1904)).join('')}</row>`;
  });
  const merges = merged.map((range) => `<mergeCell ref="${range}"/>`).join('');
  return xml(
    `<worksheet xmlns="${main}"><sheetData>${written.join('')}</sheetData>${merges ? `<mergeCells>${merges}</mergeCells>` : ''}</worksheet>`,
  );
}

function cellXml(cell: XlsxCell, at: string, shared: (text: string) => number, from1904: boolean): string {
  if (cell === undefined) return '';
  if (typeof cell === 'string') return `<c r="${at}" t="s"><v>${shared(cell)}</v></c>`;
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if ('date' in cell) {
    const days =
      Date.parse(cell.date.includes('T') ? `${cell.date}Z` : `${cell.date}T00:00:00Z`) / 86_400_000 +
      25_569 -
      (from1904 ? 1462 : 0);
    return `<c r="${at}" s="${styles.date}"><v>${days}</v></c>`;
  }
  if ('percent' in cell) return `<c r="${at}" s="${styles.percent}"><v>${cell.percent}</v></c>`;
  if ('error' in cell) return `<c r="${at}" t="e"><f>1/0</f><v>${cell.error}</v></c>`;
  const { formula, result } = cell;
  const value = result === undefined ? '' : `<v>${escaped(String(result))}</v>`;
  return `<c r="${at}"${typeof result === 'string' ? ' t="str"' : ''}><f>${escaped(formula)}</f>${value}</c>`;
}

const letters = (column: number): string =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));
