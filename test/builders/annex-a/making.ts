import { Answers } from './answers.ts';
import { before, Chance } from './chance.ts';
import type { Cell, ListNumber, Row } from './columns.ts';
import { type AsAt, edges } from './edges.ts';

/** What stands in every workbook and may come out of none. */
export const worker = 'Zebadiah Quillfeather';
export const postcode = 'ZZ99 3QX';

/** A workbook while it is invented. */
export class Making {
  readonly asAt: AsAt;
  readonly edge: (typeof edges)[AsAt];
  readonly chance: Chance;
  readonly answers: Answers;
  /** Lists 1 to 5, and those who left in 7 and 8, reach back over a year, or over six months alone. */
  readonly reachesAYear: boolean;
  readonly rows = new Map<ListNumber, Row[]>();
  readonly #born: string[] = [];
  #nextEdge = 0;

  constructor(options: { seed: number; asAt: AsAt; reachesAYear: boolean }) {
    this.asAt = options.asAt;
    this.edge = edges[options.asAt];
    this.chance = new Chance(options.seed);
    this.reachesAYear = options.reachesAYear;
    this.answers = new Answers(options.asAt, options.reachesAYear);
  }

  add(list: ListNumber, child: Row, values: Row): void {
    const rows = this.rows.get(list) ?? [];
    rows.push({ ...child, ...values });
    this.rows.set(list, rows);
  }

  /** A date so many days before the as-at date, or after it, below nought. */
  ago(days: number): { date: string } {
    return { date: before(this.asAt, days) };
  }

  /** A child by number: the same in every list, 8 to 16 years old. Some identifiers are numbers, and text in other lists. */
  child(number: number): Row {
    this.#born[number] ??= before(this.asAt, this.chance.between(3_000, 6_000));
    const born = this.#born[number];
    const id =
      number % 3 === 0 ? this.chance.of([700_000 + number, String(700_000 + number)]) : `Th-${700_000 + number}`;
    return {
      id,
      born: this.chance.is(0.05) ? undefined : { date: born },
      age: Math.floor((Date.parse(this.asAt) - Date.parse(born)) / 31_557_600_000),
      ...this.extras(),
    };
  }

  /** A child of nobody else's list, for a row at the edge of a rule. */
  edgeChild(born?: string): Row {
    this.#nextEdge += 1;
    const date = born ?? before(this.asAt, 4_000 + this.#nextEdge);
    return { id: `EDGE${600_000 + this.#nextEdge}`, born: { date }, ...this.extras() };
  }

  /** The same child as somebody else typed it: in small letters, with spaces around. */
  typedAnew(child: Row): Row {
    return { ...child, id: typeof child.id === 'string' ? ` ${child.id.toLowerCase()} ` : child.id };
  }

  extras(): Row {
    const gender = this.chance.of(['a) Male', 'b) Female', 'c) Not stated/recorded']);
    return { gender, ethnicity: this.chance.of(['a) WBRI', 'k) APKN', 's) NOBT']), team: 'Larkspur Team', worker };
  }

  yes(is: boolean): Cell {
    return this.chance.of(is ? ['a) Yes', 'Yes', 'Y', 'yes'] : ['b) No', 'No', 'N', 'no']);
  }

  /** Neither yes nor no: not known, an unknown code, or empty. */
  unknown(): Cell {
    return this.chance.of(['c) Unknown', 'see notes', undefined]);
  }
}
