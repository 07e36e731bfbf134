import type { PDFDict } from 'pdf-lib';
import { PDFArray, PDFNumber } from 'pdf-lib';
import { type Reader, resolve } from '../access.ts';
import type { Colour, Drawing } from './drawing.ts';

export interface Border {
  /** Points; 0 draws none. */
  width: number;
  /** Solid, dashed, bevelled, inset, underlined (ISO 32000-2, table 168). */
  style: 'S' | 'D' | 'B' | 'I' | 'U';
  dash: readonly number[];
}

/** The width and style of an annotation's border: its `BS`, else its `Border` array, else one point. */
export function readBorder(reader: Reader, dict: PDFDict): Border {
  const own = reader.dict(dict, 'BS');
  if (own) {
    const style = reader.name(own, 'S');
    const known = style === 'D' || style === 'B' || style === 'I' || style === 'U' ? style : 'S';
    const width = bounded(reader.number(own, 'W') ?? 1);
    return { width, style: known, dash: known === 'D' ? dashOf(numbersIn(reader, own, 'D') ?? [3]) : [] };
  }
  const array = reader.array(dict, 'Border');
  if (!array || array.length < 3) return { width: 1, style: 'S', dash: [] };
  const width = resolve(reader.context, array[2]);
  const dash = resolve(reader.context, array[3]);
  const lengths =
    dash instanceof PDFArray
      ? dash.asArray().flatMap((entry) => (entry instanceof PDFNumber ? [entry.asNumber()] : []))
      : [];
  const found = dashOf(lengths);
  return {
    width: bounded(width instanceof PDFNumber ? width.asNumber() : 1),
    style: found.length > 0 ? 'D' : 'S',
    dash: found,
  };
}

const bounded = (width: number): number => (width >= 0 && width <= 1_000 ? width : 1);

/** Lengths that an interpreter accepts: none negative, not all zero. */
function dashOf(lengths: readonly number[]): readonly number[] {
  const sound = lengths.length <= 10 && lengths.every((length) => length >= 0) && lengths.some((length) => length > 0);
  return sound ? lengths : [];
}

/** An annotation's colour; undefined where it names none; an empty array is transparent (ISO 32000-2, table 166). */
export function readColour(reader: Reader, dict: PDFDict | undefined, key: string): Colour | undefined {
  const found = numbersIn(reader, dict, key);
  if (!found || ![0, 1, 3, 4].includes(found.length)) return undefined;
  return found.map((value) => Math.max(0, Math.min(1, value)));
}

/** All numbers of an array, or nothing where one entry is none. At most 100,000: more is no drawing. */
export function numbersIn(reader: Reader, dict: PDFDict | undefined, key: string): number[] | undefined {
  const array = reader.array(dict, key);
  return array && array.length <= 100_000 ? reader.numbers(dict, key, array.length) : undefined;
}

/** Constant opacity where it is not whole. */
export function readOpacity(reader: Reader, dict: PDFDict): { opacity?: number } {
  const value = reader.number(dict, 'CA') ?? 1;
  return value >= 0 && value < 1 ? { opacity: value } : {};
}

/** What a default appearance string says: `/Helv 9 Tf 0 g` (ISO 32000-2, 12.7.4.3). */
export interface TextStyle {
  /** Points; 0: as fits. */
  size: number;
  colour: Colour;
}

export function readTextStyle(text: string | undefined): TextStyle {
  const style: TextStyle = { size: 0, colour: [0] };
  const operands: number[] = [];
  for (const word of (text ?? '').slice(0, 1_000).split(/[\s[\]]+/)) {
    const number = Number(word);
    if (word !== '' && Number.isFinite(number)) operands.push(number);
    else if (word === 'Tf') style.size = clampSize(operands.at(-1) ?? 0);
    else if (word === 'g' || word === 'rg' || word === 'k') {
      const colour = operands.slice(-({ g: 1, rg: 3, k: 4 }[word] ?? 1));
      if (colour.length === { g: 1, rg: 3, k: 4 }[word]) style.colour = colour.map((v) => Math.max(0, Math.min(1, v)));
    }
    if (word !== '' && !Number.isFinite(number)) operands.length = 0;
  }
  return style;
}

/** A negative size turns glyphs over; no form means it. */
const clampSize = (size: number): number => Math.min(Math.abs(size), 1_000);

export function setLine(drawing: Drawing, border: Border, colour: Colour): void {
  drawing.stroke(colour).add('w', border.width).dash(border.dash);
}
