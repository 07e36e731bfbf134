import fc from 'fast-check';
import { PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { expect, test } from 'vitest';
import { typeset } from '../../functions/documents/typeset/typeset.ts';
import { find, structureRoot } from './structure-tree.ts';
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

test('what looks like code is printed as it was written in every field there is', async () => {
  const code = '#let x = 1 {{this}} <script>alert(1)</script> $x$ *b* _i_ @ref <label> #[x] \\u{41} \u202Etxt';
  const printed = bare(code.replace('\u202E', 'U+202E'));
  let fields = 0;
  const field = () => {
    fields += 1;
    return `${asHtml(code)} (field ${fields})`;
  };
  const html = `<section data-cover><p data-eyebrow>${field()}</p><h1>${field()}</h1><p data-subtitle>${field()}</p><dl><dt>${field()}</dt><dd>${field()}</dd></dl><p>${field()}</p></section>
<section data-contents id="c"><h1>${field()}</h1><ul><li><a data-contents href="#s">${field()}</a></li></ul></section>
<section id="s" data-numbered><h1>${field()}</h1><h2>${field()}</h2><h3>${field()}</h3><p>${field()}<a data-footnote href="#n">1</a></p><p data-lead>${field()}</p><p data-source>${field()}</p>
<p><strong>${field()}</strong> <em>${field()}</em> <code>${field()}</code> <abbr title="${field()}">A</abbr> <time>${field()}</time> <sup>${field()}</sup> <span data-missing>${field()}</span> <strong data-tag="red">${field()}</strong> <a href="https://example.org/">${field()}</a></p>
<ul><li>${field()}</li></ul><ol><li><p>${field()}</p></li></ol><dl><dt>${field()}</dt><dd>${field()}</dd></dl><dl data-cards><dt>${field()}</dt><dd>${field()}</dd></dl>
<table><caption>${field()} <span data-unit>${field()}</span></caption><thead><tr><th scope="col">${field()}</th></tr></thead><tbody><tr><th scope="row">${field()}</th></tr><tr><td data-numeric>${field()}</td></tr></tbody></table>
<figure><svg role="img" aria-label="${asHtml(code)}" viewBox="0 0 900 20"><text font-size="9" y="9">${field()}</text></svg><figcaption>${field()}</figcaption></figure>
<blockquote>${field()}</blockquote><aside>${field()}</aside><ol data-footnotes><li id="n">${field()}</li></ol></section>
<section data-coversheet="E01"><h1>${field()}</h1><p data-signature>${field()}</p></section>`;
  const { style } = requestOf('');
  const say = (name: string) => `${name}: ${code}`;
  const done = await set(html, {
    numbering: { kind: 'bundle', itemPages: [1] },
    style: {
      ...style,
      title: say('title'),
      author: say('author'),
      marking: 'm: {{m}} #m',
      notice: say('notice'),
      versionLabel: 'v: #v $v$ *v*',
      runningHead: 'head: #x {{y}} *b* \u202Ez',
      fingerprint: '#f(1)',
    },
  });
  const { pages } = await readPdf(done.pdf);
  const text = bare(pages.join(''));
  for (let at = 1; at <= fields; at += 1) expect(text).toContain(`${printed}(field${at})`);
  for (const words of [
    say('notice').replace('\u202E', 'U+202E'),
    'head: #x {{y}} *b* U+202Ez',
    'm: {{m}} #m',
    'v: #v $v$ *v*',
    '#f(1)',
  ])
    expect(text).toContain(bare(words));
  const document = await PDFDocument.load(done.pdf, { updateMetadata: false });
  expect(document.getTitle()).toBe(say('title').replace('\u202E', 'U+202E'));
  expect(document.getAuthor()).toBe(say('author').replace('\u202E', 'U+202E'));
  const [figure] = find(structureRoot(document), ['Figure']);
  expect(figure?.lookup(PDFName.of('Alt'), PDFString).decodeText()).toBe(code.replace('\u202E', 'U+202E'));
  expect(new Set(done.problems.map(({ where }) => where))).toContain('the running head');
  expect(done.problems.every(({ found }) => found === 'U+202E')).toBe(true);
});

test('no character is lost without a word: NUL, control characters and what could not be read are told', async () => {
  const done = await set('<section><h1>Voice</h1><p>a\u0000b c&#0;d e\u0007f g\uFFFDh</p></section>');
  expect((await readPdf(done.pdf)).pages[0]).toContain('aU+FFFDb cU+FFFDd eU+0007f gU+FFFDh');
  expect(done.problems.map(({ where, found }) => `${where} ${found}`)).toEqual([
    'section "Voice" U+FFFD',
    'section "Voice" U+0007',
  ]);
});

test('names and signs of every shipped script are printed with shipped fonts, and none is told', async () => {
  const names =
    'Łukasz Żółć, Ștefan, Nguyễn, Ọláolúwa, Παπαδόπουλος, Олександр, محمد الهاشمي, فاطمة, ٹھیک ہے, שלום, ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ, বাংলাদেশ, हिन्दी';
  const signs = '≥ ≤ ≠ ≈ ± → ← ↑ ↓ ✓ ✗ ✔ ✘ ● ○ ■ □ ▲ ▼ ★ ☐ ☑ ☒ ⚠ √ ∞';
  const svg = (text: string) =>
    `<figure><svg role="img" aria-label="x" viewBox="0 0 400 20"><text y="9">${text}</text></svg></figure>`;
  const done = await set(
    `<section><h1>${names}</h1><p>${names} ${signs}</p><p><strong>${names} ${signs}</strong> <em>${signs}</em></p><table><caption>${names}</caption><tbody><tr><th scope="row">${names}</th><td>${signs}</td></tr></tbody></table>
<p dir="rtl" lang="ur">${names} ${signs}</p>${svg(`${signs.replace(' ≠', '')} שלום Łukasz ≥ 5`)}${svg('é ü ọ')}</section>`,
  );
  expect(done.problems).toEqual([]);
});

test('letters that join are printed as codes in a picture, whose shaper can fail on them, and told', async () => {
  const done = await set(
    '<section><h1>x</h1><figure><svg role="img" aria-label="ਗੁ" viewBox="0 0 400 20"><text y="9">Area ਗੁ 5, ت\u064F</text><text y="19">é ≥ 5</text></svg></figure></section>',
  );
  expect((await readPdf(done.pdf)).pages[0]).toContain('Area U+0A17U+0A41 5, U+062AU+064F');
  expect(done.problems.map(({ found }) => found)).toEqual(['U+0A17', 'U+0A41', 'U+062A', 'U+064F', 'U+2265']);
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
${safe.map((text) => `<figure><svg role="img" aria-label="x${text}" viewBox="0 0 90 3"><text>${text}</text></svg></figure>`).join('')}</section>`;
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
