import { type Cell, type SheetRow, UnreadableWorkbook } from './model.ts';
import { type NumberFormat, numberCell } from './number-formats.ts';
import { plainText, textGatherer } from './read-parts.ts';
import { readXml } from './read-xml.ts';

export interface Surroundings {
  texts: readonly string[];
  styles: readonly NumberFormat[];
  from1904: boolean;
}

/** What Excel's own sheets hold at most. */
const mostColumns = 16_384;
const mostRows = 1_048_576;
/** Excel holds 32,767, and writes a character that XML doesn't take as seven. */
const mostCellCharacters = 32_767 * 7;

/** The rows of a sheet, read in pieces. `merged` is filled on the way. */
export async function* readRows(
  bytes: AsyncIterable<Uint8Array>,
  around: Surroundings,
  merged: string[],
): AsyncIterable<SheetRow> {
  const ready: SheetRow[] = [];
  const listener = rowListener(around, (row) => ready.push(row), merged);
  for await (const _ of readXml(bytes, listener)) yield* ready.splice(0);
}

interface OpenCell {
  column: number;
  type: string;
  style: number;
  formula: boolean;
  value: string | undefined;
  inline: string;
}

function rowListener(around: Surroundings, take: (row: SheetRow) => void, merged: string[]) {
  let row = { number: 0, hidden: false, cells: [] as Cell[] };
  let cell: OpenCell | undefined;
  let inValue = false;
  const inline = textGatherer((text) => {
    if (cell) cell.inline = longer(cell.inline, text);
  });
  return {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      if (name === 'row') {
        row = { number: rowNumber(attributes.r, row.number), hidden: isTrue(attributes.hidden), cells: [] };
      } else if (name === 'c') {
        const column = columnOf(attributes.r) ?? (row.cells.at(-1)?.column ?? 0) + 1;
        const { t: type = 'n', s = '0' } = attributes;
        cell = { column, type, style: Number(s), formula: false, value: undefined, inline: '' };
      } else if (name === 'f' && cell) cell.formula = true;
      else if (name === 'v' && cell) [inValue, cell.value] = [true, ''];
      else if (name === 'mergeCell' && attributes.ref !== undefined) {
        if (merged.length === mostRows) throw new UnreadableWorkbook('too-large');
        merged.push(attributes.ref);
      }
      if (cell) inline.open(name);
    },
    text(text: string) {
      if (inValue && cell) cell.value = longer(cell.value ?? '', text);
      else if (cell) inline.text(text);
    },
    close(name: string) {
      inline.close(name);
      if (name === 'v') inValue = false;
      if (name === 'c' && cell) {
        const read = readCell(cell, around);
        if (read) row.cells.push(read);
        if (row.cells.length > mostColumns) throw new UnreadableWorkbook('damaged');
        cell = undefined;
      }
      if (name === 'row' && row.cells.length > 0) take(row);
    },
  };
}

/** What packs small and unpacks large must not gather in one cell. */
function longer(before: string, text: string): string {
  if (before.length + text.length > mostCellCharacters) throw new UnreadableWorkbook('too-large');
  return before + text;
}

function readCell({ column, type, style, formula, value, inline }: OpenCell, around: Surroundings): Cell | undefined {
  if (type === 'inlineStr') return textCell(column, inline);
  if (value === undefined || (value === '' && type !== 'str')) {
    return formula ? { column, kind: 'uncalculated', text: '' } : undefined;
  }
  switch (type) {
    case 's': {
      const text = around.texts[Number(value)];
      if (text === undefined) throw new UnreadableWorkbook('damaged');
      return textCell(column, text);
    }
    case 'str':
      return textCell(column, plainText(value));
    case 'b':
      return { column, kind: 'boolean', text: value === '1' ? 'TRUE' : 'FALSE' };
    case 'e':
      return { column, kind: 'error', text: value };
    case 'd':
      return { column, kind: 'date', text: value.replace(/T00:00(:00(\.0+)?)?Z?$/, '').replace('T', ' ') };
    default: {
      const number = numberCell(value, around.styles[style] ?? 'plain', around.from1904);
      if (!number) throw new UnreadableWorkbook('damaged');
      return { column, ...number };
    }
  }
}

function textCell(column: number, text: string): Cell | undefined {
  return text.trim() === '' ? undefined : { column, kind: 'text', text: text.trim() };
}

function rowNumber(written: string | undefined, before: number): number {
  const number = written === undefined ? before + 1 : Number(written);
  // Rows stand in their order: what goes back is no sheet that a program wrote.
  if (!Number.isInteger(number) || number <= before || number > mostRows) throw new UnreadableWorkbook('damaged');
  return number;
}

/** 28 for 'AB7'. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/i.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  const column = columnNumber(letters);
  if (column > mostColumns) throw new UnreadableWorkbook('damaged');
  return column;
}

/** 28 for 'AB'. */
export function columnNumber(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** 'AB' for 28. */
export function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}

const isTrue = (value: string | undefined) => value === '1' || value === 'true';
