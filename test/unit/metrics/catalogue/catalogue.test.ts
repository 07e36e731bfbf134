import { describe, expect, it } from 'vitest';
import { indicatorOf, parseCatalogue } from '../../../../functions/metrics/catalogue/indicators.ts';
import { compareReleases } from '../../../../functions/metrics/releases/compare-releases.ts';
import { meaningOf, symbolList, symbolOf } from '../../../../functions/metrics/symbols.ts';
import { catalogue, observe } from '../support.ts';

const one = (more: string) =>
  `{version: '1', name: Test, indicators: [{code: a.count, label: A, subject: A, definition: A, unit: count, noun: children, polarity: none, decimals: 0, source: S}${more}]}`;

describe('the catalogue of indicators', () => {
  it('has ten measures or more, each with what its unit needs', () => {
    expect(catalogue.indicators.length).toBeGreaterThanOrEqual(10);
    expect(indicatorOf(catalogue, 'cla.rate')).toMatchObject({ decimals: 0, unit: 'rate-per-10000', breaks: [] });
  });

  it.each([
    [
      'a code twice',
      one(
        ', {code: a.count, label: B, subject: B, definition: B, unit: count, noun: children, polarity: none, decimals: 0, source: S}',
      ),
      /twice/,
    ],
    [
      'a total that is not there',
      one(
        ', {code: b.part, label: B, subject: B, definition: B, unit: count, noun: children, polarity: none, decimals: 0, source: S, of: c.count}',
      ),
      /refers to c\.count/,
    ],
    [
      'a rate without a denominator',
      one(
        ', {code: b.rate, label: B, subject: B, definition: B, unit: percent, polarity: none, decimals: 1, source: S}',
      ),
      /numerator and a denominator/,
    ],
  ])('refuses %s', (_name, yaml, message) => {
    expect(() => parseCatalogue(yaml)).toThrow(message);
  });
});

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

describe('two releases', () => {
  it('differ in what is changed, new or gone', () => {
    const changed = observe({ date: '2025-03-31', value: '478' });
    const gone = observe({ date: '2024-03-31', value: '463' });
    const after = observe({ date: '2025-03-31', symbol: 'c' });
    const fresh = observe({ date: '2023-03-31', value: '471' });
    expect(compareReleases([observe(), changed, gone], [fresh, after, observe({ note: 'checked' })])).toEqual([
      { after: fresh },
      { before: changed, after },
      { before: gone },
    ]);
  });
});
