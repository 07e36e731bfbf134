import type { Period } from '../model.ts';
import { parseIso, toIso } from './days.ts';

/** The days that a figure tells of, both included: of what is counted on a day, that day alone. */
export interface Span {
  /** ISO dates. */
  from: string;
  until: string;
}

const dayMonth = (iso: string) => iso.slice(5);
const yearOf = (iso: string) => Number(iso.slice(0, 4));
const iso = (year: number, rest: string) => `${year}-${rest}`;

/** Months that a period lasts; nought of what is counted on a day. Every kind of period says so, or this doesn't compile. */
const months: Readonly<Record<Period, number>> = {
  'as-at': 0,
  'financial-year': 12,
  'calendar-year': 12,
  'academic-year': 12,
  'rolling-12-months': 12,
  'rolling-6-months': 6,
  quarter: 3,
  month: 1,
};

/** The day and month that a period ends on, where it can end on one alone. */
const fixedEnds: Partial<Readonly<Record<Period, string>>> = {
  'financial-year': '03-31',
  'calendar-year': '12-31',
  'academic-year': '08-31',
};

/** The last day of a month: 2024-02-29 of 2024-02-10. */
export function endOfMonth(date: string): string {
  const { year, month } = parseIso(date);
  return toIso(new Date(Date.UTC(year, month, 0)));
}

/** The same day so many months later (or earlier, below nought); the last day of a month stays a last day, and 30 and 31 become one where they must. */
export function addMonths(date: string, count: number): string {
  const { year, month, day } = parseIso(date);
  const first = toIso(new Date(Date.UTC(year, month - 1 + count, 1)));
  const last = endOfMonth(first);
  if (date === endOfMonth(date)) return last;
  const same = `${first.slice(0, 8)}${String(day).padStart(2, '0')}`;
  return same > last ? last : same;
}

/** Whether a period of this kind can end on that day. Anything can be counted on any day; months end on the last of one. */
export function endsOn(period: Period, date: string): boolean {
  if (period === 'as-at') return true;
  const fixed = fixedEnds[period];
  if (fixed !== undefined) return dayMonth(date) === fixed;
  return date === endOfMonth(date) && (period !== 'quarter' || yearQuarter(date) !== undefined);
}

/** 1 to 4 of the last day of a quarter of the calendar. */
function yearQuarter(date: string): number | undefined {
  const { month } = parseIso(date);
  return month % 3 === 0 ? month / 3 : undefined;
}

/** The days of the period that ends on this date. */
export function spanOf(period: Period, date: string): Span {
  if (months[period] === 0) return { from: date, until: date };
  return { from: dayAfter(addMonths(date, -months[period])), until: date };
}

/** The end of the period just before: the day before this one begins; of what is counted on a day, nothing says when it was counted last. */
export function previousEnd(period: Period, date: string): string | undefined {
  return months[period] === 0 ? undefined : addMonths(date, -months[period]);
}

/** The end of the same period of the year before. The last day of February stays one: 29 February 2024 of 28 February 2025. */
export function yearEarlier(date: string): string {
  return addMonths(date, -12);
}

/** Whether two dates are the same day of their years, so that their figures stand in one series. */
export function sameDayOfYear(one: string, other: string): boolean {
  return dayMonth(one) === dayMonth(other) || (isEndOfFebruary(one) && isEndOfFebruary(other));
}

const isEndOfFebruary = (date: string) => date === endOfMonth(date) && date.slice(5, 7) === '02';

/** The end of the period of this kind that the day lies in. */
export function endOfPeriod(
  period: Exclude<Period, 'as-at' | 'rolling-12-months' | 'rolling-6-months'>,
  day: string,
): string {
  const fixed = fixedEnds[period];
  if (fixed !== undefined) {
    const end = iso(yearOf(day), fixed);
    return day <= end ? end : iso(yearOf(day) + 1, fixed);
  }
  if (period === 'month') return endOfMonth(day);
  const { year, month } = parseIso(day);
  return endOfMonth(iso(year, `${String(Math.ceil(month / 3) * 3).padStart(2, '0')}-01`));
}

export function dayAfter(date: string): string {
  const { year, month, day } = parseIso(date);
  return toIso(new Date(Date.UTC(year, month - 1, day + 1)));
}
