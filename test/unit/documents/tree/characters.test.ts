import { describe, expect, test } from 'vitest';
import { breakLongWords, makePrintable, replaceUnprintable } from '../../../../functions/documents/tree/characters.ts';
import { parseTree } from '../../../../functions/documents/tree/parse.ts';
import { covers } from '../../../../functions/documents/typeset/fonts/coverage.ts';

const printed = (text: string) => replaceUnprintable(text, covers, new Map());

describe('what no shipped font can draw is printed as its code', () => {
  test.each([
    ['an emoji', 'done 😀', 'done U+1F600'],
    ['a bidi override', 'a\u202Eb', 'aU+202Eb'],
    ['an isolate', '\u2066x\u2069', 'U+2066xU+2069'],
    ['a control character', 'a\u0007b', 'aU+0007b'],
    ['half of a pair', 'a\uD83Db', 'aU+D83Db'],
    ['a byte order mark', '\uFEFFa', 'U+FEFFa'],
    ['a private letter', '\uE000', 'U+E000'],
    ['no character at all', 'a\uFFFF', 'aU+FFFF'],
    ['Chinese', '中', 'U+4E2D'],
    ['a mark that another family draws', 'a\u0651\u0323', 'aU+0651\u0323'],
    ['a mark of another script', 'ж\u0A01', 'жU+0A01'],
  ])('%s', (_, text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  test.each(['naïve “x” – 5 × 2', 'Ελληνικά', 'Привет', 'مرحبا', 'नमस्ते', 'বাংলা', 'ਪੰਜਾਬੀ', 'Łódź e\u0301', '−5 ½ №'])(
    '%s stays as it is',
    (text) => expect(printed(text)).toBe(text),
  );
});

test('long words may break, and lose nothing', () => {
  const name = 'neglect_strategy_2024-2027_final_version_for_the_partnership.docx';
  const broken = breakLongWords(name);
  expect(broken).toContain('\u200B');
  expect(broken.replaceAll('\u200B', '')).toBe(name);
  expect(Math.max(...broken.split(/(?:\u200B|-)/).map((part) => part.length))).toBeLessThanOrEqual(24);
});

test('says where it replaced characters, and how often', () => {
  const parsed = parseTree('<section><h1>Voice</h1><p>well 😀 done 😀</p><p>😀</p></section>');
  if (!parsed.ok) throw new Error(parsed.message);
  const [problem, ...more] = makePrintable(parsed.value, covers);
  expect(more).toEqual([]);
  expect(problem).toMatchObject({ where: 'section "Voice"', found: 'U+1F600' });
  expect(problem?.message).toContain('3 characters');
});
