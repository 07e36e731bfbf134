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
const numberFormat = new Intl.NumberFormat('en-GB');
const decimalFormat = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

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

/** '12,345' */
export function number(value: number): string {
  return numberFormat.format(value);
}

/** '1 version', '3 versions'. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** '812 bytes', '34.2 KB', '1.6 MB': thousands, as file managers count. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${decimalFormat.format(bytes / 1000)} KB`;
  return `${decimalFormat.format(bytes / 1_000_000)} MB`;
}

const stateWords: Record<string, string> = {
  'awaiting-upload': 'Waiting for its file',
  inspecting: 'Being checked',
  ready: 'Ready',
  refused: 'Refused',
  abandoned: 'No file arrived',
  building: 'Building',
  built: 'Built',
  failed: 'Failed',
  released: 'Released',
  superseded: 'Superseded',
  provisional: 'Provisional',
  final: 'Final',
  revised: 'Revised',
  clean: 'No threats found',
  'not-scanned-local-run': 'Not scanned (local run)',
};

/** A state as people read it. A state without words is a bug of ours. */
export function stateWord(state: string): string {
  const word = stateWords[state];
  if (word === undefined) throw new Error(`No words for the state "${state}"`);
  return word;
}

const stateColours: Record<string, string> = {
  'awaiting-upload': 'yellow',
  inspecting: 'blue',
  building: 'blue',
  ready: 'green',
  built: 'green',
  released: 'turquoise',
  refused: 'red',
  failed: 'red',
  revised: 'purple',
  provisional: 'yellow',
  final: 'green',
};

/** The colour of a state's tag. Its word says the same, so that nobody needs to see the colour. */
export function stateColour(state: string): string {
  return stateColours[state] ?? 'grey';
}
