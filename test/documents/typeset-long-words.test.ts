import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import { readPdf } from './typeset-reading.ts';
import { set } from './typeset-samples.ts';

/** Right ends of everything written across the page, in points from its left edge. */
async function rightEnds(pdf: Uint8Array): Promise<number[]> {
  const task = getDocument({ data: pdf.slice(), verbosity: 0 });
  const document = await task.promise;
  const ends: number[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    for (const item of items) if ('str' in item && item.transform[1] === 0) ends.push(item.transform[4] + item.width);
  }
  await task.destroy();
  return ends;
}

const address = 'tamsin.achebe@thornmere.example';
const rightMargin = 595.28 - 62;

test('an address breaks before the margin wherever its line stands, and is copied whole', async () => {
  const lines = Array.from({ length: 40 }, (_, count) => `<p>${'ill '.repeat(60 + count)}${address}</p>`);
  const { pdf } = await set(`<section><h1>Addresses</h1>${lines.join('')}</section>`);
  expect(Math.max(...(await rightEnds(pdf)))).toBeLessThan(rightMargin);
});

test('an address that breaks in a cell is copied whole', async () => {
  const long = 'https://example.org/reviews/neglect/evidence/multi-agency-audit-2026';
  const { pdf } = await set(
    `<section><h1>Sources</h1><table data-widths="5 1"><caption>Sources</caption><thead><tr><th scope="col">Words</th><th scope="col">Place</th></tr></thead>
    <tbody><tr><th scope="row">Audit</th><td>${long}</td></tr></tbody></table></section>`,
  );
  const { pages } = await readPdf(pdf);
  expect(pages.join('').replace(/\s/g, '')).toContain(long);
});
