/**
 * Charts: figures in, one SVG string out, with real text in the pack's own typeface. Pure: the same figures always give the same string.
 * The rules are UK government analysis guidance: direct labels instead of legends, at most ten light gridlines, horizontal text,
 * 3:1 contrast between neighbours, never colour alone, breaks drawn as breaks, a suppressed point drawn as a gap with its symbol.
 */

/** A number, or the symbol that stands in its place (`c`, `x`, `z`, `u`, `k`). */
export type Value = { value: number } | { symbol: string };

export interface Chart {
  /** `<svg role="img" aria-label="…">…</svg>`, 640 units wide. */
  svg: string;
  /** The alternative text, which states every value; also the SVG's `aria-label`. */
  alternative: string;
}

export interface ChartText {
  /** What the chart finds, in ten words or fewer: starts the alternative text. The page prints it as the caption, the SVG does not. */
  title: string;
  /** Decimals of every printed value. */
  decimals: number;
}

export const isNumber = (value: Value): value is { value: number } => 'value' in value;

/** In the order of use; neighbours in the list differ by 3:1 or are told apart by line and symbol as well. */
export const PALETTE = ['#12436D', '#28A197', '#801650', '#F46A25', '#3D3D3D', '#A285D1'] as const;
export const INK = '#1F2328';
export const MUTED = '#505A5F';
export const GRID = '#DFE3E6';
export const FONT = 'Noto Sans';
export const WIDTH = 640;

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
