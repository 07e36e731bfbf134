import { dateInWords } from '../figure.ts';
import type { Period } from '../model.ts';
import { parseIso } from './days.ts';
import { addMonths, endsOn } from './periods.ts';

const monthNames = 'January February March April May June July August September October November December'.split(' ');

/** Each kind in words, by the year and month that it ends in: one that is added doesn't compile until it says how. */
const names: Readonly<Record<Period, (date: string) => string>> = {
  'as-at': dateInWords,
  'financial-year': (date) => `${yearOf(addMonths(date, -12))}–${twoDigits(date)}`,
  'calendar-year': (date) => String(yearOf(date)),
  'academic-year': (date) => `academic year ${yearOf(addMonths(date, -12))}/${twoDigits(date)}`,
  'rolling-12-months': (date) => `12 months to ${monthAndYear(date)}`,
  'rolling-6-months': (date) => `6 months to ${monthAndYear(date)}`,
  quarter: (date) => `${monthNames[parseIso(addMonths(date, -2)).month - 1]} to ${monthAndYear(date)}`,
  month: monthAndYear,
};

/**
 * What a figure of this date is of, in words: '2024–25', '2025', 'academic year 2023/24', '12 months to June 2025', 'April to June 2025', 'June
 * 2025', '31 March 2025'. A year that ends on another day than its kind does is 'the year to 30 September 2025', and so on.
 */
export function periodInWords(period: Period, date: string): string {
  return endsOn(period, date) ? names[period](date) : `${lengths[period]} to ${dateInWords(date)}`;
}

const lengths: Readonly<Record<Period, string>> = {
  'as-at': 'the day',
  'financial-year': 'year',
  'calendar-year': 'year',
  'academic-year': 'year',
  'rolling-12-months': '12 months',
  'rolling-6-months': '6 months',
  quarter: 'three months',
  month: 'month',
};

/** How a period stands in a sentence about its end: 'at 31 March 2025', 'in the year to 31 March 2025', 'in the 12 months to 30 June 2025'. */
export function endInWords(period: Period, date: string): string {
  return period === 'as-at' ? `at ${dateInWords(date)}` : `in the ${lengths[period]} to ${dateInWords(date)}`;
}

const yearOf = (date: string) => parseIso(date).year;
const twoDigits = (date: string) => date.slice(2, 4);

/** 'Jun 2025', for the labels of a series by month. */
export const shortMonth = (date: string): string => monthAndYear(date).replace(/^(\w{3})\w*/, '$1');

function monthAndYear(date: string): string {
  const { year, month } = parseIso(date);
  return `${monthNames[month - 1]} ${year}`;
}
