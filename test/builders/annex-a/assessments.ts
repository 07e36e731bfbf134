import type { When } from './answers.ts';
import { awayFromEdges, daysBack, whenOf } from './chance.ts';
import { anyTime, everyMonth } from './front-door.ts';
import type { Making } from './making.ts';

/** Days on a calendar that are within, or beyond, so many working days whatever the holidays. */
const within45 = [0, 55] as const;
const beyond45 = [90, 150] as const;
const within15 = [0, 18] as const;
const beyond15 = [32, 60] as const;

/** List 4. */
export function makeAssessments(making: Making, children: number): void {
  const { answers, chance, edge } = making;
  const completed = (when: When, inTime: boolean, dates: [start: string, end: string], child = making.edgeChild()) => {
    const needed = chance.is(0.6);
    answers.flow(when, 'assessments.count');
    answers.flow(when, 'assessments.in-45-days', inTime);
    answers.flow(when, 'assessments.support', needed);
    const support = needed ? making.yes(true) : chance.is(0.1) ? making.unknown() : making.yes(false);
    making.add(4, child, { start: { date: dates[0] }, seen: 'Yes', end: { date: dates[1] }, support });
  };
  const done = (days: number, took: number, inTime: boolean, child = making.edgeChild()) =>
    completed(whenOf(days), inTime, [making.ago(days + took).date, making.ago(days).date], child);
  for (const days of everyMonth(making)) done(days, 10, true);
  answers.count('assessments.open', 0);
  for (let number = 0; number < children; number += 2) {
    const child = making.child(number);
    if (chance.is(0.15)) {
      answers.count('assessments.open');
      making.add(4, child, { start: making.ago(chance.between(0, 200)), seen: 'Yes' });
      continue;
    }
    const inTime = chance.is(0.8);
    const days = daysBack(chance, anyTime(making));
    const [least, most] = inTime ? within45 : beyond45;
    done(days, chance.between(least, most), inTime, child);
  }
  const { start, inTime, late } = edge.assessment;
  completed('six', true, [start, inTime]);
  completed('six', false, [start, late]);
  completed('six', true, [making.ago(30).date, making.asAt]);
  // Authorised after the date: open on it.
  answers.count('assessments.open');
  making.add(4, making.edgeChild(), { start: making.ago(9), end: making.ago(-2), support: 'Yes' });
}

/** List 5. */
export function makeEnquiries(making: Making, children: number): void {
  const { answers, chance, edge } = making;
  const add = (
    start: { days?: number; date: string; when: When },
    conference: { when: When; date: string; inTime: boolean } | undefined,
    child = making.edgeChild(),
  ) => {
    answers.flow(start.when, 's47.count');
    answers.flow(start.when, 's47.to-conference', conference !== undefined);
    const isPlan = chance.is(0.8);
    if (conference) {
      answers.flow(conference.when, 'icpc.count');
      answers.flow(conference.when, 'icpc.in-15-days', conference.inTime);
      answers.flow(conference.when, 'icpc.to-plan', isPlan);
    }
    making.add(5, child, {
      start: { date: start.date },
      unnecessary: making.yes(conference === undefined),
      ...(conference ? { conference: { date: conference.date }, plan: making.yes(isPlan) } : {}),
      enquiries: 1,
      conferences: 0,
    });
  };
  const on = (days: number) => ({ date: making.ago(days).date, when: whenOf(days) });
  for (const days of everyMonth(making)) add(on(days), { ...on(days), inTime: true });
  for (let number = 0; number < children; number += 4) {
    const child = making.child(number);
    const days = daysBack(chance, anyTime(making));
    const inTime = chance.is(0.75);
    const [least, most] = inTime ? within15 : beyond15;
    if (chance.is(0.4) || days < most) add(on(days), undefined, child);
    else {
      const held = awayFromEdges(chance, days - most, days - least);
      add(on(days), { ...on(held), inTime }, child);
    }
  }
  const { start, inTime, late } = edge.conference;
  add({ date: start, when: 'six' }, { date: inTime, when: 'six', inTime: true });
  add({ date: start, when: 'six' }, { date: late, when: 'six', inTime: false });
  // To be held after the date: not held yet.
  answers.flow('six', 's47.count');
  answers.flow('six', 's47.to-conference', false);
  making.add(5, making.edgeChild(), { start: making.ago(4), conference: making.ago(-6) });
}
