import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTool, toolAt } from '../builders/external-tool.ts';
import { simplePdf, words } from '../builders/pdf.ts';
import { makeRandomPdf } from '../builders/pdf-random.ts';
import { taggedPdf } from '../builders/pdf-tagged.ts';
import { bundled, compiled, linked, planOf } from './linking.ts';
import { pageTexts } from './reading.ts';

let folder = '';
let pdf: Uint8Array;
let texts: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readers-'));
  const open = { size: [500, 700] as [number, number], rotate: 0, userUnit: 1, crop: false, link: 'first' as const };
  const originals: Record<string, Uint8Array> = {
    E01: taggedPdf(),
    E02: simplePdf({ pages: Array.from({ length: 40 }, (_, at) => words(`Page ${at}`)), packed: true }),
    E03: await makeRandomPdf({ pages: [{ ...open, text: 'Left open', open: 3 }], objectStreams: true, title: 'Open' }),
    E04: simplePdf({ update: { 50: { dict: '', data: words('Mended') } } }),
  };
  const objects: Record<string, Uint8Array> = {};
  for (const [ref, original] of Object.entries(originals)) objects[ref] = (await compiled(original)).object;
  const parts = Object.keys(objects).map((ref) => ({
    kind: 'evidence' as const,
    object: ref,
    ref,
    title: `Item ${ref}`,
    stamp: true,
  }));
  const outline = parts.map(({ title }, part) => ({ title, part, page: 0, own: true }));
  ({ pdf } = await linked(planOf(parts, { outline }), objects));
  texts = await pageTexts(pdf, { artifacts: true });
  await writeFile(join(folder, 'bundle.pdf'), pdf);
});

afterAll(() => rm(folder, { recursive: true }));

describe('readers that share nothing agree on a bundle', () => {
  it('as pdf.js reads it', () => {
    expect(texts).toHaveLength(44);
    expect(texts.slice(0, 3)).toEqual([
      'First CellfieldE01 · 1 of 2 · pack page 1',
      'Second CellE01 · 2 of 2 · pack page 2',
      'Page 0E02 · 1 of 40 · pack page 3',
    ]);
    expect(texts.at(-1)).toBe('MendedE04 · 1 of 1 · pack page 44');
  });

  it('as the viewer of Chromium reads it', async () => {
    const library = await PDFiumLibrary.init();
    try {
      const document = await library.loadDocument(pdf);
      expect(document.getPageCount()).toBe(texts.length);
      const found = [...document.pages()].map((page) => page.getText());
      expect(found.map(bare)).toEqual(texts.map(bare));
      document.destroy();
    } finally {
      library.destroy();
    }
  });

  it.skipIf(!toolAt('pdfinfo') || !toolAt('pdftotext'))('as poppler reads it', async () => {
    const file = join(folder, 'bundle.pdf');
    const info = await runTool('pdfinfo', [file]);
    expect(/^Pages:\s+(\d+)$/m.exec(info)?.[1]).toBe('44');
    expect(/^Tagged:\s+(\w+)$/m.exec(info)?.[1]).toBe('yes');
    const pages = (await runTool('pdftotext', ['-layout', file, '-'])).split('\f').slice(0, -1);
    expect(pages.map(bare)).toEqual(texts.map(bare));
    // Tags in reading order: the heading, then the table's cells.
    const structure = await runTool('pdfinfo', ['-struct-text', file]);
    const order = ['H1', '"First"', 'Table', 'TR', 'TH', '"Cell"', 'TD'];
    const places = order.map((text, index) =>
      structure.indexOf(text, index === 0 ? 0 : structure.indexOf(order[index - 1] ?? '')),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it.skipIf(!toolAt('qpdf'))('and qpdf finds nothing wrong', async () => {
    expect(await runTool('qpdf', ['--check', join(folder, 'bundle.pdf')])).toContain(
      'No syntax or stream encoding errors',
    );
  });
});

it('is the same bytes in another process', async () => {
  const script = `
    const { bundled } = await import(process.argv[1]);
    const { taggedPdf } = await import(process.argv[2]);
    console.log((await bundled(taggedPdf())).sha256);`;
  const modules = ['./linking.ts', '../builders/pdf-tagged.ts'].map((path) => new URL(path, import.meta.url).href);
  const run = () => runTool(process.execPath, ['--input-type=module', '-e', script, ...modules]);
  const { sha256 } = await bundled(taggedPdf());
  expect([await run(), await run()]).toEqual([`${sha256}\n`, `${sha256}\n`]);
});

/** Signs in their order of the alphabet: readers put the lines of a page, and spaces, in orders of their own. */
function bare(text: string): string {
  return [...text.replace(/\s+/g, '')].sort().join('');
}
