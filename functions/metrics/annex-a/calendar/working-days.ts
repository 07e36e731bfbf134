import { bankHolidays } from './bank-holidays.ts';

const day = 86_400_000;
const years = Object.keys(bankHolidays).map(Number);
const first = Math.min(...years);

/** The last year whose bank holidays are known: working days can't be counted beyond it. */
export const lastYear = Math.max(...years);

const holidays = new Set(
  Object.entries(bankHolidays).flatMap(([year, days]) => days.split(' ').map((one) => `${year}-${one}`)),
);

/** Monday to Friday, and no bank holiday in England. Throws for a day of a year whose bank holidays aren't known. */
export function isWorkingDay(date: string): boolean {
  const year = Number(date.slice(0, 4));
  if (year < first || year > lastYear) throw new RangeError(`The bank holidays of ${year} aren’t known.`);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(date);
}

/**
 * Whether `end` is at most so many working days after `start`. The day itself isn't counted: from a Friday to the Monday after is one working
 * day, as statutory guidance (Working Together to Safeguard Children) and the children in need census count.
 */
export function isWithinWorkingDays(start: string, end: string, most: number): boolean {
  const from = Date.parse(start);
  const until = Date.parse(end);
  // Of any week at least one day is a working day, so this much later is too late whatever the holidays.
  if (until - from > (most + 1) * 7 * day) return false;
  let count = 0;
  for (let time = from + day; time <= until; time += day) {
    if (isWorkingDay(new Date(time).toISOString().slice(0, 10))) count += 1;
    if (count > most) return false;
  }
  return true;
}
