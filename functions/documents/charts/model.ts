import { format } from 'd3-format';

/**
 * Charts: figures in, one SVG string out, with real text in the pack's own typeface. Pure: the same figures always give the same string.
 * The rules are UK government analysis guidance: direct labels instead of legends, at most ten light gridlines, horizontal text,
 * 3:1 contrast between neighbours, never colour alone, breaks drawn as breaks, a suppressed point drawn as a gap with its symbol.
 */

/** A number, or the symbol that stands in its place (`c`, `x`, `z`, `u`, `k`). */
export type Value = { value: number } | { symbol: string };

export interface Chart {
  /** `<svg role="img" aria-label="…">…</svg>`, 640 units wide, but a sparkline 90. */
  svg: string;
  /** The alternative text, which states every value that the chart prints; also the SVG's `aria-label`. */
  alternative: string;
}

export interface ChartText {
  /** What the chart finds, in ten words or fewer: starts the alternative text. The page prints it as the caption, the SVG does not. */
  title: string;
  /** Decimals of every printed value. */
  decimals: number;
}

export interface Series {
  name: string;
  points: readonly { period: string; value: Value }[];
}

/** No line crosses a break; it stands between its period and the one before. */
export interface Break {
  before: string;
  note: string;
}

export const isNumber = (value: Value): value is { value: number } => 'value' in value;

/** Neighbours in the list differ by 3:1. Where others may meet, lines differ in dash and marker too, and parts of a bar in texture and a white gap. */
export const PALETTE = ['#12436D', '#28A197', '#801650', '#F46A25', '#3D3D3D', '#A285D1'] as const;
export const INK = '#1F2328';
export const MUTED = '#505A5F';
export const GRID = '#DFE3E6';
export const PAPER = '#FFFFFF';
export const FONT = 'Noto Sans';
/** Of every chart but the sparkline. A portrait page is 470 pt wide between its margins: 11 units print as 8 pt there. */
export const WIDTH = 640;
export const SIZE = { text: 13, small: 12, least: 11 } as const;

export const colourOf = (index: number): string => PALETTE[index % PALETTE.length] ?? INK;

/** Words for the symbols of the department's statistics. */
const SYMBOLS: Readonly<Record<string, string>> = {
  c: 'confidential',
  x: 'not available',
  z: 'not applicable',
  u: 'of low reliability',
  k: 'rounds to nought',
  low: 'rounds to nought',
};

export function symbolInWords(symbol: string): string {
  return Object.hasOwn(SYMBOLS, symbol) ? `${symbol} (${SYMBOLS[symbol]})` : symbol;
}

/** How a chart prints its numbers: `1,234.5`. */
export const numberPrinter = (decimals: number): ((value: number) => string) => format(`,.${decimals}f`);

/** A value as alternative text says it: the number as printed, or the symbol with its meaning. */
export const valueInWords = (value: Value, print: (value: number) => string): string =>
  isNumber(value) ? print(value.value) : symbolInWords(value.symbol);
