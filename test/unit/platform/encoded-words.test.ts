import { expect, test } from 'vitest';
import { decodeMetadata } from '../../../functions/platform/encoded-words.ts';

const cases: [what: string, raw: string, read: string][] = [
  ['plain', 'report 1.pdf', 'report 1.pdf'],
  ['base64 words', '=?UTF-8?B?bmHDr3ZlIOKAnHjigJ0ucGRm?=', 'naïve “x”.pdf'],
  ['quoted words', '=?utf-8?Q?na=C3=AFve_x.pdf?=', 'naïve x.pdf'],
  ['two words', '=?UTF-8?B?bmHDr3Zl?= =?UTF-8?B?IHg=?=', 'naïve x'],
  ['raw UTF-8 that was read as Latin-1', Buffer.from('naïve.pdf').toString('latin1'), 'naïve.pdf'],
  ['true Latin-1', 'caf\u00e9.pdf', 'café.pdf'],
  ['a word in a set that we do not read', '=?ISO-8859-1?Q?caf=E9?=', '=?ISO-8859-1?Q?caf=E9?='],
];
test.each(cases)('metadata as %s is read as it was typed', (_what, raw, read) => {
  expect(decodeMetadata(raw)).toBe(read);
});
