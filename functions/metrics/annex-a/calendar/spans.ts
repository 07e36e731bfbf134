import { addMonths } from '../../arithmetic/periods.ts';

/** Months that figures look back from the as-at date: what Annex A asks of most lists, and a year. */
export const spans = [6, 12] as const;
export type Span = (typeof spans)[number];

/** The months before a date, one by one: the first is the one that ends on the date. */
export interface Months {
  asAt: string;
  /** 0 to 11: how many months before the as-at date the day's month ended. Undefined for days after it, or more than twelve months before. */
  monthOf: (date: string) => number | undefined;
}

/**
 * Months end on the day of the as-at date; if that is the last of its month, each ends on the last of its own. A day belongs to the month that ends
 * on it or after it: the six months to 31 March 2026 are 1 October 2025 to 31 March 2026, both included.
 */
export function monthsBefore(asAt: string): Months {
  const ends = Array.from({ length: 13 }, (_, back) => addMonths(asAt, -back));
  return {
    asAt,
    monthOf(date) {
      if (date > asAt) return undefined;
      const after = ends.findIndex((end, back) => back > 0 && date > end);
      return after < 0 ? undefined : after - 1;
    },
  };
}

/** The same day so many months later; where that month is too short, its last day: three months from 30 November are 28 February. */
export function anniversary(date: string, months: number): string {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(count / 12);
  const month = count % 12;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(Number(date.slice(8, 10)), last);
  return `${year}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Whole years; whoever was born on 29 February has a birthday on 1 March in other years. */
export function ageAt(born: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(born.slice(0, 4));
  return date.slice(5) < born.slice(5) ? years - 1 : years;
}

export const daysBetween = (from: string, until: string) => (Date.parse(until) - Date.parse(from)) / 86_400_000;
