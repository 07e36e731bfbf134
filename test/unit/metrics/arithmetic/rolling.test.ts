import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, endOfMonth } from '../../../../functions/metrics/arithmetic/periods.ts';
import { rollingYear } from '../../../../functions/metrics/arithmetic/rolling.ts';
import { workOut } from '../../../../functions/metrics/arithmetic/work-out.ts';
import type { ReleasedObservation } from '../../../../functions/metrics/model.ts';
import { indexFigures } from '../../../../functions/metrics/tables/figure-index.ts';
import { recentSeries } from '../../../../functions/metrics/tables/recent-series.ts';
import { trend } from '../../../../functions/metrics/tables/trend.ts';
import { catalogue, council, observe } from '../support.ts';

const referrals = 'referrals.count';
const month = (date: string, value: string): ReleasedObservation =>
  observe({ indicator: referrals, date, value, period: 'month' });
const months = (until: string, values: readonly string[]) =>
  values.map((value, place) => month(addMonths(until, place - values.length + 1), value));
const quarter = (date: string, value: string) => observe({ indicator: referrals, date, value, period: 'quarter' });
const at = (all: readonly ReleasedObservation[]) => (step: 'month' | 'quarter', date: string) =>
  all.find((one) => one.period === step && one.date === date);
const twelve = Array.from({ length: 12 }, (_, place) => String(10 + place));

describe('twelve months', () => {
  it('are the sum of twelve months, or of four quarters', () => {
    const made = rollingYear(at(months('2025-06-30', twelve)), '2025-06-30');
    expect(made).toMatchObject({ value: '186' });
    expect('sumOf' in made && made.sumOf.map(({ date }) => date).slice(0, 2)).toEqual(['2024-07-31', '2024-08-31']);
    const quarters = ['2024-09-30', '2024-12-31', '2025-03-31', '2025-06-30'].map((date) => quarter(date, '50'));
    expect(rollingYear(at(quarters), '2025-06-30')).toMatchObject({ value: '200' });
  });

  it('are none where one is missing or suppressed, and say which', () => {
    const all = months('2025-06-30', twelve);
    expect(rollingYear(at(all.toSpliced(8, 1)), '2025-06-30')).toEqual({
      missing: 'no twelve months: there is no count of March 2025',
    });
    const { value: _, ...hidden } = all[8] as ReleasedObservation;
    expect(rollingYear(at(all.with(8, { ...hidden, symbol: 'c' })), '2025-06-30')).toEqual({
      missing: 'no twelve months: the count of March 2025 is c (confidential)',
    });
    expect(rollingYear(at([quarter('2025-06-30', '5')]), '2025-06-30')).toEqual({
      missing: 'no twelve months: there is no count of July to September 2024',
    });
    expect(rollingYear(at(all), '2025-06-15')).toEqual({ missing: 'a year of quarters can’t end on 15 June 2025' });
  });

  it('leave out what falls away and take in what comes, month by month', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 500 }).map(String), { minLength: 13, maxLength: 13 });
    const ends = fc
      .date({ min: new Date('2001-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
      .map((date) => endOfMonth(date.toISOString().slice(0, 10)));
    fc.assert(
      fc.property(counts, ends, (values, end) => {
        const all = at(months(end, values));
        const [now, before] = [rollingYear(all, end), rollingYear(all, addMonths(end, -1))];
        if (!('value' in now) || !('value' in before)) throw new Error('All twelve are there');
        expect(Number(now.value) - Number(before.value)).toBe(Number(values[12]) - Number(values[0]));
      }),
    );
  });
});

describe('counts by month among those of years', () => {
  const all = months('2026-03-31', [...twelve, ...twelve]);
  const worked = workOut([...all, observe({ indicator: referrals, date: '2024-03-31', value: '180' })], catalogue);
  const index = indexFigures(worked);

  it('make the year that they fill, and every twelve months between, and stay apart from both', () => {
    expect(index.at(referrals, council.code, '2025-03-31')).toMatchObject({
      value: '186',
      release: { basis: 'calculated' },
    });
    expect(index.at(referrals, council.code, '2025-03-31')?.sumOf).toHaveLength(12);
    expect(index.at(referrals, council.code, '2025-09-30', undefined, 'rolling-12-months')?.value).toBe('186');
    expect(index.at(referrals, council.code, '2025-09-30')).toBeUndefined();
    expect(index.at(referrals, council.code, '2026-03-31', undefined, 'month')?.value).toBe('21');
    expect(index.dates(referrals, [council])).toEqual(['2024-03-31', '2025-03-31', '2026-03-31']);
    expect(index.dates(referrals, [council], 'month')).toHaveLength(24);
  });

  it('draw no month into a line of years', () => {
    const line = trend(worked, { catalogue, authority: council.code, asAt: '2026-03-31', indicator: referrals });
    expect(line?.series[0]?.points.map(({ period }) => period)).toEqual(['2024', '2025', '2026']);
  });

  it('draw the small line by month, with the same month of last year first', () => {
    const monthly = twelve.map((value, place) => observe({ date: addMonths('2026-03-31', place - 11), value }));
    const line = recentSeries([observe({ date: '2025-03-31', value: '9' }), ...monthly], {
      ...{ catalogue, authority: council.code, asAt: '2026-03-31', indicator: 'cpp.count' },
    });
    expect(line?.of).toBe('months');
    expect(line?.points.map(({ period }) => period).slice(0, 2)).toEqual(['Mar 2025', 'Apr 2025']);
    expect(line?.points).toHaveLength(13);
  });
});
