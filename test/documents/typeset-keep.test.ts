import { expect, test } from 'vitest';
import { readPdf } from './typeset-reading.ts';
import { set } from './typeset-samples.ts';

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => `<tr><th scope="row">row${index}.</th><td>x</td></tr>`).join('');
const table = (count: number, keep = '') =>
  `<table${keep}><caption>Many rows</caption><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody>${rows(count)}</tbody></table>`;

test.each([
  ['section', `<section data-keep-together><h2>Part</h2>${table(90)}</section>`],
  ['table', table(90, ' data-keep-together')],
])('a %s that is kept together and is taller than a page loses nothing', async (_, inner) => {
  const { pdf } = await set(`<section><h1>Title</h1>${inner}</section>`);
  const text = (await readPdf(pdf)).pages.join(' ');
  const lost = Array.from({ length: 90 }, (__, index) => `row${index}.`).filter((row) => !text.includes(row));
  expect(lost).toEqual([]);
});

test('what fits a page is not parted', async () => {
  const filler = '<p>Words that fill the page.</p>'.repeat(20);
  const { pdf } = await set(
    `<section><h1>Title</h1>${filler}<section data-keep-together>${table(20)}</section></section>`,
  );
  const { pages } = await readPdf(pdf);
  const holding = pages.filter((page) => /row\d+\./.test(page));
  expect(holding).toHaveLength(1);
});
