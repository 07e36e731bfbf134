import { format } from 'd3-format';
import { ordinal } from '../../../metrics/arithmetic/ordinal.ts';
import { type Figure, isMissing, type Missing, type Pair } from '../peer-review/view.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** `2026-03-31` → `31 March 2026`. */
export function britishDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** `2026-03-31` → `31 Mar 2026`, for narrow columns. */
export function shortDate(date: string): string {
  const [day = '', month = '', year = ''] = britishDate(date).split(' ');
  return `${day} ${month.slice(0, 3)} ${year}`;
}

const londonTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `2026-09-14T09:00:00Z` → `14 September 2026 at 10:00`, the time on a clock in England. */
export function britishInstant(instant: string): string {
  const part = Object.fromEntries(londonTime.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${britishDate(`${part.year}-${part.month}-${part.day}`)} at ${part.hour}:${part.minute}`;
}

/** `2026-10-12`, `2026-10-14` → `12 to 14 October 2026`; what differs is repeated and nothing else. */
export function britishRange(from: string, to: string): string {
  if (from === to) return britishDate(from);
  const [first, last] = [britishDate(from).split(' '), britishDate(to).split(' ')];
  const end = last.join(' ');
  if (first[2] !== last[2]) return `${first.join(' ')} to ${end}`;
  if (first[1] !== last[1]) return `${first[0]} ${first[1]} to ${end}`;
  return `${first[0]} to ${end}`;
}

/** `1234.5` with one decimal → `1,234.5`. */
export function printNumber(value: number, decimals: number): string {
  return format(`,.${decimals}f`)(value);
}

/** The number, the symbol, or the words for what is missing. */
export function printFigure(figure: Figure): string {
  if (isMissing(figure)) return missingText(figure);
  if ('symbol' in figure) return figure.symbol;
  if (!figure.rank) return printNumber(figure.value, figure.decimals);
  const { among } = figure.rank;
  return `${ordinal(figure.value)}${among === undefined ? '' : ` of ${printNumber(among, 0)}`}`;
}

/** This year with last year in brackets: `70.4 (82.7)`; a half that is missing says no more than that. */
export function printPair(pair: Pair): string {
  const half = (figure: Figure): string => (isMissing(figure) ? 'missing' : printFigure(figure));
  return `${half(pair.now)} (${half(pair.before)})`;
}

/** What nobody has to fill is not given; everything else is missing. */
export function missingText(value: Missing): string {
  return `${value.needed === false ? 'Not given' : 'Missing'}: ${value.missing}`;
}

/** `1536` → `1.5 KB`, in the units that a file manager shows. */
export function printSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const units = ['KB', 'MB', 'GB'] as const;
  let amount = bytes / 1024;
  let unit = 0;
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${format(amount < 10 ? '.1f' : ',.0f')(amount)} ${units[unit]}`;
}

/** Words are kept whole; the end says that there was more. A longer text is cut so that it stays at or below `most` characters. */
export function shorten(text: string, most: number): string {
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  const cut = characters.slice(0, most - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${space > most / 2 ? cut.slice(0, space) : cut}…`;
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${printNumber(count, 0)} ${count === 1 ? one : many}`;
