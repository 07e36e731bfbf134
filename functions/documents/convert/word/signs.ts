/** Signs that the shipped fonts lack, as what a reader would say they are. Others are printed as their code, and the officer is told. */
const SIGNS: Readonly<Record<string, string>> = {
  '☐': '[ ]',
  '□': '[ ]',
  '❑': '[ ]',
  '❏': '[ ]',
  '☑': '[x]',
  '☒': '[x]',
  '✓': '[tick]',
  '✔': '[tick]',
  '✗': '[cross]',
  '✘': '[cross]',
  '≥': '>=',
  '≤': '<=',
  '≠': 'not equal to',
  '≈': 'about ',
  '→': '->',
  '➔': '->',
  '⇒': '=>',
  '←': '<-',
  '●': '•',
  '■': '•',
  '▪': '•',
  '◦': '•',
  '○': '•',
  '►': '•',
  '➢': '•',
  '❖': '•',
  '◆': '•',
  '\uF0B7': '•',
  '\uF0A7': '•',
};
const ANY = new RegExp(`[${Object.keys(SIGNS).join('')}]`, 'gu');

export const readableSigns = (text: string): string => text.replace(ANY, (sign) => SIGNS[sign] ?? sign);

/** Text as HTML. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
