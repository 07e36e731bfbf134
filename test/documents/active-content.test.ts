import { describe, expect, it } from 'vitest';
import { hiding } from '../fixtures/zoo/active-hiding.ts';
import { opening } from '../fixtures/zoo/active-opening.ts';
import { findActiveContent } from './active-content.ts';

/** They hold nothing that acts: what looks like it is in strings, in content, or a name that somebody chose. */
const INERT: ReadonlySet<string> = new Set([
  'link-uri-web-stays',
  'link-uri-mail-stays',
  'link-action-next-loops',
  'trap-net',
  'strings-that-only-look-active',
  'names-that-only-look-active',
  'content-that-only-looks-active',
]);

describe('the scanner that proves that nothing acts', () => {
  it('finds something in every file of the zoo that acts, and nothing in those that only look so', () => {
    const wrong: string[] = [];
    for (const [name, { pdf }] of Object.entries({ ...opening, ...hiding })) {
      const found = findActiveContent(pdf());
      if ((found.length === 0) !== INERT.has(name)) wrong.push(`${name}: ${found.map(({ what }) => what).join(', ')}`);
    }
    expect(wrong).toEqual([]);
  });

  const file = (...objects: string[]): Uint8Array => Buffer.from(`%PDF-1.7\n${objects.join('\n')}`, 'latin1');
  const ways: Readonly<Record<string, [Uint8Array, string[]]>> = {
    'a kind in another object': [file('1 0 obj <</S 2 0 R>> endobj', '2 0 obj /Launch endobj'), ['action Launch']],
    'a map of names that is an action too': [
      file('1 0 obj <</Font 2 0 R/Next 2 0 R>> endobj', '2 0 obj <</S/Launch>> endobj'),
      ['action Launch'],
    ],
    'a font called /AA': [file('1 0 obj <</Font 2 0 R>> endobj', '2 0 obj <</AA 3 0 R>> endobj'), []],
    'an address behind escapes': [file('1 0 obj <</URI(\\152avascript:x)>> endobj'), ['URI javascript:x']],
    'an address in UTF-16': [file('1 0 obj <</URI<FEFF00660074007000 3A>>> endobj'), ['URI ftp:']],
    'a key in a trailer': [file('trailer <</Root<</OpenAction 1 0 R>>>>'), ['key OpenAction']],
    'a string that holds an object': [file('1 0 obj (9 0 obj <</AA 1>> endobj) endobj'), []],
    'an object stream that is locked away': [
      file('1 0 obj <</Type/ObjStm/N 1/First 4/Filter/LZWDecode/Length 4>> stream\nxxxx\nendstream endobj'),
      ['an object stream that cannot be opened'],
    ],
    'nesting without end': [file(`1 0 obj ${'['.repeat(100_000)}`), ['nested too deeply to be read']],
  };
  for (const [what, [pdf, expected]] of Object.entries(ways)) {
    it(`reads ${what}`, () => expect(findActiveContent(pdf).map((found) => found.what)).toEqual(expected));
  }
});
