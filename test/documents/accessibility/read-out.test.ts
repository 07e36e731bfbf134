import { expect, test } from 'vitest';
import { describeStructure } from '../golden/describe.ts';
import { readPdf } from '../typeset-reading.ts';
import { set } from '../typeset-samples.ts';
import { open } from './document.ts';
import { faultsOf } from './validate.ts';

/** Letters of several glyphs, signs over and under them, right to left, and both directions on a line. */
const spoken: [language: string, words: string, direction?: 'rtl'][] = [
  ['pa', 'ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ, ਹਰਜੀਤ ਕੌਰ'],
  ['bn', 'বাংলাদেশ: শিশুদের যত্ন'],
  ['hi', 'हिन्दी: बच्चों की देखभाल'],
  ['en', 'Rates ≠ 5, ọ̀, Żółć, and محمد بن أحمد (7) too'],
  ['ar', 'هذا نص عربي مع أرقام 2026 و 45% وكلمة English في الوسط.', 'rtl'],
  ['ar', 'مُحَمَّدٌ رَسُولٌ كِتَابٌ تُكتب', 'rtl'],
  ['ur', 'بچوں کی نظر اندازی، گھر اور سکول', 'rtl'],
  ['he', 'שָׁלוֹם עֲלֵיכֶם (בְּרֵאשִׁית) 12', 'rtl'],
];

const page = async (rows: typeof spoken) =>
  (
    await set(
      `<section><h1>x</h1>${rows.map(([lang, words, dir]) => `<p lang="${lang}"${dir ? ` dir="${dir}"` : ''}>${words}</p>`).join('')}</section>`,
    )
  ).pdf;

test('words of every script are read out as they were written, and in their order', async () => {
  const pdf = await page(spoken);
  const structure = describeStructure(await open(pdf));
  for (const [, words] of spoken) expect(structure).toContain(`"${words}"]`);
  expect(await faultsOf(pdf)).toEqual([]);
});

test('a reader that goes by places finds the words of a line from right to left, with their spaces', async () => {
  const rows = spoken.filter(([language]) => language === 'ar' || language === 'ur').toSpliced(1, 1);
  const { pages } = await readPdf(await page(rows));
  for (const words of ['هذا نص عربي مع أرقام', 'وكلمة', 'بچوں کی نظر اندازی، گھر اور سکول'])
    expect(pages[0]).toContain(words);
});

test('a sign that Noto Sans would build of two is copied once', async () => {
  const { pages } = await readPdf(await page([['en', 'Rates ≠ 5']]));
  expect(pages[0]).toContain('Rates ≠ 5');
});
