import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFArray, type PDFDict, PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { attributesOf, childrenOf, find, fontsOf, kindOf, structureRoot } from './structure-tree.ts';
import { bundle, requestOf, set } from './typeset-samples.ts';

const numbering = { kind: 'bundle' as const, itemPages: bundle.itemPages };
const key = (name: string) => PDFName.of(name);

let pdf: Uint8Array;
let document: PDFDocument;
beforeAll(async () => {
  pdf = (await set(bundle.html, { numbering })).pdf;
  document = await PDFDocument.load(pdf, { updateMetadata: false });
});

const idOf = (cell: PDFDict) => cell.lookup(key('ID'), PDFString).decodeText();
const headersOf = (cell: PDFDict) =>
  (attributesOf(cell, 'Table').lookup(key('Headers'), PDFArray).asArray() as PDFString[]).map((id) => id.decodeText());

describe('tables', () => {
  test('row headers are TH of scope Row, and the cells beside them name them after their column', () => {
    const table = find(structureRoot(document), ['Table'])[1] as PDFDict;
    const rows = find(table, ['TR'], ['TR']).map(childrenOf);
    const [columns, plans, children, more] = rows as [PDFDict[], PDFDict[], PDFDict[], PDFDict[]];
    expect(plans.map(kindOf)).toEqual(['TH', 'TD', 'TD']);
    expect(more.map(kindOf)).toEqual(['TD', 'TD']);
    const header = plans[0] as PDFDict;
    expect(attributesOf(header, 'Table').get(key('Scope'))).toBe(key('Row'));
    expect(headersOf(plans[1] as PDFDict)).toEqual([idOf(columns[1] as PDFDict), idOf(header)]);
    expect(headersOf(more[0] as PDFDict)).toEqual([idOf(columns[1] as PDFDict), idOf(children[0] as PDFDict)]);
  });

  test('a term of a list is the header of its details', () => {
    const [row] = find(find(structureRoot(document), ['Table'])[0] as PDFDict, ['TR']).map(childrenOf);
    expect(row?.map(kindOf)).toEqual(['TH', 'TD']);
  });
});

describe('what a validator looks for (accessibility/ has the rest)', () => {
  test('it is in British English and shows its title', () => {
    expect(document.catalog.lookup(key('Lang'), PDFString).decodeText()).toBe('en-GB');
    expect(document.getTitle()).toBe('Peer review of childhood neglect');
  });

  test('only shipped fonts, all embedded, though a picture asked for another', () => {
    expect(fontsOf(document).every((font) => /^NotoSans-[A-Za-z]+(-Identity-H)?$/.test(font))).toBe(true);
  });

  test('headings, lists, captions, notes, links and pictures are what they are', () => {
    const kinds = new Set(
      find(structureRoot(document), ['H1', 'H2', 'Figure', 'Caption', 'Note', 'Link', 'BlockQuote', 'THead']).map(
        kindOf,
      ),
    );
    expect([...kinds].sort()).toEqual(['BlockQuote', 'Caption', 'Figure', 'H1', 'H2', 'Link', 'Note', 'THead']);
    const [figure] = find(structureRoot(document), ['Figure']);
    expect(figure?.lookup(key('Alt'), PDFString).decodeText()).toBe('Plans: 82.7, then 70.4');
  });

  test.skipIf(!present('qpdf'))('qpdf finds no fault in its syntax', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'x.pdf'), pdf);
    const run = spawnSync('qpdf', ['--check', join(folder, 'x.pdf')], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });
});

test('the same request gives the same bytes in two other processes', () => {
  const folder = temporaryFolder();
  const entry = join(import.meta.dirname, '../../functions/documents/child.ts');
  const files = ['first', 'second'].map((name) => {
    const request = join(folder, `${name}.json`);
    const path = join(folder, `${name}.pdf`);
    writeFileSync(request, JSON.stringify({ ...requestOf(bundle.html, { numbering }), pdfPath: path }));
    const run = spawnSync(process.execPath, [entry, 'typeset', request, join(folder, 'result.json')], {
      cwd: folder,
      env: {},
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8'))).toMatchObject({
      ok: true,
      value: { pages: 7 },
    });
    return readFileSync(path);
  });
  expect(files[0]?.equals(files[1] as Buffer)).toBe(true);
  expect(files[0]?.equals(pdf)).toBe(true);
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'typeset-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function present(tool: string): boolean {
  const here = spawnSync(tool, ['--version']).status === 0;
  if (!here && process.env.CI === 'true') throw new Error(`CI must have ${tool}`);
  if (!here) console.warn(`SKIPPED: ${tool} is not on this machine`);
  return here;
}
