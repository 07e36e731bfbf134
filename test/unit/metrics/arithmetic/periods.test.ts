import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endInWords, periodInWords, shortMonth } from '../../../../functions/metrics/arithmetic/period-words.ts';
import {
  addMonths,
  dayAfter,
  endOfMonth,
  endOfPeriod,
  endsOn,
  previousEnd,
  sameDayOfYear,
  spanOf,
  yearEarlier,
} from '../../../../functions/metrics/arithmetic/periods.ts';
import { type Period, periods } from '../../../../functions/metrics/model.ts';

const days = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const counted = periods.filter((period) => period !== 'as-at');
const calendar = ['financial-year', 'calendar-year', 'academic-year', 'quarter', 'month'] as const;

describe('a period in words', () => {
  it.each<[Period, string, string, string]>([
    ['as-at', '2025-03-31', '31 March 2025', 'at 31 March 2025'],
    ['financial-year', '2025-03-31', '2024–25', 'in the year to 31 March 2025'],
    ['financial-year', '2000-03-31', '1999–00', 'in the year to 31 March 2000'],
    ['financial-year', '2025-09-30', 'year to 30 September 2025', 'in the year to 30 September 2025'],
    ['calendar-year', '2025-12-31', '2025', 'in the year to 31 December 2025'],
    ['academic-year', '2024-08-31', 'academic year 2023/24', 'in the year to 31 August 2024'],
    ['rolling-12-months', '2025-06-30', '12 months to June 2025', 'in the 12 months to 30 June 2025'],
    ['rolling-12-months', '2025-06-15', '12 months to 15 June 2025', 'in the 12 months to 15 June 2025'],
    ['quarter', '2025-06-30', 'April to June 2025', 'in the three months to 30 June 2025'],
    ['quarter', '2025-05-31', 'three months to 31 May 2025', 'in the three months to 31 May 2025'],
    ['month', '2024-02-29', 'February 2024', 'in the month to 29 February 2024'],
    ['month', '2025-02-15', 'month to 15 February 2025', 'in the month to 15 February 2025'],
  ])('%s that ends on %s is %s', (period, date, name, end) => {
    expect(periodInWords(period, date)).toBe(name);
    expect(endInWords(period, date)).toBe(end);
  });

  it('has a short month for a line', () => {
    expect(shortMonth('2025-06-30')).toBe('Jun 2025');
    expect(shortMonth('2025-05-31')).toBe('May 2025');
  });
});

describe('the days of a period', () => {
  it.each<[Period, string, string]>([
    ['as-at', '2025-03-31', '2025-03-31'],
    ['financial-year', '2025-03-31', '2024-04-01'],
    ['calendar-year', '2025-12-31', '2025-01-01'],
    ['academic-year', '2024-08-31', '2023-09-01'],
    ['rolling-12-months', '2025-06-30', '2024-07-01'],
    ['rolling-12-months', '2024-02-29', '2023-03-01'],
    ['quarter', '2025-06-30', '2025-04-01'],
    ['month', '2024-02-29', '2024-02-01'],
    ['month', '2025-03-31', '2025-03-01'],
  ])('%s to %s begin on %s', (period, until, from) => {
    expect(spanOf(period, until)).toEqual({ from, until });
  });

  it('follow on each other without a gap or an overlap', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...calendar), (day, period) => {
        const end = endOfPeriod(period, day);
        expect(endsOn(period, end)).toBe(true);
        const { from, until } = spanOf(period, end);
        expect(from <= day && day <= until).toBe(true);
        const before = previousEnd(period, end) ?? '';
        expect(endsOn(period, before)).toBe(true);
        expect(dayAfter(before)).toBe(from);
        expect(endOfPeriod(period, from)).toBe(end);
        expect(endOfPeriod(period, before)).toBe(before);
      }),
    );
  });

  it('are those of twelve months whatever day they end on', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...counted), (day, period) => {
        const { from, until } = spanOf(period, day);
        expect(from <= until).toBe(true);
        expect(dayAfter(previousEnd(period, day) ?? '')).toBe(from);
      }),
    );
  });
});

describe('the same day of the year before', () => {
  it.each([
    ['2025-03-31', '2024-03-31'],
    ['2025-02-28', '2024-02-29'],
    ['2024-02-29', '2023-02-28'],
    ['2024-02-28', '2023-02-28'],
    ['2025-06-15', '2024-06-15'],
  ])('of %s is %s', (day, before) => {
    expect(yearEarlier(day)).toBe(before);
    expect(sameDayOfYear(day, before)).toBe(true);
  });

  it('is the same day of its year, and a year on leads back, but for 28 February', () => {
    fc.assert(
      fc.property(days, (day) => {
        fc.pre(!day.endsWith('-02-28'));
        expect(sameDayOfYear(day, yearEarlier(day))).toBe(true);
        expect(addMonths(yearEarlier(day), 12)).toBe(day);
      }),
    );
  });

  it('keeps the ends of months ends of months, however far it counts', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -600, max: 600 }), (day, count) => {
        const end = endOfMonth(day);
        const moved = addMonths(end, count);
        expect(moved).toBe(endOfMonth(moved));
        expect(addMonths(moved, -count)).toBe(end);
      }),
    );
  });
});
