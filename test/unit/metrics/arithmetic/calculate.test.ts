import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  difference,
  mean,
  percentage,
  ratePer10000,
  round,
  sum,
} from '../../../../functions/metrics/arithmetic/calculate.ts';

describe('rates and percentages', () => {
  it('give the published rate of Rotherham at 31 March 2023 (DfE and ONS, Open Government Licence)', () => {
    expect(ratePer10000('395', '57205', 1)).toBe('69.0');
    expect(ratePer10000('395', '56555', 1)).toBe('69.8');
    expect(ratePer10000('542', '57205', 0)).toBe('95');
  });

  it('round half up, away from nought, where binary fractions would not', () => {
    expect(round('1.005', 2)).toBe('1.01');
    expect(round('2.5', 0)).toBe('3');
    expect(round('-0.04', 1)).toBe('0.0');
    expect(percentage('1', '8', 1)).toBe('12.5');
    expect(percentage('1', '16', 1)).toBe('6.3');
  });

  it('refuse to divide by nought', () => {
    expect(() => percentage('1', '0', 1)).toThrow(RangeError);
  });

  it('are never further from the truth than half of the last digit', () => {
    const side = fc.integer({ min: 1, max: 20_000_000 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 0, max: 3 }), (above, below, decimals) => {
        const printed = ratePer10000(String(above), String(below), decimals);
        expect(printed.split('.')[1]?.length ?? 0).toBe(decimals);
        // In whole numbers, exactly: |printed × below − above × 10,000| × 2 ≤ below, all scaled by the decimals.
        const scaled = BigInt(printed.replace('.', '')) * BigInt(below);
        const exact = BigInt(above) * 10_000n * 10n ** BigInt(decimals);
        const error = scaled > exact ? scaled - exact : exact - scaled;
        expect(error * 2n <= BigInt(below)).toBe(true);
      }),
    );
  });

  it('of all parts of a whole differ from 100.0 by at most 0.05 for each part', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 9 }), (parts) => {
        const whole = parts.reduce((total, part) => total + part, 0);
        fc.pre(whole > 0);
        const total = Number(sum(parts.map((part) => percentage(String(part), String(whole), 1))));
        expect(Math.abs(total - 100)).toBeLessThanOrEqual(0.05 * parts.length + 1e-9);
      }),
    );
  });
});

describe('the mean of neighbours', () => {
  // Child protection plans at 31 March 2023 and mid-2022 populations of the ten neighbours of Rotherham, model of 2025 (DfE, ONS, OGL).
  const plans = [312, 351, 326, 475, 241, 242, 209, 297, 204, 532];
  const children = [50706, 51744, 65165, 74766, 42358, 69051, 27239, 54859, 39507, 99455];

  it('is that of the printed rates', () => {
    const rates = plans.map((count, index) => ratePer10000(String(count), String(children[index]), 1));
    expect(mean(rates, 1)).toEqual({ value: '57.1', used: 10, of: 10 });
  });

  it('leaves out what is suppressed and says how many were used', () => {
    expect(mean(['10.0', undefined, '20.0'], 1)).toEqual({ value: '15.0', used: 2, of: 3 });
    expect(mean([undefined], 1)).toEqual({ used: 0, of: 1 });
  });

  it('lies between the least and the greatest, in whatever order', () => {
    const value = fc.integer({ min: 0, max: 9999 }).map((tenths) => (tenths / 10).toFixed(1));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 10 }), (values) => {
        const numbers = values.map(Number);
        const result = Number(mean(values, 1).value);
        expect(result).toBeGreaterThanOrEqual(Math.min(...numbers));
        expect(result).toBeLessThanOrEqual(Math.max(...numbers));
        expect(mean(values.toReversed(), 1)).toEqual(mean(values, 1));
      }),
    );
  });
});

describe('changes', () => {
  it('are those of the printed values', () => {
    expect(difference('70.4', '82.7')).toBe('-12.3');
    expect(difference('407', '407')).toBe('0');
    expect(difference('15.0', '15.0')).toBe('0.0');
  });

  it('add back to where they came from', () => {
    const value = fc.integer({ min: 0, max: 1_000_000 }).map((tenths) => (tenths / 10).toFixed(1));
    fc.assert(
      fc.property(value, value, (now, before) => {
        expect(Number(sum([before, difference(now, before)]))).toBe(Number(now));
      }),
    );
  });
});
