import type { Row } from './columns.ts';
import type { Making } from './making.ts';

/** List 10, of twelve months whatever the others reach. */
export function makeAdoptions(making: Making, children: number): void {
  const { answers, chance, edge } = making;
  answers.count('adoption.waiting', 0);
  for (const indicator of ['adoption.adopted', 'adoption.decided', 'adoption.reversed']) answers.year(indicator, 0);
  const add = (child: Row, values: Row) => making.add(10, child, values);
  /** Days of a child's way, back from the date: entered, decided, order, matched, placed, adopted. */
  const adopted = (ended: number, inYear: boolean, child = making.edgeChild(), isFosteredFirst = chance.is(0.2)) => {
    const placed = ended + chance.between(90, 200);
    const matched = placed + chance.between(5, 40);
    const order = matched + chance.between(0, 300);
    const decided = order + 400;
    const entered = decided + chance.between(30, 300);
    const movedIn = isFosteredFirst ? placed + chance.between(10, 300) : placed;
    if (inYear) {
      answers.year('adoption.adopted');
      answers.days('adoption.a10', entered - movedIn);
      answers.days('adoption.a2', order - matched);
    }
    add(child, {
      entered: making.ago(entered),
      decided: making.ago(decided),
      order: making.ago(order),
      matched: making.ago(matched),
      placed: making.ago(placed),
      adopted: making.ago(ended),
      fostered: isFosteredFirst ? making.ago(movedIn) : undefined,
    });
  };
  const plan = (values: Row, decided: number) => {
    if (decided <= 355) answers.year('adoption.decided');
    add(making.edgeChild(), { entered: making.ago(decided + 200), decided: making.ago(decided), ...values });
  };
  for (let number = 0; number < children; number += 40) {
    adopted(chance.between(1, 355), true, making.child(number));
    adopted(chance.between(380, 700), false);
    plan({ order: making.ago(30) }, chance.between(60, 355));
    answers.count('adoption.waiting');
    plan({ order: making.ago(380), matched: making.ago(20), placed: making.ago(-5) }, 700);
    answers.count('adoption.waiting');
    plan({ order: making.ago(60), matched: making.ago(20), placed: making.ago(0) }, chance.between(70, 355));
    plan({}, 20);
    answers.year('adoption.reversed');
    plan({ order: making.ago(300), reversed: making.ago(chance.between(1, 250)), reason: 'RD3' }, 340);
  }
  // Adopted on the first of the twelve months and on the day before; without a match or a day of moving in, it is adopted and has no days.
  const dates = { entered: { date: '2022-02-28' }, decided: { date: '2022-08-01' }, order: { date: '2022-12-01' } };
  for (const [inYear, day] of [
    [true, edge.twelve.first],
    [false, edge.twelve.before],
  ] as const) {
    if (inYear) {
      answers.year('adoption.adopted');
      // Two years to 28 February 2024 are 730 days, and 124 more to 1 July; a year to 1 December 2023 is 365, and 152 more to 1 May.
      answers.days('adoption.a10', 854);
      answers.days('adoption.a2', 517);
    }
    add(making.edgeChild(), {
      ...dates,
      matched: { date: '2024-05-01' },
      placed: { date: '2024-07-01' },
      adopted: { date: day },
    });
  }
  answers.year('adoption.adopted');
  add(making.edgeChild(), { ...dates, order: undefined, adopted: making.ago(40) });
}

/** List 11: households of one and two adopters. */
export function makeAdopters(making: Making, children: number): void {
  const { answers, chance } = making;
  for (const indicator of ['adopters.enquiries', 'adopters.approved']) answers.year(indicator, 0);
  for (const indicator of ['adopters.in-assessment', 'adopters.waiting']) answers.count(indicator, 0);
  let number = 0;
  const household = (values: Row, isOne: boolean) => {
    number += 1;
    const family = isOne ? chance.of([undefined, `F${500 + number}`]) : `F${500 + number}`;
    for (const which of isOne ? ['A'] : ['A', 'B']) {
      making.add(11, { id: `AD${number}${which}`, family, ...making.extras() }, values);
    }
  };
  for (let at = 0; at < children; at += 50) {
    const isOne = () => chance.is(0.4);
    answers.year('adopters.enquiries');
    household({ enquired: making.ago(chance.between(1, 355)) }, isOne());
    answers.year('adopters.enquiries');
    answers.count('adopters.in-assessment');
    household(
      { enquired: making.ago(200), stage1: making.ago(chance.between(100, 190)), stage2: making.ago(40) },
      isOne(),
    );
    // Approved and waiting; approved and matched; left; approved long ago.
    const [from, until] = [chance.between(400, 600), chance.between(1, 355)];
    answers.year('adopters.approved');
    answers.days('adopters.days', from - until);
    answers.count('adopters.waiting');
    household({ enquired: making.ago(700), stage1: making.ago(from), approved: making.ago(until) }, isOne());
    answers.year('adopters.approved');
    answers.days('adopters.days', 100);
    household(
      {
        enquired: making.ago(700),
        stage1: making.ago(400),
        approved: making.ago(300),
        matched: making.ago(20),
        children: 2,
      },
      isOne(),
    );
    household(
      {
        enquired: making.ago(700),
        stage1: making.ago(400),
        left: making.ago(100),
        reason: '1 - Adopter withdrew from process',
      },
      isOne(),
    );
    answers.count('adopters.waiting');
    household(
      { enquired: making.ago(900), stage1: making.ago(800), approved: making.ago(500), left: making.ago(-1) },
      isOne(),
    );
  }
}
