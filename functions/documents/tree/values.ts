import { TAG_TONES } from './allow-list.ts';

const WHOLE = /^[1-9]\d{0,2}$/;

/** What an attribute may say, for those that say more than any words. */
const VALUES: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['id', (value: string) => /^\S+$/.test(value)],
  ['lang', (value) => /^[a-z]{2,3}(-[A-Za-z]{2})?$/.test(value)],
  ['dir', (value) => ['ltr', 'rtl', 'auto'].includes(value)],
  ['href', (value) => /^(#\S+|https?:\/\/\S+|mailto:[^\s@]+@\S+|pack:[A-Z]\d{1,6})$/.test(value)],
  ['scope', (value) => ['row', 'col', 'rowgroup', 'colgroup'].includes(value)],
  ['colspan', (value) => WHOLE.test(value)],
  ['rowspan', (value) => WHOLE.test(value)],
  ['start', (value) => /^\d{1,4}$/.test(value)],
  ['src', (value) => /^data:image\/(png|jpeg);base64,[A-Za-z0-9+/=\s]+$/.test(value)],
  ['data-widths', (value) => /^\d{1,3}( \d{1,3})*$/.test(value)],
  ['data-tag', (value) => TAG_TONES.has(value)],
  ['data-coversheet', (value) => /^[A-Z]\d{1,6}$/.test(value)],
]);

export function isBadValue(name: string, value: string): boolean {
  const good = VALUES.get(name);
  return good !== undefined && !good(value);
}
