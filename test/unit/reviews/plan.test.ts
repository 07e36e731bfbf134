import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionsOf, type PlanAction, planSchema, planStatuses } from '../../../functions/reviews/plan-model.ts';
import { actionStatus, measureStatus } from '../../../functions/reviews/plan-status.ts';

const earlier = (one: string, other: string): string => [one, other].sort()[0] ?? one;

const sample = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../examples/thornmere/plan.json'), 'utf8'),
) as object;

const someAction = (changes: Partial<PlanAction> = {}): PlanAction => ({
  ref: 'A1',
  action: 'Train housing officers',
  source: 'Audit',
  owner: { name: 'Head of Housing', agency: 'Council' },
  start: '2026-01-05',
  due: '2026-06-30',
  milestones: [
    { what: 'Two sessions', due: '2026-03-31' },
    { what: 'Four sessions', due: '2026-06-30' },
  ],
  notes: [],
  ...changes,
});
const done = (...days: (string | undefined)[]) =>
  someAction().milestones.map((milestone, place) => {
    const day = days[place];
    return day === undefined ? milestone : { ...milestone, done: day };
  });

describe('the status of an action', () => {
  it.each([
    ['before any date', someAction(), '2026-02-01', 'on-track', 0],
    ['on the day of a milestone', someAction(), '2026-03-31', 'on-track', 0],
    ['the day after it', someAction(), '2026-04-01', 'at-risk', 0],
    ['that milestone done late', someAction({ milestones: done('2026-04-20') }), '2026-05-01', 'on-track', 1],
    ['on its own day', someAction({ milestones: done('2026-03-30') }), '2026-06-30', 'on-track', 1],
    ['the day after its own', someAction({ milestones: done('2026-03-30') }), '2026-07-01', 'overdue', 1],
    ['all done, late', someAction({ milestones: done('2026-03-30', '2026-08-01') }), '2026-08-01', 'complete', 2],
    ['what is done tomorrow', someAction({ milestones: done('2026-03-30', '2026-08-02') }), '2026-08-01', 'overdue', 1],
    ['closed', someAction({ closed: { date: '2026-02-02', agreedBy: 'Board' } }), '2026-09-01', 'complete', 0],
    ['without milestones', someAction({ milestones: [] }), '2026-06-30', 'on-track', 0],
    ['without milestones, late', someAction({ milestones: [] }), '2026-07-01', 'overdue', 0],
  ] as const)('%s', (_name, action, asAt, status, count) => {
    expect(actionStatus(action, asAt)).toEqual({ status, milestones: { done: count, all: action.milestones.length } });
  });

  it('is what an officer says, with the reason, from that day until the action is complete', () => {
    const override = { status: 'at-risk', reason: 'The trainer has left.', by: 'Olu', date: '2026-02-10' } as const;
    const action = someAction({ override, milestones: done('2026-02-20', '2026-06-01') });
    expect(actionStatus(action, '2026-02-09').status).toBe('on-track');
    expect(actionStatus(action, '2026-02-10')).toMatchObject({
      status: 'at-risk',
      override: { reason: 'The trainer has left.', by: 'Olu', date: '2026-02-10' },
    });
    expect(actionStatus(action, '2026-06-01')).toEqual({ status: 'complete', milestones: { done: 2, all: 2 } });
  });

  const day = fc
    .integer({ min: 0, max: 700 })
    .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10));
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
  const anyAction = fc
    .record({
      start: day,
      due: day,
      milestones: fc.array(fc.record({ due: day, done: maybe(day) }), { maxLength: 5 }),
      closed: maybe(day),
    })
    .map(({ start, due, milestones, closed }) =>
      someAction({
        start: earlier(start, due),
        due,
        milestones: milestones.map((one) => ({
          what: 'A step',
          due: earlier(one.due, due),
          ...(one.done ? { done: one.done } : {}),
        })),
        ...(closed ? { closed: { date: closed, agreedBy: 'Board' } } : {}),
      }),
    );

  it('is one of the key, and a complete action stays complete', () => {
    fc.assert(
      fc.property(anyAction, day, day, (action, one, other) => {
        const [earlier, later] = one < other ? [one, other] : [other, one];
        const [before, after] = [actionStatus(action, earlier), actionStatus(action, later)];
        expect(planStatuses).toContain(before.status);
        if (before.status === 'complete') expect(after.status).toBe('complete');
        expect(after.milestones.done).toBeGreaterThanOrEqual(before.milestones.done);
      }),
    );
  });

  it('gets no better with time alone: from risk and delay only what somebody does leads back', () => {
    const order = ['complete', 'on-track', 'at-risk', 'overdue'];
    fc.assert(
      fc.property(anyAction, day, day, (action, one, other) => {
        const [earlier, later] = one < other ? [one, other] : [other, one];
        const isKnown = (date: string | undefined) => date !== undefined && date <= earlier;
        const closed = isKnown(action.closed?.date) ? action.closed : undefined;
        const idle: PlanAction = {
          ...action,
          closed,
          milestones: action.milestones.map(({ what, due, done: finished }) => ({
            what,
            due,
            ...(isKnown(finished) ? { done: finished } : {}),
          })),
        };
        const place = (asAt: string) => order.indexOf(actionStatus(idle, asAt).status);
        expect(place(later)).toBeGreaterThanOrEqual(place(earlier));
      }),
    );
  });

  it('is overdue after its day whenever something is open, and never on or before it', () => {
    fc.assert(
      fc.property(anyAction, day, (action, asAt) => {
        const { status, milestones } = actionStatus(action, asAt);
        if (status === 'overdue') expect(action.due < asAt).toBe(true);
        if (action.due < asAt && milestones.done < milestones.all && !action.closed) expect(status).toBe('overdue');
      }),
    );
  });
});

describe('where a measure stands', () => {
  const dates = { baseline: '2025-03-31', target: '2027-03-31' };
  const asAt = '2026-03-31';
  it.each([
    ['lower is wanted, and reached', { baseline: 21.5, now: 16.6, target: 17 }, 'met'],
    ['lower is wanted, nearer', { baseline: 21.5, now: 18, target: 17 }, 'nearer'],
    ['higher is wanted, reached exactly', { baseline: 27.6, now: 30, target: 30 }, 'met'],
    ['higher is wanted, further', { baseline: 27.6, now: 27, target: 30 }, 'further'],
    ['nothing has moved', { baseline: 27.6, now: 27.6, target: 30 }, 'no-nearer'],
    ['to be held, and held', { baseline: 90, now: 90, target: 90 }, 'met'],
    ['to be held, and not', { baseline: 90, now: 92, target: 90 }, 'further'],
    ['a figure is suppressed', { baseline: 27.6, target: 30 }, 'unknown'],
    ['there is no baseline', { now: 27.6, target: 30 }, 'unknown'],
  ] as const)('%s', (_name, figures, status) => {
    expect(measureStatus(figures, dates, asAt)).toBe(status);
  });

  it('says that it is too early, or that the date has come', () => {
    const figures = { baseline: 487, now: 487, target: 650 };
    expect(measureStatus(figures, { baseline: asAt, target: '2027-03-31' }, asAt)).toBe('too-early');
    expect(measureStatus({ ...figures, now: 500 }, { baseline: '2025-03-31', target: asAt }, asAt)).toBe('missed');
  });
});

describe('a plan', () => {
  it('of the sample is one', () => {
    expect(actionsOf(planSchema.parse(sample))).toHaveLength(28);
  });

  const planOf = (...actions: unknown[]) => ({
    title: 'Plan',
    priorities: [{ ref: 'A', title: 'Early', objectives: [{ title: 'One', actions }] }],
  });
  it.each([
    ['a reference twice', planOf(someAction(), someAction()), /reference of its own/],
    ['an end before the start', planOf(someAction({ due: '2025-12-31', milestones: [] })), /on or after the start/],
    ['a milestone after the end', planOf(someAction({ due: '2026-05-01' })), /due by the time/],
    ['no actions', planOf(), /Too small|at least/i],
    [
      'a target in words',
      planOf({
        ...someAction(),
        measure: {
          indicator: 'cpp.rate',
          place: 'X01',
          baselineDate: '2025-03-31',
          target: { value: 'lower', date: '2026-03-31' },
        },
      }),
      /must be a number/,
    ],
    [
      'an officer’s status without a reason',
      planOf({ ...someAction(), override: { status: 'on-track', by: 'Olu', date: '2026-03-31' } }),
      /reason|Invalid/,
    ],
  ])('with %s is refused', (_name, plan, message) => {
    expect(() => planSchema.parse(plan)).toThrow(message);
  });
});
