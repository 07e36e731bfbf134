import { describe, expect, it } from 'vitest';
import { lastPeriod, londonDate } from '../../../functions/reviews/period.ts';

const april = '04-01';
const keyAt = (instant: string) => lastPeriod(new Date(instant), april).key;

describe('the last period that is over', () => {
  it('is the year before the one that runs', () => {
    expect(lastPeriod(new Date('2026-06-01T05:00:00Z'), april)).toEqual({
      key: '2025-26',
      from: '2025-04-01',
      until: '2026-03-31',
    });
  });

  it.each([
    ['half past midnight on 1 April in London is still March by UTC', '2026-03-31T23:30:00Z', '2025-26'],
    ['half past eleven on 31 March in London', '2026-03-31T22:30:00Z', '2024-25'],
    ['the last moment of UTC’s 1 April is 2 April in London', '2026-04-01T23:59:59.999Z', '2025-26'],
    ['New Year’s Eve', '2026-12-31T23:59:59Z', '2025-26'],
    ['New Year’s Day', '2027-01-01T00:00:00Z', '2025-26'],
    ['a time with an offset of its own', '2026-04-01T09:30:00+10:00', '2025-26'],
  ])('%s', (_name, instant, key) => {
    expect(keyAt(instant)).toBe(key);
  });

  it('takes another first day, also 1 January, and a leap year', () => {
    const at = new Date('2028-06-01T05:00:00Z');
    expect(lastPeriod(at, '01-01')).toEqual({ key: '2027', from: '2027-01-01', until: '2027-12-31' });
    expect(lastPeriod(at, '03-01')).toEqual({ key: '2027-28', from: '2027-03-01', until: '2028-02-29' });
    expect(lastPeriod(new Date('2099-12-31T12:00:00Z'), '09-01').key).toBe('2098-99');
    expect(lastPeriod(new Date('2100-12-31T12:00:00Z'), '09-01').key).toBe('2099-00');
  });
});

describe('across the change of clocks', () => {
  // In 2026 the clocks go forward on 29 March at 01:00 UTC and back on 25 October at 01:00 UTC.
  it.each([
    ['spring, before', '2026-03-29T00:30:00Z', '2026-03-29'],
    ['spring, after', '2026-03-29T01:30:00Z', '2026-03-29'],
    ['autumn, 00:30 in summer time is yesterday by UTC', '2026-10-24T23:30:00Z', '2026-10-25'],
    ['autumn, 01:30 the first time', '2026-10-25T00:30:00Z', '2026-10-25'],
    ['autumn, 01:30 again', '2026-10-25T01:30:00Z', '2026-10-25'],
    ['autumn, midnight of the next day by winter time', '2026-10-26T00:00:00Z', '2026-10-26'],
  ])('%s', (_name, instant, date) => {
    expect(londonDate(new Date(instant))).toBe(date);
  });

  it('has one key for both of the night’s 01:30s, where the period begins that day', () => {
    const begins = '10-25';
    const keys = ['2026-10-24T23:30:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map(
      (instant) => lastPeriod(new Date(instant), begins).key,
    );
    expect(keys).toEqual(['2025-26', '2025-26', '2025-26']);
    expect(lastPeriod(new Date('2026-10-24T22:59:59Z'), begins).key).toBe('2024-25');
  });

  it('moves by one key a year, at one moment, over ten years of half-hours around the turn', () => {
    for (let year = 2020; year < 2030; year += 1) {
      const from = Date.parse(`${year}-03-30T00:00:00Z`);
      const keys = Array.from({ length: 4 * 48 }, (_, half) => keyAt(new Date(from + half * 1_800_000).toISOString()));
      expect(keys).toEqual([...keys].sort());
      expect(new Set(keys).size).toBe(2);
    }
  });
});
