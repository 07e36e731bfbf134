import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakBetween, segments } from '../../../../functions/metrics/arithmetic/breaks.ts';
import { calculated, difference, equal, mean, round, sum } from '../../../../functions/metrics/arithmetic/calculate.ts';
import { changeOf } from '../../../../functions/metrics/arithmetic/changes.ts';
import { indicatorOf, unitInWords } from '../../../../functions/metrics/catalogue/indicators.ts';
import { printed } from '../../../../functions/metrics/figure.ts';
import { units } from '../../../../functions/metrics/model.ts';
import { symbolList } from '../../../../functions/metrics/symbols.ts';
import { benchmarkTable } from '../../../../functions/metrics/tables/benchmark-table.ts';
import { catalogue, neighbour, rate } from '../support.ts';

const tenths = fc.integer({ min: 0, max: 99_999 }).map((count) => (count / 10).toFixed(1));
const measure = (unit: (typeof units)[number]) => ({ unit, noun: 'children', polarity: 'lower-is-better' as const });

describe('a change', () => {
  it.each([
    ['percent', '16.6', '21.5', { way: 'fell', better: true, by: '4.9', unit: 'percentage points' }],
    ['percent', '22.5', '21.5', { way: 'rose', better: false, by: '1.0', unit: 'percentage point' }],
    ['count', '407', '478', { way: 'fell', better: true, by: '71', unit: 'children' }],
    ['rate-per-10000', '70.4', '82.7', { way: 'fell', better: true, by: '12.3', unit: 'per 10,000' }],
    ['days', '31', '30', { way: 'rose', better: false, by: '1', unit: 'day' }],
    ['rank', '40', '44', { way: 'fell', better: true, by: '4', unit: 'places' }],
    ['average', '17.4', '17.4', { way: 'same', by: '0.0', unit: '' }],
  ] as const)('of %s from %s to %s is counted in its own unit', (unit, now, before, change) => {
    expect(changeOf(measure(unit), now, before)).toEqual(change);
  });

  it('says nothing of better where the measure doesn’t', () => {
    expect(changeOf({ ...measure('count'), polarity: 'none' }, '2', '1')).not.toHaveProperty('better');
  });

  it('is what a reader who subtracts gets, and adds back', () => {
    fc.assert(
      fc.property(tenths, tenths, (now, before) => {
        const { way, by } = changeOf(measure('percent'), now, before);
        expect(way).toBe(now === before ? 'same' : Number(now) > Number(before) ? 'rose' : 'fell');
        expect(equal(way === 'fell' ? sum([now, by]) : sum([before, by]), way === 'fell' ? before : now)).toBe(true);
      }),
    );
  });
});

describe('sums and rounding', () => {
  it('don’t mind how numbers are put together', () => {
    fc.assert(
      fc.property(fc.array(tenths, { maxLength: 12 }), fc.integer({ min: 0, max: 12 }), (values, at) => {
        const parts = [sum(values.slice(0, at)), sum(values.slice(at))];
        expect(equal(sum(parts), sum(values))).toBe(true);
        expect(sum(values.toReversed())).toBe(sum(values));
      }),
    );
  });

  it('round half up, away from nought, at every decimal, and once rounded stay', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        fc.integer({ min: 0, max: 4 }),
        (whole, decimals) => {
          // A number with one digit more than is printed, in whole units of that digit.
          const text = decimalText(whole, decimals + 1);
          const away = (whole < 0n ? -whole : whole) + 5n;
          const units = away / 10n;
          const expected = decimalText(whole < 0n ? -units : units, decimals);
          expect(round(text, decimals)).toBe(expected);
          expect(round(expected, decimals)).toBe(expected);
        },
      ),
    );
  });

  it('have no mean of symbols, and never take one for nought', () => {
    fc.assert(
      fc.property(
        fc.array(tenths, { minLength: 1, maxLength: 9 }),
        fc.constantFrom(...symbolList),
        (values, symbol) => {
          const all = values.map((value, place) => rate(value, neighbour(place + 1)));
          const { value: _, ...hidden } = rate('0.0', neighbour(10));
          const own = rate('50.0');
          const table = benchmarkTable([own, ...all, { ...hidden, symbol }], {
            ...{ catalogue, authority: 'X01', asAt: '2026-03-31', indicators: ['cpp.rate'] },
          });
          const { value = '' } = mean(values, 1);
          expect(table?.rows[0]?.neighbours).toMatchObject({
            now: { value: Number(value) },
            used: values.length,
            of: values.length + 1,
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  it('keep the mean between the least and the greatest, and the same when each is moved by as much', () => {
    fc.assert(
      fc.property(fc.array(tenths, { minLength: 1, maxLength: 10 }), tenths, (values, by) => {
        const { value = '' } = mean(values, 1);
        const moved = mean(
          values.map((one) => sum([one, by])),
          1,
        ).value;
        expect(equal(difference(moved ?? '', value), by)).toBe(true);
        expect(Number(value)).toBeGreaterThanOrEqual(Math.min(...values.map(Number)));
        expect(Number(value)).toBeLessThanOrEqual(Math.max(...values.map(Number)));
      }),
    );
  });
});

describe('a unit', () => {
  const byUnit = new Map(catalogue.indicators.map((one) => [one.unit, one]));

  it('has words and a way to be printed, whichever it is', () => {
    for (const unit of units) {
      const one = byUnit.get(unit);
      if (!one) throw new Error(`The catalogue has no ${unit}`);
      expect(unitInWords(one)).not.toBe('');
      expect(printed({ value: '12' }, unit)).toContain('12');
    }
  });

  it('divides rates, percentages and means, and never counts and ranks', () => {
    const base = indicatorOf(catalogue, 'cpp.rate');
    const of = (unit: (typeof units)[number]) => () => calculated({ ...base, unit }, '35', '2');
    expect(of('average')()).toBe('17.5');
    expect(of('days')()).toBe('17.5');
    expect(of('percent')()).toBe('1750.0');
    expect(of('rate-per-10000')()).toBe('175000.0');
    expect(of('count')).toThrow(RangeError);
    expect(of('rank')).toThrow(RangeError);
  });
});

describe('a series with breaks', () => {
  const years = fc
    .uniqueArray(fc.integer({ min: 2000, max: 2040 }), { minLength: 1, maxLength: 12 })
    .map((all) => all.toSorted((one, other) => one - other).map((year) => `${year}-03-31`));
  const breaks = fc
    .uniqueArray(fc.integer({ min: 1999, max: 2041 }), { maxLength: 4 })
    .map((all) => all.map((year) => ({ date: `${year}-01-01`, note: `Of ${year}` })));

  it('falls into pieces that hold every point once, and compares within a piece alone', () => {
    fc.assert(
      fc.property(years, breaks, (dates, stops) => {
        const pieces = segments(dates, stops, (date) => date);
        expect(pieces.flat()).toEqual(dates);
        for (const [one, other] of dates.slice(1).map((date, place) => [dates[place] ?? '', date] as const)) {
          const together = pieces.some((piece) => piece.includes(one) && piece.includes(other));
          expect(together).toBe(breakBetween(stops, one, other) === undefined);
        }
      }),
    );
  });

  it('takes the last of several breaks, the day of a break being of the new series', () => {
    const stops = [
      { date: '2024-03-31', note: 'later' },
      { date: '2023-06-01', note: 'earlier' },
    ];
    expect(breakBetween(stops, '2023-03-31', '2024-03-31')?.note).toBe('later');
    expect(breakBetween(stops, '2024-03-31', '2025-03-31')).toBeUndefined();
  });
});

/** The number of so many of the last digit: -125 with two digits is '-1.25'; nought has no sign. */
function decimalText(whole: bigint, digits: number): string {
  const sign = whole < 0n ? '-' : '';
  const text = String(whole < 0n ? -whole : whole).padStart(digits + 1, '0');
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
