import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentage, ratePer10000 } from '../../../../functions/metrics/arithmetic/calculate.ts';
import { partFromWhole, populationFromRate, wholeFromPart } from '../../../../functions/metrics/arithmetic/derive.ts';

/** A part of a whole, and the decimals that its percentage is printed with. */
const shares = fc
  .record({
    whole: fc.integer({ min: 1, max: 60_000 }),
    portion: fc.double({ min: 0, max: 1, noNaN: true }),
    decimals: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ whole, portion, decimals }) => ({ whole, part: Math.round(whole * portion), decimals }));

describe('the side that a paper does not print', () => {
  it.each([
    ['463', '34', { about: '1362', from: '1343', to: '1382' }],
    ['185', '51', { about: '363', from: '360', to: '366' }],
    ['236', '61', { about: '387', from: '384', to: '390' }],
    ['151', '40', { about: '378', from: '373', to: '382' }],
  ])('is the whole, of a part of %s at %s%%', (part, percent, whole) => {
    expect(wholeFromPart(part, percent)).toEqual(whole);
  });

  it('is the part, of 43% of 2,916', () => {
    expect(partFromWhole('2916', '43')).toEqual({ about: '1254', from: '1240', to: '1268' });
  });

  it('is the population, of 398 children at 70.4 per 10,000', () => {
    expect(populationFromRate('398', '70.4')).toEqual({ about: '56534', from: '56494', to: '56574' });
  });

  it('narrows with the decimals that are printed', () => {
    expect(wholeFromPart('463', '34.0')).toEqual({ about: '1362', from: '1360', to: '1363' });
  });

  it('leaves the lower edge in and the upper edge out, half up', () => {
    expect(partFromWhole('200', '34')).toMatchObject({ from: '67', to: '68' });
    expect(wholeFromPart('67', '34')).toMatchObject({ from: '195', to: '200' });
    expect(wholeFromPart('69', '34')?.from).toBe('201');
  });

  it('has no upper end when the percentage rounds to nought', () => {
    expect(wholeFromPart('3', '0')).toEqual({ from: '601' });
    expect(wholeFromPart('0', '0')).toEqual({ from: '1' });
  });

  it('is nothing where no whole number fits', () => {
    expect(wholeFromPart('1', '99')).toBeUndefined();
    expect(wholeFromPart('0', '5')).toBeUndefined();
    expect(partFromWhole('3', '50')).toBeUndefined();
    expect(wholeFromPart('7', '250')).toBeUndefined();
  });
});

describe('for every part of every whole', () => {
  it('the derived whole holds the true one, and both its ends round to what is printed', () => {
    fc.assert(
      fc.property(shares, ({ whole, part, decimals }) => {
        const printed = percentage(`${part}`, `${whole}`, decimals);
        const derived = wholeFromPart(`${part}`, printed);
        const { from = '', to } = derived ?? {};
        expect(Number(from)).toBeLessThanOrEqual(whole);
        expect(Number(to ?? Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(whole);
        expect(percentage(`${part}`, from, decimals)).toBe(printed);
        if (to !== undefined) {
          expect(percentage(`${part}`, to, decimals)).toBe(printed);
          expect(percentage(`${part}`, `${Number(to) + 1}`, decimals)).not.toBe(printed);
        }
        const before = Number(from) - 1;
        if (before >= Math.max(part, 1)) expect(percentage(`${part}`, `${before}`, decimals)).not.toBe(printed);
      }),
    );
  });

  it('the derived part holds the true one, and nothing beyond its ends rounds to what is printed', () => {
    fc.assert(
      fc.property(shares, ({ whole, part, decimals }) => {
        const printed = percentage(`${part}`, `${whole}`, decimals);
        const { from = '', to = '' } = partFromWhole(`${whole}`, printed) ?? {};
        expect(Number(from)).toBeLessThanOrEqual(part);
        expect(Number(to)).toBeGreaterThanOrEqual(part);
        expect([percentage(from, `${whole}`, decimals), percentage(to, `${whole}`, decimals)]).toEqual([
          printed,
          printed,
        ]);
        if (Number(from) > 0) expect(percentage(`${Number(from) - 1}`, `${whole}`, decimals)).not.toBe(printed);
        if (Number(to) < whole) expect(percentage(`${Number(to) + 1}`, `${whole}`, decimals)).not.toBe(printed);
      }),
    );
  });

  it('the implied population holds the true one, and both its ends give the rate', () => {
    const counts = fc.record({
      count: fc.integer({ min: 1, max: 900 }),
      population: fc.integer({ min: 1_000, max: 300_000 }),
    });
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 2 }), ({ count, population }, decimals) => {
        const printed = ratePer10000(`${count}`, `${population}`, decimals);
        const { from = '', to } = populationFromRate(`${count}`, printed) ?? {};
        expect(Number(from)).toBeLessThanOrEqual(population);
        expect(ratePer10000(`${count}`, from, decimals)).toBe(printed);
        if (to !== undefined) expect(Number(to)).toBeGreaterThanOrEqual(population);
        if (to !== undefined) expect(ratePer10000(`${count}`, to, decimals)).toBe(printed);
      }),
    );
  });
});
