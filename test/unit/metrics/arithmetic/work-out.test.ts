import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { midYearBefore, workOut } from '../../../../functions/metrics/arithmetic/work-out.ts';
import { indicatorOf } from '../../../../functions/metrics/catalogue/indicators.ts';
import type { Catalogue, ReleasedObservation } from '../../../../functions/metrics/model.ts';
import { benchmarkTable } from '../../../../functions/metrics/tables/benchmark-table.ts';
import { indexFigures } from '../../../../functions/metrics/tables/figure-index.ts';
import { figureLookup } from '../../../../functions/metrics/tables/look-up-figure.ts';
import { neighbour, observe, rate } from '../support.ts';
import { dfe, published, rotherham, withPopulation } from './rotherham.ts';

const asAt = '2023-03-31';
const rateOf = (observations: readonly ReleasedObservation[], code = rotherham) =>
  indexFigures(workOut(observations, withPopulation)).at('cpp.rate', code, asAt);
const replaced = (change: (one: ReleasedObservation) => ReleasedObservation | undefined) =>
  published.flatMap((one) => (one.place.code === rotherham ? (change(one) ?? []) : [one]));

describe('a rate that no release gives', () => {
  it('is worked out of its count and the population of the mid-year before, and keeps both', () => {
    expect(rateOf(published)).toEqual({
      indicator: 'cpp.rate',
      place: { code: rotherham, name: 'Rotherham', kind: 'authority' },
      date: asAt,
      value: '69.0',
      numerator: '395',
      denominator: '57205',
      populationVintage: 'mid-2022',
      release: { ...dfe, basis: 'calculated' },
      from: [published[0], published[1]],
    });
  });

  it('stands behind what a release gives itself', () => {
    const given = rate('69.8', published[0]?.place, asAt);
    expect(rateOf([...published, given])).toBe(given);
  });

  it('is not worked out of another day’s population, nor without one', () => {
    expect(rateOf(replaced((one) => (one.date === asAt ? one : { ...one, date: '2021-06-30' })))).toBeUndefined();
    expect(rateOf(replaced((one) => (one.date === asAt ? one : undefined)))).toBeUndefined();
  });

  it('is the symbol of a side, and not applicable where nothing can be divided by', () => {
    const { value: _, ...hidden } = published[0] as ReleasedObservation;
    const suppressed = rateOf([{ ...hidden, symbol: 'c' }, ...published.slice(1)]);
    expect(suppressed).toMatchObject({ symbol: 'c', denominator: '57205' });
    expect(suppressed).not.toHaveProperty('value');
    expect(suppressed).not.toHaveProperty('numerator');
    expect(rateOf(replaced((one) => (one.date === asAt ? one : { ...one, value: '0' })))).toMatchObject({
      symbol: 'z',
    });
  });

  it('names both releases where it is bound in words', () => {
    const lookup = figureLookup(workOut(published, withPopulation), withPopulation);
    expect(lookup({ indicator: 'cpp.rate', place: 'Rotherham', date: asAt })).toMatchObject({
      value: {
        printed: '69.0',
        working: '395 ÷ 57,205 (mid-2022)',
        source:
          'DfE, children in need 2023 (as published, not calculated here); ONS, mid-year population estimates (as published, not calculated here)',
      },
    });
  });

  it('adds nothing to what is already worked out, in whatever order it is read', () => {
    const once = workOut(published, withPopulation);
    expect(workOut(once, withPopulation)).toEqual(once);
    const values = (all: readonly ReleasedObservation[]) =>
      new Set(all.map(({ indicator, place, value }) => `${indicator} ${place.code} ${value}`));
    fc.assert(
      fc.property(fc.shuffledSubarray(published, { minLength: published.length }), (shuffled) => {
        expect(values(workOut(shuffled, withPopulation))).toEqual(values(once));
      }),
      { numRuns: 20 },
    );
  });
});

describe('a percentage by parts', () => {
  const shares: Catalogue = {
    ...withPopulation,
    indicators: withPopulation.indicators.map((one) =>
      one.code === 'cpp.neglect'
        ? {
            ...one,
            breakdown: ['Neglect', 'Multiple'],
            numerator: { says: 'children', of: 'cpp.category' },
            denominator: { says: 'children', of: 'cpp.count' },
          }
        : one,
    ),
  };

  it('divides each of its parts by the whole, and leaves other parts alone', () => {
    const part = (breakdown: string, value: string) => observe({ indicator: 'cpp.category', breakdown, value });
    const made = workOut([observe({ value: '400' }), part('Neglect', '100'), part('Emotional abuse', '9')], shares);
    expect(made.slice(3)).toMatchObject([{ indicator: 'cpp.neglect', breakdown: 'Neglect', value: '25.0' }]);
  });
});

describe('the mid-year before', () => {
  it.each([
    ['2025-03-31', '2024-06-30'],
    ['2025-06-30', '2024-06-30'],
    ['2025-07-01', '2025-06-30'],
    ['2024-02-29', '2023-06-30'],
  ])('of %s is %s', (date, population) => {
    expect(midYearBefore(date)).toBe(population);
  });

  it('lies at most a year before every day', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }), (day) => {
        const iso = day.toISOString().slice(0, 10);
        const days = (Date.parse(iso) - Date.parse(midYearBefore(iso))) / 86_400_000;
        expect(days).toBeGreaterThan(0);
        expect(days).toBeLessThanOrEqual(366);
      }),
    );
  });
});

describe('neighbours by two models', () => {
  const all = workOut(published, withPopulation);
  const index = indexFigures(all);
  const indicator = indicatorOf(withPopulation, 'cpp.rate');

  it('have the means of the DfE’s ten of each', () => {
    expect(index.neighbourModels()).toEqual(['2025', '2021']);
    expect(index.neighbourMean(indicator, asAt, '2021')).toMatchObject({ value: '59.2', used: 10, of: 10 });
    expect(index.neighbourMean(indicator, asAt, '2025')).toMatchObject({ value: '57.1', used: 10, of: 10 });
    expect(index.neighbourMean(indicator, asAt).value).toBe('57.1');
    expect(index.places('neighbour', '2021').map(({ name }) => name)).toContain('Wigan');
    expect(index.places('neighbour').map(({ name }) => name)).not.toContain('Wigan');
  });

  it('stand in a column each where a table asks for both, and say how many were used', () => {
    const hidden = all.map((one) => {
      if (one.place.name !== 'Wigan' || one.indicator !== 'cpp.rate') return one;
      const { value: _, ...rest } = one;
      return { ...rest, symbol: 'c' as const };
    });
    const options = { catalogue: withPopulation, authority: rotherham, asAt, indicators: ['cpp.rate'] };
    const table = benchmarkTable(hidden, { ...options, neighbourModels: ['2021', '2025', '2014'] });
    expect(table?.models?.map(({ year, names }) => [year, names.length])).toEqual([
      ['2021', 10],
      ['2025', 10],
      ['2014', 0],
    ]);
    expect(table?.rows[0]?.byModel).toMatchObject([
      { used: 9, of: 10 },
      { now: { value: 57.1, decimals: 1 }, used: 10, of: 10 },
      { missing: 'no figures of neighbours by the model of 2014' },
    ]);
    expect(table?.notes).toContainEqual(
      expect.stringContaining('neighbours by the model of 2021 at 31 March 2023: mean of 9 of 10'),
    );
    expect(benchmarkTable(hidden, options)?.rows[0]).not.toHaveProperty('byModel');
  });

  it('are those of their release where a place names no model, and one that is not stated is the oldest', () => {
    const stated = { ...dfe, neighbourModelYear: 'not stated' };
    const index = indexFigures([
      observe({ place: neighbour(1), release: stated }),
      observe({ place: neighbour(2), release: { ...dfe, neighbourModelYear: '2021' } }),
    ]);
    expect(index.neighbourModels()).toEqual(['2021', 'not stated']);
    expect(index.places('neighbour')).toEqual([neighbour(2)]);
    expect(index.places('neighbour', 'not stated')).toEqual([neighbour(1)]);
  });
});
