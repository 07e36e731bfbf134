import type { When } from './answers.ts';
import { awayFromEdges, daysBack, whenOf } from './chance.ts';
import type { Making } from './making.ts';

/** Something of each of the twelve months (or six), so that the list reaches so far back: the middle of each, more or less. */
export const everyMonth = (making: Making) =>
  Array.from({ length: making.reachesAYear ? 12 : 6 }, (_, month) => Math.floor(month * 30.44) + 10);

/** When something in Lists 1 to 5 happened. */
export const anyTime = (making: Making): When =>
  making.reachesAYear ? making.chance.of(['six', 'six', 'six', 'twelve', 'twelve', 'older']) : 'six';

/** List 1: up to six contacts a child. */
export function makeContacts(making: Making, children: number): void {
  const { answers, chance, edge } = making;
  const add = (when: When, date: { date: string }, child = making.edgeChild()) => {
    answers.flow(when, 'contacts.count');
    making.add(1, child, { date, source: chance.of(['q) 6: Police', 'e) 2A: Schools', 'POLICE']) });
  };
  for (const days of everyMonth(making)) add(whenOf(days), making.ago(days));
  for (let number = 0; number < children; number += 1) {
    const contacts = chance.between(0, 6);
    for (let at = 0; at < contacts; at += 1) {
      const when = anyTime(making);
      add(when, making.ago(daysBack(chance, when)), making.child(number));
    }
  }
  add('six', { date: making.asAt });
  add('six', { date: edge.six.first });
  if (making.reachesAYear) {
    add('twelve', { date: edge.six.before });
    add('twelve', { date: edge.twelve.first });
    add('older', { date: edge.twelve.before });
  }
  // After the date: not yet.
  making.add(1, making.edgeChild(), { date: making.ago(-3), source: 'POLICE' });
}

/** List 2. */
export function makeEarlyHelp(making: Making, children: number): void {
  const { answers, chance } = making;
  const open = 'early-help.assessments-open';
  const add = (started: number, completed: number | undefined, child = making.edgeChild()) => {
    answers.flow(whenOf(started), 'early-help.assessments-started');
    if (completed !== undefined && completed >= 0) answers.flow(whenOf(completed), 'early-help.assessments-completed');
    // Ended on the date: no longer open. Ended after it: open.
    answers.count(open, completed === undefined || completed < 0 ? 1 : 0);
    const end = completed === undefined ? undefined : making.ago(completed);
    making.add(2, child, { start: making.ago(started), end, organisation: 'Larkspur Primary School' });
  };
  for (const days of everyMonth(making)) add(days, days);
  for (let number = 0; number < children; number += 3) {
    const started = daysBack(chance, anyTime(making));
    const completed = chance.is(0.3) ? undefined : awayFromEdges(chance, Math.max(0, started - 60), started);
    add(started, completed, making.child(number));
  }
  add(20, 0);
  add(0, undefined);
  add(20, -4);
  // A child with two open at once is one child.
  const twice = making.edgeChild();
  add(40, undefined, twice);
  answers.flow('six', 'early-help.assessments-started');
  making.add(2, twice, { start: making.ago(39), organisation: 'Larkspur Primary School' });
}

/** List 3: children referred once, twice within a year, and twice more than a year apart. */
export function makeReferrals(making: Making, children: number): void {
  const { answers, chance, edge } = making;
  const add = (days: number, isRepeat: boolean, earlier: number, child = making.edgeChild()) => {
    const nfa = chance.is(0.3);
    const when = whenOf(days);
    answers.flow(when, 'referrals.count');
    answers.flow(when, 'referrals.repeat', isRepeat);
    answers.flow(when, 'referrals.nfa', nfa);
    const given = nfa ? making.yes(true) : chance.is(0.1) ? making.unknown() : making.yes(false);
    making.add(3, child, { date: making.ago(days), source: 'q) 6: Police', nfa: given, earlier });
  };
  for (const days of everyMonth(making)) add(days, false, 0);
  for (let number = 0; number < children; number += 2) {
    const child = making.child(number);
    const first = daysBack(chance, anyTime(making));
    // Of earlier ones before the list begins only the number tells.
    const before = chance.is(0.2) ? chance.between(1, 3) : 0;
    add(first, before > 0, before, child);
    const second = chance.is(0.3) ? awayFromEdges(chance, 1, Math.min(first, 170)) : first;
    if (second === first) continue;
    const apart = first - second;
    if (apart >= 360 && apart < 372) continue;
    // The list shows it, though the number, drawn earlier, may not.
    add(second, apart < 360, apart < 360 && chance.is(0.7) ? 1 : 0, child);
  }
  if (making.reachesAYear) {
    // On the same day a year later it is a repeat; a day later still it isn't.
    for (const isRepeat of [true, false]) {
      const child = making.edgeChild();
      const { first, before } = edge.twelve;
      const [year, ...rest] = (isRepeat ? first : before).split('-');
      const later = { date: [Number(year) + 1, ...rest].join('-') };
      if (later.date > making.asAt) continue;
      answers.flow(isRepeat ? 'twelve' : 'older', 'referrals.count');
      answers.flow(isRepeat ? 'twelve' : 'older', 'referrals.repeat', false);
      answers.flow(isRepeat ? 'twelve' : 'older', 'referrals.nfa', false);
      making.add(3, child, { date: { date: isRepeat ? first : before }, nfa: 'No', earlier: 0 });
      answers.flow('six', 'referrals.count');
      answers.flow('six', 'referrals.repeat', true);
      answers.flow('six', 'referrals.nfa', false);
      making.add(3, child, { date: later, nfa: 'No', earlier: 0 });
    }
  }
  // A row that stands twice is one referral.
  const twice = making.edgeChild();
  add(33, false, 0, twice);
  making.add(3, twice, { date: making.ago(33), source: 'q) 6: Police', nfa: 'Yes', earlier: 0 });
}
