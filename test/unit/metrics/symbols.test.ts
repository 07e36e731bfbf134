import { describe, expect, it } from 'vitest';
import { meaningOf, symbolList, symbolOf } from '../../../functions/metrics/symbols.ts';

describe('symbols', () => {
  it('are known in either case, and mean something', () => {
    for (const symbol of symbolList) {
      expect(symbolOf(` ${symbol.toUpperCase()} `)).toBe(symbol);
      expect(meaningOf(symbol)).not.toBe('');
    }
  });

  it('are not numbers, words or nothing', () => {
    for (const cell of ['0', '', 'cc', 'n/a', '-', '.']) expect(symbolOf(cell)).toBeUndefined();
  });
});
