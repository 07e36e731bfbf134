import { describe, expect, it } from 'vitest';
import type { Catalogue, ReleasedObservation } from '../../../../functions/metrics/model.ts';
import { benchmarkTable } from '../../../../functions/metrics/tables/benchmark-table.ts';
import { categoryTable } from '../../../../functions/metrics/tables/category-table.ts';
import { trend } from '../../../../functions/metrics/tables/trend.ts';
import { catalogue, england, later, neighbour, observe, rate } from '../support.ts';

const options = { catalogue, authority: 'X01', asAt: '2026-03-31' };
const benchmark = (observations: ReleasedObservation[], over: Partial<typeof options> = {}) =>
  benchmarkTable(observations, { ...options, ...over, indicators: ['cpp.rate'] });
const number = (value: number) => ({ value, decimals: 1 });

const broken: Catalogue = {
  ...catalogue,
  indicators: catalogue.indicators.map((one) => ({
    ...one,
    breaks: [{ date: '2026-01-01', note: 'Domestic abuse moved.' }],
  })),
};

describe('the benchmark table', () => {
  it('holds this year and last year beside neighbours and England', () => {
    const table = benchmark([
      rate('70.4'),
      rate('82.7', undefined, '2025-03-31'),
      rate('60.0', neighbour(1)),
      rate('50.0', neighbour(2)),
      rate('40.8', england),
      rate('41.0', england, '2025-03-31'),
    ]);
    expect(table).toMatchObject({
      now: '2026-03-31',
      before: '2025-03-31',
      neighbourNames: ['Neighbour 1', 'Neighbour 2'],
      notes: [],
    });
    expect(table?.rows[0]).toMatchObject({
      label: 'Rate of children on a child protection plan',
      unit: 'per 10,000 aged 0 to 17',
      own: { now: number(70.4), before: number(82.7) },
      neighbours: { now: number(55), before: { missing: 'no neighbour’s figure for 31 March 2025' }, used: 2, of: 2 },
      england: { now: number(40.8), before: number(41) },
    });
    expect(table?.source).toBe(
      'Children in need census; ONS mid-year population estimates; populations mid-2025. Figures: Test team (final)',
    );
  });

  it('leaves suppressed neighbours out of the mean and says so', () => {
    const hidden = observe({ indicator: 'cpp.rate', place: neighbour(2), symbol: 'c' });
    const table = benchmark([rate('70.4'), rate('60.0', neighbour(1)), hidden]);
    expect(table?.rows[0]?.neighbours).toMatchObject({ now: number(60), used: 1, of: 2 });
    expect(table?.notes).toEqual([
      'Rate of children on a child protection plan, neighbours at 31 March 2026: mean of 1 of 2; one is suppressed or absent.',
    ]);
  });

  it('prints a symbol and explains it', () => {
    const table = benchmark([observe({ indicator: 'cpp.rate', symbol: 'u' })]);
    expect(table?.rows[0]?.own.now).toEqual({ symbol: 'u' });
    expect(table?.notes).toEqual(['u: low reliability.']);
  });

  it('names the release of every figure that it prints, and of no other', () => {
    const unprinted = { ...rate('64.0', undefined, '2023-03-31'), release: { ...later, source: 'Old team' } };
    const table = benchmark([{ ...rate('70.4'), release: later }, rate('82.7', undefined, '2025-03-31'), unprinted]);
    expect(table?.source).toMatch(/Figures: Later team \(revised\); Test team \(final\)$/);
  });

  it('takes its neighbours from the newest model alone', () => {
    const newer = { ...later, neighbourModelYear: '2026' };
    const table = benchmark([
      rate('70.4'),
      rate('60.0', neighbour(1)),
      { ...rate('50.0', neighbour(2)), release: newer },
      { ...rate('40.0', neighbour(3)), release: newer },
    ]);
    expect(table).toMatchObject({ neighbourModelYear: '2026', neighbourNames: ['Neighbour 2', 'Neighbour 3'] });
    expect(table?.rows[0]?.neighbours).toMatchObject({ now: number(45), used: 2, of: 2 });
  });

  it('says that it has no model of neighbours when it has no neighbours', () => {
    expect(benchmark([rate('70.4')])?.neighbourModelYear).toEqual({ missing: 'the model of statistical neighbours' });
  });

  it('says if a column is of another year', () => {
    const table = benchmark([rate('70.4'), rate('41.0', england, '2025-03-31'), rate('39.0', england, '2027-03-31')]);
    expect(table?.rows[0]?.england).toMatchObject({ now: number(41), period: '31 March 2025' });
  });

  it('does not compare across a break in series', () => {
    const table = benchmark([rate('70.4'), rate('82.7', undefined, '2025-03-31')], { catalogue: broken });
    expect(table?.rows[0]?.own.before).toEqual({ missing: 'break in series' });
    expect(table?.notes[0]).toMatch(/1 January 2026\. Domestic abuse moved\.$/);
  });

  it('is nothing without a figure of the authority', () => {
    expect(benchmark([rate('40.8', england)])).toBeUndefined();
  });
});

describe('the category table', () => {
  const part = (breakdown: string, figure: Partial<ReleasedObservation>) =>
    observe({ indicator: 'cpp.category', breakdown, ...figure });
  const names = ['Emotional abuse', 'Neglect', 'Physical abuse', 'Sexual abuse', 'Multiple'];
  const parts = (values: number[]) => values.map((value, index) => part(names[index] ?? '', { value: String(value) }));
  const table = (observations: ReleasedObservation[]) =>
    categoryTable(observations, { ...options, indicator: 'cpp.category' });

  it('says when one-decimal percentages do not add up to 100.0, and does not adjust them', () => {
    const made = table(parts([210, 141, 25, 18, 2]));
    expect(made?.rows.map((row) => ('value' in row.percent ? row.percent.value : row.percent))).toEqual([
      53, 35.6, 6.3, 4.5, 0.5,
    ]);
    expect(made?.notes).toEqual(['Percentages are rounded to one decimal and add up to 99.9; they are not adjusted.']);
  });

  it('says when parts and total disagree', () => {
    const made = table([observe({ value: '398' }), ...parts([210, 141, 25, 18, 2])]);
    expect(made?.total).toEqual({ value: 398, decimals: 0 });
    expect(made?.notes).toEqual(['The parts add up to 396; the total is 398.']);
  });

  it('prints a suppressed part as its symbol in both columns', () => {
    const made = table([
      observe(),
      ...parts([168, 196, 22]),
      part('Sexual abuse', { symbol: 'c' }),
      part('Multiple', { symbol: 'c' }),
    ]);
    expect(made?.rows[4]).toEqual({ label: 'Multiple', count: { symbol: 'c' }, percent: { symbol: 'c' } });
    expect(made?.rows[1]?.percent).toEqual(number(48.2));
    expect(made?.notes).toEqual(['c: confidential.']);
  });

  it('has the same parts of earlier years, on the same day, behind the last break', () => {
    const years = ['2023-03-31', '2024-03-31', '2025-03-31', '2025-09-30'];
    const past = years.flatMap((date) => [
      part('Neglect', { value: '200', date }),
      part('Multiple', { symbol: 'c', date }),
    ]);
    const all = [...past, observe({ date: '2025-03-31', value: '478' }), ...parts([210, 141, 25, 18, 2])];
    const made = table(all);
    expect(made?.earlier.map(({ asAt }) => asAt)).toEqual(['2023-03-31', '2024-03-31', '2025-03-31']);
    expect(made?.earlier[2]).toEqual({
      asAt: '2025-03-31',
      counts: [
        { missing: 'no figure for 31 March 2025' },
        { value: 200, decimals: 0 },
        { missing: 'no figure for 31 March 2025' },
        { missing: 'no figure for 31 March 2025' },
        { symbol: 'c' },
      ],
      total: { value: 478, decimals: 0 },
    });
    expect(made?.notes).toContain('c: confidential.');
    const broke = {
      ...catalogue,
      indicators: catalogue.indicators.map((one) => ({ ...one, breaks: [{ date: '2024-01-01', note: 'n' }] })),
    };
    const after = categoryTable(all, { ...options, catalogue: broke, indicator: 'cpp.category' });
    expect(after?.earlier.map(({ asAt }) => asAt)).toEqual(['2024-03-31', '2025-03-31']);
  });

  it('names a part that is missing, and has no total that it could not add', () => {
    const made = table(parts([168, 196]));
    expect(made?.rows[2]?.count).toEqual({ missing: 'no figure for 31 March 2026' });
    expect(made?.rows[0]?.percent).toEqual({ missing: 'no total to divide by' });
    expect(made?.total).toEqual({ missing: 'no figure for 31 March 2026' });
  });

  it('is nothing when there are no parts', () => {
    expect(table([observe()])).toBeUndefined();
  });
});

describe('the trend', () => {
  const series = [rate('70.0', undefined, '2024-03-31'), rate('82.7', undefined, '2025-03-31'), rate('70.4')];
  const make = (observations: ReleasedObservation[], over: Partial<typeof options> = {}) =>
    trend(observations, { ...options, ...over, indicator: 'cpp.rate' });

  it('has the authority first, one period in every series, and names what is missing', () => {
    const made = make([rate('41.0', england, '2025-03-31'), ...series]);
    expect(made?.series.map((one) => one.name)).toEqual(['Thornmere', 'England']);
    expect(made?.series[1]?.points).toEqual([
      { period: '2024', figure: { missing: 'no figure for 31 March 2024' } },
      { period: '2025', figure: number(41) },
      { period: '2026', figure: { missing: 'no figure for 31 March 2026' } },
    ]);
  });

  it('leaves out other days of the year, and years after the date', () => {
    const made = make([...series, rate('71.0', undefined, '2025-09-30'), rate('60.0', undefined, '2027-03-31')]);
    expect(made?.series[0]?.points.map((point) => point.period)).toEqual(['2024', '2025', '2026']);
  });

  it('marks a break in series before its period', () => {
    expect(make(series, { catalogue: broken })?.breaks).toEqual([{ before: '2026', note: 'Domestic abuse moved.' }]);
  });

  it('is nothing with one year alone', () => {
    expect(make([rate('70.4')])).toBeUndefined();
  });
});
