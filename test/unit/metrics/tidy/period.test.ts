import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsOf, periodEnd, reportingYearEnd } from '../../../../functions/metrics/tidy/period.ts';

const ends = { reportingYear: '03-31' };
const end = (period: string, identifier: string) => {
  const found = periodEnd(period, identifier, ends);
  return found.ok ? found.value : found.code;
};

describe('the end of a period', () => {
  it.each([
    ['2025', 'Reporting year', '2025-03-31'],
    ['202223', 'Financial year', '2023-03-31'],
    ['2022-23', 'Financial year', '2023-03-31'],
    ['2022/23', 'Financial year', '2023-03-31'],
    ['199900', 'Financial year', '2000-03-31'],
    ['202223', 'Academic year', '2023-08-31'],
    ['202223', 'Tax year', '2023-04-05'],
    ['2022', 'Calendar year', '2022-12-31'],
    ['202223', 'Autumn term', '2022-12-31'],
    ['202223', 'Spring term', '2023-03-31'],
    ['202223', 'Summer term', '2023-07-31'],
    ['202223', 'Autumn and spring term', '2023-03-31'],
    ['2022', 'Calendar year Q3', '2022-09-30'],
    ['202223', 'Financial year Q1', '2022-06-30'],
    ['202223', 'Financial year Q4', '2023-03-31'],
    ['202324', 'Academic year Q2', '2024-02-29'],
    ['2023', 'February', '2023-02-28'],
    ['2024', 'February', '2024-02-29'],
    ['2020', 'Week 13', '2020-03-29'],
    ['2020', 'Week 53', '2021-01-03'],
    ['2022', 'Week 1', '2022-01-09'],
    ['202223', 'Part 1 (April to September)', '2022-09-30'],
    [' 2025 ', ' Reporting year ', '2025-03-31'],
  ])('of %s, %s is %s', (period, identifier, expected) => {
    expect(end(period, identifier)).toBe(expected);
  });

  it.each([
    ['202225', 'Financial year', 'wrong-period'],
    ['2022', 'Financial year', 'wrong-period'],
    ['202223', 'Calendar year', 'wrong-period'],
    ['2021', 'Week 53', 'wrong-period'],
    ['2021', 'Week 0', 'wrong-period'],
    ['', 'Reporting year', 'wrong-period'],
    ['NA', 'Reporting year', 'wrong-period'],
    ['31/03/2023', 'Reporting year', 'wrong-period'],
    ['2023', 'Year', 'unknown-identifier'],
    ['2023', '', 'unknown-identifier'],
  ])('is not found for %s, %s', (period, identifier, code) => {
    expect(end(period, identifier)).toBe(code);
  });

  it('of a reporting year is what the mapping says', () => {
    expect(periodEnd('2024', 'Reporting year', { reportingYear: '06-30' })).toEqual({ ok: true, value: '2024-06-30' });
    expect([reportingYearEnd('as-at'), reportingYearEnd('academic-year')]).toEqual(['03-31', '08-31']);
  });

  it('comes later for a later year, and is a day that there is', () => {
    const names = [
      'Financial year',
      'Academic year Q2',
      'Calendar year Q4',
      'February',
      'Week 1',
      'Summer term',
      'Reporting year',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.integer({ min: 1950, max: 2097 }), (name, year) => {
        const text = (first: number) =>
          digitsOf(name) === 6 ? `${first}${String((first + 1) % 100).padStart(2, '0')}` : `${first}`;
        const [one, next] = [end(text(year), name), end(text(year + 1), name)];
        expect(one < next).toBe(true);
        expect(new Date(`${one}T00:00:00Z`).toISOString().slice(0, 10)).toBe(one);
      }),
    );
  });
});
