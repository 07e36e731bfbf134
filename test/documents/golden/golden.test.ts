/**
 * One document of every kind of page, against what it was when somebody last looked (`expected/`): `structure.json` (the tags with their text),
 * `pages.txt` (what a reader extracts, furniture included) and a small picture of each page. A change of the stylesheet changes them:
 *
 *   UPDATE_GOLDEN=1 npx vitest run --project fast test/documents/golden
 *
 * writes them anew; look at the pictures, and at the difference in git, before committing. On failure the pages as they are now, and
 * what differs in red, are in a temporary folder that the message names.
 */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { typeset } from '../../../functions/documents/typeset/typeset.ts';
import { open } from '../accessibility/document.ts';
import { readPdf } from '../typeset-reading.ts';
import { value } from '../typeset-samples.ts';
import { describeStructure } from './describe.ts';
import { compare, draw, type Picture, readPicture, writePicture } from './pictures.ts';
import { golden } from './sample.ts';

const update = process.env.UPDATE_GOLDEN === '1';
const place = (file: string) => join(import.meta.dirname, 'expected', file);
/** A line of text that moves by a dot changes more than this share of its page. */
const SAME_PAGE = 0.002;

let pdf: Uint8Array;
beforeAll(async () => {
  pdf = value(await typeset(golden)).pdf;
});

function expectFile(file: string, text: string): void {
  if (update) writeFileSync(place(file), text);
  expect(text).toBe(readFileSync(place(file), 'utf8'));
}

test('the tags and their text', async () => {
  const structure = describeStructure(await open(pdf));
  expect(JSON.parse(structure)).toHaveLength(1);
  expectFile('structure.json', structure);
});

test('the text of each page', async () => {
  const { pages } = await readPdf(pdf);
  expectFile('pages.txt', pages.map((text, index) => `--- page ${index + 1}\n${text.trim()}\n`).join('\n'));
});

test('the look of each page', async () => {
  const pictures = await draw(pdf);
  const wrong: string[] = [];
  for (const [index, picture] of pictures.entries()) {
    const file = `page-${String(index + 1).padStart(2, '0')}.png`;
    if (update) writeFileSync(place(file), await writePicture(picture));
    if (!existsSync(place(file))) wrong.push(`${file} is not there: was a page added?`);
    else wrong.push(...(await differences(file, picture)));
  }
  expect(existsSync(place(`page-${String(pictures.length + 1).padStart(2, '0')}.png`)), 'a page is missing').toBe(
    false,
  );
  expect(wrong).toEqual([]);
});

async function differences(file: string, actual: Picture): Promise<string[]> {
  const { share, diff } = compare(await readPicture(readFileSync(place(file))), actual);
  if (share <= SAME_PAGE) return [];
  const folder = mkdtempSync(join(tmpdir(), 'golden-'));
  writeFileSync(join(folder, file), await writePicture(actual));
  writeFileSync(join(folder, `diff-${file}`), await writePicture(diff));
  return [`${file}: ${(share * 100).toFixed(1)}% of it differs; as it is now, and what differs: ${folder}`];
}
