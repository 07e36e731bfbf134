import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { stylesheetFolder } from '../../functions/documents/typeset/assets.ts';
import { paint } from '../../functions/documents/typeset/paint.ts';
import { typeset } from '../../functions/documents/typeset/typeset.ts';
import { find, structureRoot } from './structure-tree.ts';
import { type ReadPdf, readPdf } from './typeset-reading.ts';
import { bundle, requestOf, set } from './typeset-samples.ts';

const numbering = { kind: 'bundle' as const, itemPages: bundle.itemPages };

describe('a bundle', () => {
  let read: ReadPdf;
  let anchors: Record<string, number>;
  beforeAll(async () => {
    const done = await set(bundle.html, { numbering });
    anchors = done.anchors;
    read = await readPdf(done.pdf);
  });

  test('its anchors are the pages of its ids', () => {
    expect(anchors).toMatchObject({ contents: 2, why: 3, rates: 3, E01: 4, E02: 5, E03: 6, end: 7 });
  });

  test('page x of y counts the evidence between the coversheets', () => {
    const printed = read.pages
      .slice(1)
      .map((text) => /Page (\d+) of (\d+)/.exec(text.replaceAll('\n', ' '))?.slice(1, 3).map(Number));
    expect(printed).toEqual([2, 3, 4, 17, 18, 23].map((page) => [page, 23]));
  });

  test('every number of the contents is the one printed on the page that its link leads to', () => {
    const entries = read.links.filter(({ page, to }) => page === 2 && to !== undefined);
    expect(entries).toHaveLength(6);
    for (const { words, to } of entries) {
      const printed = /(\d+)$/.exec(words.trim())?.[1];
      expect(read.pages[(to ?? 0) - 1]?.replaceAll('\n', ' ')).toContain(`Page ${printed} of 23`);
    }
  });

  test('coversheets are not in the outline; sections are', () => {
    expect(read.outline).toEqual(['Contents', 'Why this review', 'Rates', 'Manifest']);
  });

  test('links to evidence stay for the linker', () => {
    const urls = read.links.flatMap(({ url }) => url ?? []);
    expect(new Set(urls)).toEqual(new Set(['pack:E03', 'https://example.org/']));
  });

  test('every page carries marking, notice, version and the draft mark', () => {
    for (const text of read.pages) {
      for (const mark of ['OFFICIAL-SENSITIVE', 'Sample: invented figures', 'Version 3', '3f9a 77c2', 'DRAFT']) {
        expect(text).toContain(mark);
      }
    }
  });

  test('a released pack has no draft mark', async () => {
    const { style } = requestOf('');
    const done = await set('<section><h1>x</h1></section>', { style: { ...style, draft: false } });
    expect((await readPdf(done.pdf)).pages.join('')).not.toContain('DRAFT');
  });
});

describe('what does not fit', () => {
  test('a full coversheet shrinks to its one page', async () => {
    const long = bundle.html.replace(
      '<dt>Source</dt>',
      `${'<dt>Name of a thing</dt><dd>What it is, in some words</dd>'.repeat(45)}<dt>Source</dt>`,
    );
    const done = await set(long, { numbering });
    expect(done.anchors).toMatchObject({ E01: 4, E02: 5 });
  });

  test('so does one with many headings', async () => {
    const parts = '<h2>What it is</h2><p>In some words</p>'.repeat(20);
    const link = '<p><a href="#contents">';
    const done = await set(bundle.html.replace(link, parts + link), { numbering });
    expect(done.anchors).toMatchObject({ E01: 4, E02: 5 });
  });

  test('an endless coversheet is an error that names it', async () => {
    const long = bundle.html.replace(
      '<dt>Source</dt>',
      `${'<dt>Name of a thing</dt><dd>What it is, in some words</dd>'.repeat(400)}<dt>Source</dt>`,
    );
    const done = await typeset(requestOf(long, { numbering }));
    expect(done).toMatchObject({ ok: false, code: 'typeset-failed', message: expect.stringContaining('E01') });
  });

  test('as many coversheets as items, or an error', async () => {
    const done = await typeset(requestOf(bundle.html, { numbering: { kind: 'bundle', itemPages: [1] } }));
    expect(done).toMatchObject({ ok: false, code: 'template-error', message: expect.stringContaining('1 items') });
  });

  test('a cell taller than a page goes on overleaf, whole', async () => {
    const words = Array.from({ length: 2500 }, (_, index) => `word${index}`);
    const done = await set(
      `<section><h1>x</h1><table><tbody><tr><th scope="row">a</th><td>${words.join(' ')}</td></tr></tbody></table></section>`,
    );
    const { pages } = await readPdf(done.pdf);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.at(-1)).toContain('word2499');
  });

  test.each([24, 26, 28, 30, 32, 34])(
    'a caption and a heading stay with what follows (%i lines before)',
    async (lines) => {
      const table = `<h2>Heading</h2><table><caption>Caption</caption><thead><tr><th scope="col">Head</th></tr></thead><tbody>${'<tr><td>Row</td></tr>'.repeat(3)}</tbody></table>`;
      const done = await set(`<section><h1>x</h1>${'<p>line</p>'.repeat(lines)}${table}</section>`);
      const { pages } = await readPdf(done.pdf);
      for (const text of pages.filter((page) => /Heading|Caption|Head\n/.test(page))) expect(text).toContain('Row');
    },
  );
});

test('a header row is repeated on every page of its table', async () => {
  const rows = Array.from({ length: 120 }, (_, index) => `<tr><th scope="row">${index}</th><td>x</td></tr>`).join('');
  const done = await set(
    `<section data-landscape><h1>x</h1><table><thead><tr><th scope="col">Reference</th><th scope="col">What</th></tr></thead><tbody>${rows}</tbody></table></section>`,
  );
  const { pages } = await readPdf(done.pdf);
  expect(pages.length).toBeGreaterThan(2);
  for (const text of pages) expect(text).toContain('Reference');
});

test('a photograph is printed with its alternative text', async () => {
  const png = new PNG({ width: 8, height: 8 });
  const src = `data:image/png;base64,${PNG.sync.write(png).toString('base64')}`;
  const done = await set(
    `<section><h1>x</h1><figure><img src="${src}" alt="A door"><figcaption>Door</figcaption></figure></section>`,
  );
  const document = await PDFDocument.load(done.pdf, { updateMetadata: false });
  const [figure] = find(structureRoot(document), ['Figure']);
  expect(figure?.lookup(PDFName.of('Alt'), PDFString).decodeText()).toBe('A door');
});

test('a warning of the compiler is an error, in the words of the compiler', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stylesheet-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(stylesheetFolder(), folder, { recursive: true });
  appendFileSync(join(folder, 'pack.typ'), '\n#text(font: "Nobody Has It")[x]\n');
  const style = {
    title: 't',
    author: 'a',
    date: '2026-09-14',
    'running-head': '',
    marking: '',
    'version-label': '',
    fingerprint: '',
    notice: '',
    draft: false,
  };
  const done = paint({ sections: [], tables: [], images: [], before: [], style }, folder);
  expect(done).toMatchObject({
    ok: false,
    code: 'typeset-failed',
    message: expect.stringContaining('unknown font family'),
  });
});

test('a broken template fails with its code and place', async () => {
  const done = await typeset(requestOf('<section><h1>x</h1>\n<marquee>y</marquee></section>'));
  expect(done).toMatchObject({
    ok: false,
    code: 'template-error',
    message: expect.stringContaining('line 2, <marquee>'),
  });
});
