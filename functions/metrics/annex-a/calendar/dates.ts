const day = 86_400_000;
/** 31 December 9999, the last day of Excel. */
const lastSerial = 2_958_465;

/** Days from 1 January 1900 to 1 January 1904, as Excel counts. */
const to1904 = 1_462;

/** The ISO date of a day that Excel counts, its time of day left out; undefined for what is no day of Excel's. */
export function dateOfSerial(serial: number, from1904 = false): string | undefined {
  const whole = Math.floor(serial) + (from1904 ? to1904 : 0);
  // Excel has a 29 February 1900, which never was; earlier days are one off.
  if (whole < 1 || whole > lastSerial || whole === 60) return undefined;
  return isoOf(Date.UTC(1899, 11, whole < 60 ? 31 : 30) + whole * day);
}

const isoOf = (time: number) => new Date(time).toISOString().slice(0, 10);

const timeOfDay = String.raw`(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm]|Z|[+-]\d{2}:\d{2})?)?`;
const iso = new RegExp(`^(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})${timeOfDay}$`);
const british = new RegExp(`^(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})${timeOfDay}$`);

/**
 * The ISO date that a text gives: 2026-03-31, 31/03/2026, 31.03.2026 or 31-03-2026 (day first, as the British write), each with or without a
 * time of day. Undefined for everything else, and for days that never were.
 */
export function dateOfText(text: string): string | undefined {
  const [year, month, dayOfMonth] = iso.exec(text)?.slice(1) ?? british.exec(text)?.slice(1).reverse() ?? [];
  if (year === undefined || month === undefined || dayOfMonth === undefined) return undefined;
  const written = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  const time = Date.parse(`${written}T00:00:00Z`);
  return !Number.isNaN(time) && isoOf(time) === written ? written : undefined;
}

/** Whether a text is written as a date is, though it may be none: '30/02/2026'. */
export function looksLikeDate(text: string): boolean {
  return /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}([T ].{0,15})?$/.test(text);
}
