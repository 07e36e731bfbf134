import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthsBefore } from '../../../../functions/metrics/annex-a/calendar/spans.ts';
import { tallyPlans } from '../../../../functions/metrics/annex-a/figures/need-and-protection.ts';
import { isOpen } from '../../../../functions/metrics/annex-a/figures/tally.ts';
import { Findings } from '../../../../functions/metrics/annex-a/rows/findings.ts';
import { catalogue } from '../support.ts';

const asAt = '2026-03-31';
const day = (after: number) => new Date(Date.parse('2025-11-01') + after * 86_400_000).toISOString().slice(0, 10);
const plan = fc.record({
  child: fc.constantFrom('A', 'B', 'C', 'D'),
  start: fc.integer({ min: 0, max: 300 }),
  lasts: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
  category: fc.constantFrom('Neglect', 'Physical abuse', 'Multiple'),
  earlier: fc.integer({ min: 0, max: 2 }),
});

function countPlans(plans: readonly (typeof plan extends fc.Arbitrary<infer T> ? T : never)[]) {
  const context = {
    asAt,
    catalogue,
    months: monthsBefore(asAt),
    sheet: 'List 7',
    findings: new Findings(),
    has: () => true,
  };
  const tally = tallyPlans(context);
  const nothing = { born: undefined, age: undefined, gender: undefined, ethnicity: undefined, disability: undefined };
  const unread = {
    first: undefined,
    visit: undefined,
    alone: undefined,
    review: undefined,
    emergency: undefined,
    team: undefined,
    worker: undefined,
  };
  for (const [row, { child, start, lasts, category, earlier }] of plans.entries()) {
    const dates = { start: day(start), end: lasts === undefined ? undefined : day(start + lasts) };
    tally.add({ ...nothing, ...unread, ...dates, child, category, earlier }, row);
  }
  return tally.figures();
}

describe('children at a date', () => {
  it('are open from the day of the start until the day before the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 }), (start, lasts) => {
        const days = Array.from({ length: 250 }, (_, at) => day(at)).filter((one) =>
          isOpen(day(start), day(start + lasts), one),
        );
        expect(days).toEqual(Array.from({ length: lasts }, (_, at) => day(start + at)));
      }),
    );
  });

  it('are counted once each, whatever rows they have and wherever these stand', () => {
    fc.assert(
      fc.property(fc.array(plan, { maxLength: 14 }), (plans) => {
        const figures = countPlans(plans);
        const sums = (indicator: string) =>
          figures.filter((one) => one.indicator === indicator).reduce((sum, { value }) => sum + Number(value), 0);
        // Of rows that repeat child and start the first is the plan.
        const each = [...Map.groupBy(plans, ({ child, start }) => `${child}${start}`).values()].flatMap((same) =>
          same.slice(0, 1),
        );
        const open = each.filter(
          ({ start, lasts }) => day(start) <= asAt && (lasts === undefined || day(start + lasts) > asAt),
        );
        const children = new Set(open.map(({ child }) => child)).size;
        expect(sums('cpp.count')).toBe(children);
        expect(sums('cpp.category')).toBe(children);
        expect(sums('cpp.duration')).toBe(children);
      }),
    );
  });
});
