import { Decimal } from 'decimal.js';
import type { Cell } from './model.ts';

export type NumberFormat = 'plain' | 'percent' | 'date';

/** Formats that files name by number alone (ECMA-376 part 1, 18.8.30 numFmt): dates and times, those of other languages included. */
const builtInDates = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
  [71, 81],
] as const;
const builtInPercents = [9, 10];

/** What a format makes of a number. @param code of a format that the file itself defines: 'dd/mm/yyyy', '0.0%' */
export function formatOf(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) {
    if (builtInPercents.includes(id)) return 'percent';
    return builtInDates.some(([first, last]) => id >= first && id <= last) ? 'date' : 'plain';
  }
  // Of the first section, for numbers above nought, what is no literal: "text", \x, _x, *x, [colour] but not [h].
  const [section = ''] = code.replaceAll(/"[^"]*"|[\\_*]./g, '').split(';');
  const bare = section.replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  if (bare.includes('%')) return 'percent';
  return /[dmyhs]/i.test(bare.replaceAll(/General/gi, '')) ? 'date' : 'plain';
}

/** Excel keeps fifteen digits and writes seventeen: 70.4 stands in the file as 70.400000000000006. */
const excelDigits = 15;

/** A number of the file as a person sees it. Nothing if it is none. */
export function numberCell(written: string, format: NumberFormat, from1904: boolean): Omit<Cell, 'column'> | undefined {
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?$/i.test(written.trim())) return undefined;
  const number = new Decimal(written.trim()).toSignificantDigits(excelDigits);
  if (format === 'date') {
    const text = dateText(number.toNumber(), from1904);
    if (text !== undefined) return { kind: 'date', text };
  }
  if (format === 'percent') return { kind: 'number', text: number.times(100).toFixed(), percent: true };
  return { kind: 'number', text: number.toFixed() };
}

const dayMs = 86_400_000;
/** 9999-12-31, the last day that Excel knows. */
const lastSerial = 2_958_465;

/** Days since the end of 1899 (of a Mac's older files, since 1904), with Excel's own 29 February 1900 before the 60th. */
function dateText(serial: number, from1904: boolean): string | undefined {
  if (serial < 0 || serial > lastSerial) return undefined;
  const days = from1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const iso = new Date(Date.UTC(1899, 11, 30) + Math.round((days * dayMs) / 1000) * 1000).toISOString();
  const time = iso.slice(11, 16);
  return time === '00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`;
}
