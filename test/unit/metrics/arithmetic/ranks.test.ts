import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ordinal } from '../../../../functions/metrics/arithmetic/ordinal.ts';
import { fewestForQuartiles, quartileAmong, rankAmong } from '../../../../functions/metrics/arithmetic/ranks.ts';
import { figureOf, printed } from '../../../../functions/metrics/figure.ts';
import { csv, observe, parse, refusal } from '../support.ts';

const value = fc.integer({ min: 0, max: 400 }).map((tenths) => (tenths / 10).toFixed(1));
const polarity = fc.constantFrom('higher-is-better' as const, 'lower-is-better' as const, 'none' as const);
const others = fc.array(value, { minLength: fewestForQuartiles - 1, maxLength: 15 });

describe('a rank', () => {
  it('counts from the better end, past those that share one', () => {
    const values = ['10.0', '20.0', '20.0', '30.0'];
    expect(rankAmong('10.0', values.slice(1), 'lower-is-better')).toEqual({
      ...{ rank: 1, joint: false, of: 4, from: 'lowest' },
    });
    expect(rankAmong('20.0', ['10.0', '20', '30.0'], 'higher-is-better')).toMatchObject({ rank: 2, joint: true });
    expect(rankAmong('10.0', values.slice(1), 'none')).toMatchObject({ rank: 4, from: 'highest' });
  });

  it('lies within bounds, whatever the order of the others, and is better with a better figure', () => {
    fc.assert(
      fc.property(value, value, fc.array(value, { maxLength: 15 }), polarity, (own, other, rest, way) => {
        const mine = rankAmong(own, rest, way);
        expect(mine.rank).toBeGreaterThanOrEqual(1);
        expect(mine.rank).toBeLessThanOrEqual(mine.of);
        expect(rankAmong(own, rest.toReversed(), way)).toEqual(mine);
        expect(mine.joint).toBe(rest.includes(own));
        const betterFirst = way === 'lower-is-better' ? Number(own) < Number(other) : Number(own) > Number(other);
        if (betterFirst) expect(mine.rank).toBeLessThanOrEqual(rankAmong(other, rest, way).rank);
      }),
    );
  });

  it('of everyone adds up as if no ranks were shared', () => {
    fc.assert(
      fc.property(fc.uniqueArray(value, { minLength: 1, maxLength: 12 }), polarity, (all, way) => {
        const ranks = all.map((own, place) => rankAmong(own, all.toSpliced(place, 1), way).rank);
        expect(ranks.toSorted((one, other) => one - other)).toEqual(all.map((_, place) => place + 1));
      }),
    );
  });
});

describe('a quartile', () => {
  const eleven = ['10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'];
  const quarters = (way: Parameters<typeof quartileAmong>[2]) =>
    eleven.map((own, place) => quartileAmong(own, eleven.toSpliced(place, 1), way)?.quarter);

  it('has the inclusive limits: 12.5, 15 and 17.5 of 10 to 20, each in the better quarter', () => {
    expect(quarters('lower-is-better')).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 4]);
    expect(quarters('higher-is-better')).toEqual([4, 4, 4, 3, 3, 2, 2, 2, 1, 1, 1]);
    expect(quarters('none')).toEqual(quarters('higher-is-better'));
  });

  it('is none of fewer than eight', () => {
    expect(quartileAmong('1', Array(6).fill('2'), 'none')).toBeUndefined();
    expect(quartileAmong('1', Array(7).fill('2'), 'none')?.of).toBe(8);
  });

  it('is the better the better the figure, whatever the order of the others; the best is in the first', () => {
    fc.assert(
      fc.property(value, others, polarity, (own, rest, way) => {
        const mine = quartileAmong(own, rest, way)?.quarter ?? 0;
        expect(quartileAmong(own, rest.toReversed(), way)?.quarter).toBe(mine);
        expect([1, 2, 3, 4]).toContain(mine);
        const { rank, of } = rankAmong(own, rest, way);
        if (rank === 1) expect(mine).toBe(1);
        if (rank === of && !rest.includes(own) && of > 4) expect(mine).toBe(4);
        const nearer = way === 'lower-is-better' ? '0.0' : '99.9';
        expect(quartileAmong(nearer, rest, way)?.quarter).toBeLessThanOrEqual(mine);
      }),
    );
  });
});

describe('a figure that is a rank', () => {
  it('is printed as an ordinal, among how many where that is known', () => {
    expect(printed({ value: '44', denominator: '317' }, 'rank')).toBe('44th of 317');
    expect(printed({ value: '1' }, 'rank')).toBe('1st');
    expect(figureOf(observe({ value: '44', denominator: '317' }), '2019-09-26', 'rank')).toEqual({
      ...{ value: 44, decimals: 0, rank: { among: 317 } },
    });
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111, 1012].map(ordinal).join(' ')).toBe(
      '1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 111th 1012th',
    );
  });

  it('is imported with the number of those ranked', () => {
    const row = { indicator: 'deprivation.imd-rank', value: '44', denominator: '317' };
    const read = parse(csv(row));
    expect(read.ok && read.value.observations[0]).toMatchObject({ value: '44', denominator: '317' });
    expect(refusal(csv({ ...row, denominator: '43' })).problems[0]?.where).toContain('denominator');
    expect(refusal(csv({ indicator: 'cpp.count', value: '44', denominator: '317' })).problems).toHaveLength(1);
  });
});
