// How dates are said, in the audit trail as on every page.

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/London',
});
const timeFormat = new Intl.DateTimeFormat('en-GB', {
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
  timeZone: 'Europe/London',
});
const clockFormat = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'Europe/London' });

/** '31 March 2026', of an ISO date or instant, in London. What is not a date is shown as it stands. */
export function day(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : dayFormat.format(date);
}

/** '6 to 8 October 2026', of two ISO dates, in London; the month or year once where they share it. */
export function days(from: string, until: string): string {
  return from === until
    ? day(from)
    : dayFormat.formatRange(new Date(from), new Date(until)).replaceAll(/\s*–\s*/g, ' to ');
}

/** '14 September 2026 at 10:05am', of an ISO instant, in London. */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return `${dayFormat.format(date)} at ${timeFormat.format(date).replaceAll(/[\s\u202F]/g, '')}`;
}

/** When access begins: '14 September 2026' at midnight in London, otherwise with its time. */
export function begins(iso: string): string {
  return isMidnight(iso) ? day(iso) : moment(iso);
}

/** When access ends: 'the end of 31 December 2026' at midnight in London, otherwise with its time. */
export function ends(iso: string): string {
  return isMidnight(iso) ? `the end of ${day(new Date(Date.parse(iso) - 1).toISOString())}` : moment(iso);
}

function isMidnight(iso: string): boolean {
  const date = new Date(iso);
  return !Number.isNaN(date.getTime()) && clockFormat.format(date) === '00:00:00' && date.getUTCMilliseconds() === 0;
}

const isoDateFormat = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: 'Europe/London' });

/** The ISO date in London at an instant. */
export function dateInLondon(iso: string): string {
  return isoDateFormat.format(new Date(iso));
}
