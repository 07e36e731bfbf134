import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symbolList } from '../../../../functions/metrics/symbols.ts';
import { cellOf, withDecimals } from '../../../../functions/metrics/tidy/cells.ts';

describe('a cell of a number column', () => {
  it('keeps a number as it is printed', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 99_999_999 }),
        fc.stringMatching(/^\d{0,4}$/),
        fc.constantFrom('', ' '),
        (whole, fraction, space) => {
          const value = fraction === '' ? `${whole}` : `${whole}.${fraction}`;
          expect(cellOf(`${space}${value}${space}`)).toEqual({ value });
        },
      ),
    );
  });

  it.each(symbolList)('takes %s for a symbol, never for nought', (symbol) => {
    expect([cellOf(symbol), cellOf(` ${symbol.toUpperCase()} `)]).toEqual([{ symbol }, { symbol }]);
  });

  it('takes an empty cell of an old file for not available', () => {
    expect(cellOf(' ')).toEqual({ symbol: 'x' });
  });

  it('writes out a round number of R', () => {
    expect([cellOf('1e+05'), cellOf('1.5e3')]).toEqual([{ value: '100000' }, { value: '1500' }]);
  });

  it.each(['large', '1,234', '22%', '-3', '1.2.3', '1e999', 'NaN', '#N/A', '12 000', '٣'])(
    'takes %s for neither',
    (text) => {
      expect(cellOf(text)).toBeUndefined();
    },
  );

  it('gets the decimals of its source back, and loses none', () => {
    expect([withDecimals('22', 1), withDecimals('22.5', 1), withDecimals('22.55', 1), withDecimals('70', 0)]).toEqual([
      '22.0',
      '22.5',
      '22.55',
      '70',
    ]);
  });
});
