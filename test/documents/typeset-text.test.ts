import fc from 'fast-check';
import { expect, test } from 'vitest';
import { typeset } from '../../functions/documents/typeset/typeset.ts';
import { readPdf } from './typeset-reading.ts';
import { requestOf, set } from './typeset-samples.ts';

const asHtml = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
const paragraphs = (texts: readonly string[]) =>
  `<section><h1>Title</h1>${texts.map((text) => `<p>${asHtml(text)}</p>`).join('\n')}</section>`;
const bare = (text: string) => text.replace(/[\s\u200B\u00A0\u00AD]/g, '');

const hostile = [
  '#let x = 1',
  '#panic("no")',
  '{{title}}',
  '{{{title}}}',
  '<script>alert(1)</script>',
  '$x^2$ *bold* _it_ `raw`',
  '= Heading',
  '- item',
  '+ item',
  '/ term: x',
  '@label <label>',
  '\\u{1F600} \\',
  '// comment',
  '/* open',
  '"quoted" \'single\'',
  'https://example.org/a//b',
  '~ -- --- ...',
  ']]]](((}}}',
  '#{',
  '%PDF-1.7 (',
  'a;b:c',
  'sys.inputs',
  '[[cpp.count | Thornmere | 2026-03-31]]',
  '=SUM(A1)',
  '&amp; &lt;',
];

test('what looks like code is printed as it was written', async () => {
  const done = await set(paragraphs(hostile));
  const { pages } = await readPdf(done.pdf);
  const text = bare(pages.join(''));
  for (const words of hostile) expect(text).toContain(bare(words));
  expect(done.problems).toEqual([]);
});

test('text that steers is printed as its code, and the officer is told', async () => {
  const done = await set(paragraphs(['a\u202Eb', 'done 😀']));
  const { pages } = await readPdf(done.pdf);
  expect(pages[0]).toContain('aU+202Eb');
  expect(pages[0]).toContain('done U+1F600');
  expect(done.problems.map(({ found }) => found)).toEqual(['U+202E', 'U+1F600']);
});

test('no string whatever stops a pack, in a paragraph, heading, cell, link, picture or style', async () => {
  const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.array(any, { minLength: 40, maxLength: 60 }), async (texts) => {
      const safe = texts.map((text) => asHtml(text));
      const html = `${paragraphs(texts).replace('</section>', '')}
${safe.map((text) => `<h2>x${text}</h2><table><tbody><tr><th scope="row">${text}</th><td data-numeric>${text}</td></tr></tbody></table>`).join('')}
<p>${safe.map((text) => `<a href="https://example.org/">x${text}</a> <strong>${text}</strong><em>${text}</em>`).join(' ')}</p>
<figure><svg role="img" aria-label="x${safe[0]}" viewBox="0 0 9 9"><text>${safe[0]}</text></svg></figure></section>`;
      const text = texts[0] ?? '';
      const done = await typeset(
        requestOf(html, {
          style: { ...requestOf('').style, title: `x${text}`, notice: text, marking: text, runningHead: text },
        }),
      );
      expect(done.ok ? '' : JSON.stringify(done)).toBe('');
    }),
    { numRuns: 12, seed: 20260914 },
  );
});

test('words of Latin letters come out of the file as they went in', async () => {
  const words = fc.string({
    unit: fc.constantFrom(...Array.from('abc ABC 019 #{}[]()<>\\/*_`$@~=+-"\'&%;:.,!?éüŁ–—“”½')),
    minLength: 1,
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(words, { minLength: 30, maxLength: 30 }), async (texts) => {
      const { pages } = await readPdf((await set(paragraphs(texts))).pdf);
      const text = bare(pages.join(''));
      for (const each of texts) expect(text).toContain(bare(each));
    }),
    { numRuns: 6, seed: 20260914 },
  );
});
