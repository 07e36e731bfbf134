/** What a spreadsheet may take for the start of a formula: OWASP, "CSV Injection", with the full-width forms of the signs. */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

function cellOf(value: string | number): string {
  // A number of ours may begin with a minus; a text that does is somebody's words.
  if (typeof value === 'number') return String(value);
  const inert = formula.test(value) ? `'${value}` : value;
  return inert !== value || /[",;\t\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/**
 * A CSV file by RFC 4180, in UTF-8 with a byte order mark, so that Excel reads it rightly. Every CSV that we give out is made
 * here: text that a spreadsheet would run as a formula gets an apostrophe before it, and is shown as it is.
 */
export function csvFile(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`;
}
