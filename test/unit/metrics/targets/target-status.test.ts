import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Target, targetBody, wayOf } from '../../../../functions/metrics/targets/model.ts';
import {
  currentTarget,
  printedValue,
  targetStatus,
  targetWords,
} from '../../../../functions/metrics/targets/target-status.ts';

const target = (change: Partial<Target> = {}): Target => ({
  ...{ indicator: 'cpp.repeat', place: 'X01', date: '2027-03-31', value: '15.0', tolerance: '0.5', way: 'at-most' },
  ...{ why: 'Agreed', setBy: 'Olu', setAt: '2026-04-01T09:00:00Z' },
  ...change,
});
const before = '2026-03-31';

describe('where a figure stands against a target', () => {
  it.each([
    ['15.0', 'met'],
    ['9.9', 'met'],
    ['15.1', 'within-tolerance'],
    ['15.5', 'within-tolerance'],
    ['15.6', 'not-yet'],
    [undefined, 'no-figure'],
  ] as const)('%s at most 15.0, give or take 0.5, is %s', (value, status) => {
    expect(targetStatus(value, target(), before)).toBe(status);
  });

  it('is the other way round where the target is the least', () => {
    const least = target({ way: 'at-least' });
    expect(['15.0', '20', '14.6', '14.5', '14.4'].map((value) => targetStatus(value, least, before))).toEqual([
      ...['met', 'met', 'within-tolerance', 'within-tolerance', 'not-yet'],
    ]);
  });

  it('is not met from its day on, and has no tolerance unless one is given', () => {
    const { tolerance: _, ...strict } = target();
    expect(targetStatus('15.1', strict, '2027-03-30')).toBe('not-yet');
    expect(targetStatus('15.1', strict, '2027-03-31')).toBe('not-met');
    expect(targetStatus('15.0', strict, '2028-03-31')).toBe('met');
  });

  it('never worsens as the figure nears its better side', () => {
    const order = ['met', 'within-tolerance', 'not-yet'];
    const number = fc.integer({ min: 0, max: 400 }).map((tenths) => (tenths / 10).toFixed(1));
    fc.assert(
      fc.property(number, number, number, number, (value, other, wanted, tolerance) => {
        const [less, more] = [value, other].toSorted((one, two) => Number(one) - Number(two));
        const at = (figure: string | undefined, way: Target['way']) =>
          order.indexOf(targetStatus(figure, target({ value: wanted, tolerance, way }), before));
        expect(at(less, 'at-most')).toBeLessThanOrEqual(at(more, 'at-most'));
        expect(at(more, 'at-least')).toBeLessThanOrEqual(at(less, 'at-least'));
      }),
    );
  });

  it('has words and a rule for every status', () => {
    for (const { says, means } of Object.values(targetWords)) expect(`${says} ${means}`).toMatch(/^[A-Z].+\.$/);
  });
});

describe('the target that counts', () => {
  const dated = (date: string, more: Partial<Target> = {}) => target({ date, ...more });
  const all = [dated('2028-03-31'), dated('2026-03-31'), dated('2027-03-31'), dated('2026-12-31', { place: 'X02' })];
  const of = { indicator: 'cpp.repeat', place: 'X01' };

  it('is the next, on its own day too; and the last when all have passed', () => {
    expect(currentTarget(all, of, '2026-03-31')?.date).toBe('2026-03-31');
    expect(currentTarget(all, of, '2026-04-01')?.date).toBe('2027-03-31');
    expect(currentTarget(all, of, '2030-01-01')?.date).toBe('2028-03-31');
    expect(currentTarget(all, { ...of, indicator: 'cpp.rate' }, '2026-03-31')).toBeUndefined();
  });
});

it('a printed figure keeps its digits, and a symbol has no value', () => {
  expect(printedValue({ value: 15, decimals: 1 })).toBe('15.0');
  expect(printedValue({ symbol: 'c' })).toBeUndefined();
  expect(printedValue({ missing: 'none' })).toBeUndefined();
});

it('the way follows from which way is better', () => {
  expect(['higher-is-better', 'lower-is-better', 'none'].map((polarity) => wayOf({ polarity } as never))).toEqual([
    ...['at-least', 'at-most', undefined],
  ]);
});

it.each([{ value: 'about 15' }, { value: '-1' }, { tolerance: '1e3' }, { date: '2027-02-30' }, { why: ' ' }])(
  'a target is refused with %j',
  (change) => {
    const { setBy: _, setAt: __, ...body } = target();
    expect(targetBody.safeParse({ ...body, ...change }).success).toBe(false);
  },
);
