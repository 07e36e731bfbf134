import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Period } from '../model.ts';

/**
 * The last day of what a row counts, from its time_period and time_identifier ("List of allowable time values" of the DfE's analysts'
 * guide). Years of twelve months that span two are six digits: 202223; 2022-23 and 2022/23 are read too.
 */
export interface Ends {
  /** Month and day on which a "Reporting year" ends, which the format leaves to each release: '03-31'. */
  reportingYear: string;
}

/** Where a mapping doesn't say when a reporting year ends, the period of the indicator does. */
export function reportingYearEnd(period: Period): string {
  if (period === 'academic-year') return '08-31';
  return period === 'calendar-year' ? '12-31' : '03-31';
}

const months = 'January February March April May June July August September October November December'.split(' ');

type Ender = (year: number) => string;
interface Identifier {
  /** Four digits: one year. Six: a year and the next. */
  digits: 4 | 6;
  /** `year` is the first that is named. */
  end: Ender;
}

const day =
  (later: 0 | 1, monthAndDay: string): Ender =>
  (year) =>
    `${year + later}-${monthAndDay}`;

/** Quarters end with these; of a year that spans two, some lie in the second. */
const quarters = (name: string, digits: 4 | 6, ends: readonly Ender[]): [string, Identifier][] =>
  ends.map((end, index) => [`${name} Q${index + 1}`, { digits, end }]);

const identifiers: ReadonlyMap<string, Identifier> = new Map<string, Identifier>([
  ['Calendar year', { digits: 4, end: day(0, '12-31') }],
  ['Financial year', { digits: 6, end: day(1, '03-31') }],
  ['Academic year', { digits: 6, end: day(1, '08-31') }],
  ['Tax year', { digits: 6, end: day(1, '04-05') }],
  ['Autumn term', { digits: 6, end: day(0, '12-31') }],
  ['Spring term', { digits: 6, end: day(1, '03-31') }],
  ['Autumn and spring term', { digits: 6, end: day(1, '03-31') }],
  ['Summer term', { digits: 6, end: day(1, '07-31') }],
  ['Part 1 (April to September)', { digits: 6, end: day(0, '09-30') }],
  ['Part 2 (October to March)', { digits: 6, end: day(1, '03-31') }],
  ...quarters('Calendar year', 4, [day(0, '03-31'), day(0, '06-30'), day(0, '09-30'), day(0, '12-31')]),
  ...quarters('Financial year', 6, [day(0, '06-30'), day(0, '09-30'), day(0, '12-31'), day(1, '03-31')]),
  ...quarters('Academic year', 6, [
    day(0, '11-30'),
    (year) => lastOfMonth(year + 1, 2),
    day(1, '05-31'),
    day(1, '08-31'),
  ]),
  ...quarters('Tax year', 6, [day(0, '07-05'), day(0, '10-05'), day(1, '01-05'), day(1, '04-05')]),
  ...months.map((name, index): [string, Identifier] => [
    name,
    { digits: 4, end: (year) => lastOfMonth(year, index + 1) },
  ]),
]);

export type WrongPeriod = 'unknown-identifier' | 'wrong-period';

/** ISO date. @param text as it stands: '2025', '202425', '2024-25' */
export function periodEnd(text: string, identifier: string, ends: Ends): Outcome<string, WrongPeriod> {
  const period = text.trim();
  const name = identifier.trim();
  const week = /^Week (\d{1,2})$/.exec(name);
  const known = identifiers.get(name);
  if (name !== 'Reporting year' && !week && !known) {
    return failure(
      'unknown-identifier',
      `“${name}” is no time identifier of the tidy format, such as “Reporting year”.`,
    );
  }
  const years = yearsOf(period);
  const digits = known?.digits ?? 4;
  if (!years || (digits === 6) !== years.two) {
    const expected = digits === 6 ? 'a year and the next, such as 202223' : 'a year of four digits, such as 2023';
    return failure('wrong-period', `The time period of a “${name}” is ${expected}.`);
  }
  if (week) return weekEnd(years.first, Number(week[1]));
  if (!known) return success(`${years.first}-${ends.reportingYear}`);
  return success(known.end(years.first));
}

/** How many digits the format asks of the identifier's period; nothing where there is no such identifier. */
export function digitsOf(identifier: string): 4 | 6 | undefined {
  if (identifier === 'Reporting year' || /^Week ([1-9]|[1-4]\d|5[0-3])$/.test(identifier)) return 4;
  return identifiers.get(identifier)?.digits;
}

function yearsOf(text: string): { first: number; two: boolean } | undefined {
  if (/^(19|20)\d{2}$/.test(text)) return { first: Number(text), two: false };
  const two = /^((?:19|20)\d{2})[-/]?(\d{2})$/.exec(text);
  if (!two || Number(two[2]) !== (Number(two[1]) + 1) % 100) return undefined;
  return { first: Number(two[1]), two: true };
}

/** Weeks are those of ISO 8601: the first holds 4 January, and each ends on a Sunday. */
function weekEnd(year: number, week: number): Outcome<string, 'wrong-period'> {
  const fourth = new Date(Date.UTC(year, 0, 4));
  const sunday = new Date(fourth);
  sunday.setUTCDate(4 + ((7 - fourth.getUTCDay()) % 7) + (week - 1) * 7);
  const thursday = new Date(sunday);
  thursday.setUTCDate(sunday.getUTCDate() - 3);
  if (week < 1 || thursday.getUTCFullYear() !== year) {
    return failure('wrong-period', `${year} has no week ${week}.`);
  }
  return success(sunday.toISOString().slice(0, 10));
}

function lastOfMonth(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
