import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAIN, shippedFonts } from '../../functions/documents/typeset/assets.ts';
import { lineHeight, type Weight, widthOf } from '../../functions/documents/typeset/fonts/text-width.ts';
import { withPdf } from './reading.ts';
import { set } from './typeset-samples.ts';

const weights: readonly Weight[] = [400, 600, 700];
const known = Array.from({ length: 0x2027 }, (_, point) => String.fromCharCode(point)).filter(
  (character) => /\S/.test(character) && widthOf(character, 400) !== undefined,
);

/** Width and height of each text in em, as the compiler sets it on one line. */
function measured(texts: readonly { text: string; weight: Weight }[]): { width: number; height: number }[] {
  const fontBlobs = shippedFonts.filter(({ family }) => family === MAIN).map((font) => font.read());
  const compiler = NodeCompiler.create({ workspace: '/', fontArgs: [{ fontBlobs }] });
  compiler.mapShadow('/texts.json', Buffer.from(JSON.stringify(texts)));
  const mainFileContent = `#set text(font: "${MAIN}", size: 100pt, fallback: false, number-width: "tabular")
#context [#metadata(json("/texts.json").map(each => {
  let size = measure(text(weight: each.weight, each.text))
  (width: size.width / 100pt, height: size.height / 100pt)
}))<sizes>]`;
  const document = compiler.compile({ mainFileContent }).result;
  if (!document) throw new Error('The compiler measured nothing');
  const [sizes] = compiler.query(document, { selector: '<sizes>', field: 'value' }) as never[];
  return sizes as never;
}

test('words are never wider than they are said to be, and hardly narrower', () => {
  const word = fc.string({ unit: fc.constantFrom(...known), minLength: 1, maxLength: 30 });
  const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((each) => each.join(' '));
  const samples = fc.sample(fc.record({ text: words, weight: fc.constantFrom(...weights) }), 600);
  const pairs = known.flatMap((first) => known.map((second) => first + second));
  const said = ['1,234.5 (70.4)', 'Higher than last year', 'office of officials, affluent', 'f) (j (f "j', ...pairs];
  const texts = [...samples, ...said.flatMap((text) => weights.map((weight) => ({ text, weight })))];
  const wider: string[] = [];
  for (const [index, { width }] of measured(texts).entries()) {
    const { text, weight } = texts[index] as (typeof texts)[number];
    const own = widthOf(text, weight) ?? 0;
    if (own < width - 1e-6) wider.push(`${weight} ${text}`);
    if (/^[a-z ]{20,}$/i.test(text)) expect(own, `${weight} ${text}`).toBeLessThan(width * 1.05);
  }
  expect(wider).toEqual([]);
});

test('a line is as high as its capitals, in every weight', () => {
  const texts = weights.flatMap((weight) => ['x', 'Äg,', '1'].map((text) => ({ text, weight })));
  for (const { height } of measured(texts)) expect(height).toBeCloseTo(lineHeight(), 9);
});

const cells = [
  '<th scope="row">Plans at 31 March</th><td data-numeric>70.4</td><td data-numeric>1,234</td><td>Higher than last year</td>',
  '<th scope="row"><a href="https://example.org">Children looked after</a></th><td data-numeric>7</td><td data-numeric>c</td><td><strong data-tag="green">Met</strong></td>',
  `<th scope="row">Referrals</th><td data-numeric>551.25</td><td data-numeric>not published</td><td>${'Words that take more than a line. '.repeat(9)}</td>`,
  '<th scope="row"><p>One</p><p>Two</p></th><td data-numeric>1 (2.5)</td><td data-numeric>12</td><td>AVAVAV To. <em>Yes</em> <sup>a</sup></td>',
];
const plain = cells.slice(0, 2);
const table = (rows: readonly string[], more = '') =>
  `<table${more}><caption>Rates</caption><thead><tr><th scope="col">Measure</th><th scope="col" data-numeric>2025</th><th scope="col" data-numeric>2026</th><th scope="col">In words</th></tr></thead>
<tbody>${rows.map((row, index) => `<tr${index === 1 ? ' data-highlight' : ''}>${row}</tr>`).join('')}</tbody></table>`;
/** Prose in its last column, so that the first fits its words. */
const fitted = (words: string, more = '') =>
  table(
    [words, words].map(
      (first) =>
        `<td>${first}</td><td data-numeric>1</td><td data-numeric>2</td><td>Words of a column that has what the others leave</td>`,
    ),
    more,
  );
const tables = {
  'short words and numbers': table(plain),
  'many rows, over pages': table(Array.from({ length: 60 }, (_, index) => plain[index % 2] ?? '')),
  'lines and blocks in cells': table(cells),
  'given widths': table(cells, ' data-widths="3 1 1 3"'),
  crowded: table(
    cells.map((row) =>
      row.replace('70.4', '70.4 and much more of it than there is room for on one page, however wide'),
    ),
  ),
  'close rows': table(cells, ' data-dense'),
  'cells over several columns': table([
    ...plain,
    '<th scope="row" rowspan="2">Both</th><td colspan="2">Not published in either of the two years</td><td>x</td>',
    '<td data-numeric>1</td><td data-numeric>2.25</td><td>y</td>',
  ]),
  'cells and no caption': table(plain).replace(/<caption>.*<\/caption>/, ''),
  'larger words': fitted('<p data-lead>Opening words</p>', ' data-compact'),
  'small words that are larger': fitted('<p data-source>Source of this</p>', ' data-dense'),
  'words with a margin': fitted('<p data-signature>Signed by him</p>', ' data-dense'),
  'signs that bold makes narrower': fitted('<a href="https://example.org">§ 1 § 2 § 3 § 4</a>'),
  'sloping signs': fitted('<em>. . . ½ ½ ½ / / /</em>', ' data-dense'),
  units: fitted('Rate <span data-unit>per 10,000 children</span>'),
  'kerning between elements': fitted('f<bdi>)</bdi> f<bdi>)</bdi> f<bdi>)</bdi> f<bdi>)</bdi>'),
  'little room for prose': table(
    [
      `<th scope="row">x</th><td data-numeric>${'8 '.repeat(42)}</td><td data-numeric>2</td><td>Words that accommodate</td>`,
    ],
    ' data-widths="0 0 0 1"',
  ),
};

/** A language of its own, though the same, has the compiler find all sizes. */
const found = (html: string) => set(`<section lang="en"><h1>Tables</h1>${html}</section>`);
const told = (html: string) => set(`<section><h1>Tables</h1>${html}</section>`);

async function lines(pdf: Uint8Array) {
  return withPdf(pdf, async (document) => {
    const all: { text: string; x: number; y: number }[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      for (const item of items)
        if ('str' in item && item.str.trim() !== '')
          all.push({ text: item.str, x: item.transform[4], y: item.transform[5] });
    }
    return all;
  });
}

test.each(Object.entries(tables))('a table of %s stands where the compiler would have set it', async (_, html) => {
  const [own, theirs] = [await lines((await told(html)).pdf), await lines((await found(html)).pdf)];
  expect(own.map(({ text }) => text)).toEqual(theirs.map(({ text }) => text));
  for (const [index, { text, x, y }] of own.entries()) {
    expect(y, text).toBeCloseTo(theirs[index]?.y ?? 0, 3);
    // Columns have a fiftieth to spare.
    expect(Math.abs(x - (theirs[index]?.x ?? 0)), text).toBeLessThan(8);
  }
});
