import { Decimal } from 'decimal.js';
import type { Observation } from '../model.ts';
import { symbolOf } from '../symbols.ts';

export type Cell = Pick<Observation, 'value' | 'symbol'>;

const plain = /^\d{1,15}(\.\d{1,10})?$/;
/** R writes round numbers so: 1e+05. */
const exponent = /^\d(\.\d{1,10})?e[+-]?\d{1,2}$/i;

/**
 * A number as it is printed, or the symbol that stands for one. Nothing for what is neither. An empty cell of an old file is `x`: the
 * source gives no figure and no reason.
 */
export function cellOf(text: string): Cell | undefined {
  const cell = text.trim();
  if (plain.test(cell)) return { value: cell };
  if (cell === '') return { symbol: 'x' };
  const symbol = symbolOf(cell);
  if (symbol) return { symbol };
  return exponent.test(cell) ? { value: new Decimal(cell).toFixed() } : undefined;
}

/** Filled up to the decimals of the source, which a CSV drops when they are noughts: 22 of one decimal is 22.0. Never cut. */
export function withDecimals(value: string, decimals: number): string {
  const [whole = '', fraction = ''] = value.split('.');
  return decimals === 0 && fraction === '' ? whole : `${whole}.${fraction.padEnd(decimals, '0')}`;
}
