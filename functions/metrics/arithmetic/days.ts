/** Year, month (1 to 12) and day of an ISO date. Throws for what isn't one: dates were checked where they came in. */
export function parseIso(date: string): { year: number; month: number; day: number } {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = date.split('-').map(Number);
  if (Number.isNaN(year + month + day)) throw new RangeError(`${date} isn't a date such as 2026-03-31.`);
  return { year, month, day };
}

/** '2026-03-31' of the day in universal time. */
export const toIso = (day: Date): string => day.toISOString().slice(0, 10);
