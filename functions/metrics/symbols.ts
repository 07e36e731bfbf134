/**
 * What the DfE prints where there is no number. A symbol is never nought and never an error: it is kept as it came, is left out of
 * every calculation, and is printed as itself with its meaning at hand. The last three stand in older files.
 */
export const symbols = {
  c: 'confidential',
  x: 'not available',
  z: 'not applicable',
  u: 'low reliability',
  low: 'rounds to nought',
  k: 'rounds to nought',
  ':': 'no figure given (older symbol)',
  '~': 'no figure given (older symbol)',
  '..': 'no figure given (older symbol)',
} as const;

export type FigureSymbol = keyof typeof symbols;

export const symbolList = Object.keys(symbols) as [FigureSymbol, ...FigureSymbol[]];

/** The symbol that a cell holds, or nothing. Letters may be upper or lower case. */
export function symbolOf(cell: string): FigureSymbol | undefined {
  const text = cell.trim().toLowerCase();
  return symbolList.find((symbol) => symbol === text);
}

export function meaningOf(symbol: FigureSymbol): string {
  return symbols[symbol];
}
