const hourFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Europe/London' });
const dateFormat = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: 'Europe/London' });

/** The instant at which an ISO date begins in London. Clocks change at 1am, so that midnight is never in doubt. */
export function startOfDay(isoDate: string): string {
  const utc = new Date(`${isoDate}T00:00:00.000Z`);
  const ahead = Number(hourFormat.format(utc));
  return new Date(utc.getTime() - ahead * 3_600_000).toISOString();
}

/** The instant at which an ISO date ends in London: the next day's beginning. */
export function endOfDay(isoDate: string): string {
  const next = new Date(new Date(`${isoDate}T00:00:00.000Z`).getTime() + 86_400_000);
  return startOfDay(next.toISOString().slice(0, 10));
}

/** The ISO date in London at an instant. */
export function dateAt(instant: Date): string {
  return dateFormat.format(instant);
}
