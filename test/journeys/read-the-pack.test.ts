import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { runTool, toolAt } from '../builders/external-tool.ts';
import { linksOf, openPdf, pageText, targetOf, textsOf } from '../builders/read-pdf.ts';
import { buildSamplePack, type SamplePack } from '../builders/sample-pack.ts';

interface OutlineEntry {
  title: string;
  dest: string | unknown[] | null;
  items: OutlineEntry[];
}

let run: TestRun;
let pack: SamplePack;
let bundle: PDFDocumentProxy;
let report: PDFDocumentProxy;

beforeAll(async () => {
  run = await startTestRun();
  pack = await buildSamplePack(run.origin);
  bundle = await openPdf(pack.bundle);
  report = await openPdf(pack.report);
}, 120_000);

afterAll(() => run?.end());

async function contentsPage(pdf: PDFDocumentProxy): Promise<number> {
  for (let index = 0; index < pdf.numPages; index += 1) {
    const texts = (await textsOf(await pdf.getPage(index + 1))).map(({ text }) => text.trim());
    if (texts.includes('Contents')) return index;
  }
  throw new Error('There is no page of contents');
}

/** The page to which the contents send a reader. */
async function pageOf(pdf: PDFDocumentProxy, title: string): Promise<number> {
  const found = (await contentsLines(pdf)).find(({ line }) => line.includes(title));
  if (!found) throw new Error(`The contents do not name ${title}`);
  return found.target;
}

/** Each line of the contents: the number that is printed, and the page that its link leads to. */
async function contentsLines(pdf: PDFDocumentProxy) {
  const index = await contentsPage(pdf);
  const texts = await textsOf(await pdf.getPage(index + 1));
  const links = (await linksOf(pdf, index)).filter(({ target }) => target >= 0);
  return links.flatMap(({ target, bottom, top }) => {
    const line = texts.filter(({ y }) => y > bottom - 1 && y < top).toSorted((a, b) => a.x - b.x);
    const printed = Number(line.at(-1)?.text);
    return Number.isNaN(printed) ? [] : [{ printed, target, line: line.map(({ text }) => text).join(' ') }];
  });
}

describe('a reader of the pack', () => {
  it.each(['report', 'bundle'] as const)(
    'finds every line of the contents of the %s on the page it says',
    async (edition) => {
      const pdf = edition === 'report' ? report : bundle;
      const lines = await contentsLines(pdf);
      expect(lines.length).toBeGreaterThan(12);
      for (const { printed, target, line } of lines) {
        expect(printed, line).toBe(target + 1);
        const title = line.replace(/[\s.\d]*$/, '').replace(/^(\d+|E\d+)\s*/, '');
        expect((await pageText(pdf, target)).replace(/\s+/g, ' '), line).toContain(title.slice(0, 20));
      }
    },
  );

  it('is never sent nowhere', async () => {
    for (const pdf of [report, bundle]) {
      for (let index = 0; index < pdf.numPages; index += 1) {
        for (const link of await linksOf(pdf, index)) {
          if (link.url) expect(link.url).toMatch(/^(https?:|mailto:)/);
          else expect(link.target, `page ${index + 1}`).toBeGreaterThanOrEqual(0);
        }
      }
    }
  });

  it('goes from the evidence index to a coversheet, and finds the document behind it', async () => {
    const index = await pageOf(bundle, 'Evidence index');
    const ready = pack.manifest.manifest.evidence.filter(({ state }) => state === 'ready');
    const targets = (await linksOf(bundle, index)).map(({ target }) => target);
    let following = Math.min(...targets.filter((target) => target > index));
    for (const { ref, title, pages = 0 } of ready) {
      expect(targets).toContain(following);
      const coversheet = await pageText(bundle, following);
      expect(coversheet).toContain(ref);
      expect(coversheet.replace(/\s+/g, '')).toContain(title.replace(/\s+/g, '').slice(0, 30));
      for (let page = 1; page <= pages; page += 1) {
        const stamp = `${ref} · ${page} of ${pages} · pack page ${following + page + 1}`;
        expect((await pageText(bundle, following + page)).replace(/\s+/g, ' ')).toContain(stamp);
      }
      following += 1 + pages;
    }
  });

  it('finds each document at the page that the index and its coversheet print, one link away', async () => {
    const index = await pageOf(bundle, 'Evidence index');
    const { evidence } = pack.manifest.manifest;
    const printed = [...(await pageText(bundle, index)).replace(/\s+/g, ' ').matchAll(/(From|See) page (\d+)/g)];
    expect(printed.map(([, word]) => word)).toEqual(evidence.map(({ state }) => (state === 'ready' ? 'From' : 'See')));
    const targets = (await linksOf(bundle, index)).map(({ target }) => target);
    for (const [place, { ref, state, pages = 0 }] of evidence.entries()) {
      const page = Number(printed[place]?.[2]) - 1;
      expect(targets, ref).toContain(page);
      const text = (await pageText(bundle, page)).replace(/\s+/g, ' ');
      if (state !== 'ready') {
        expect(text).toContain('The pages of this item are not in the pack.');
        continue;
      }
      expect(text).toContain(`${ref} · 1 of ${pages}`);
      const coversheet = page - 1;
      expect((await pageText(bundle, coversheet)).replace(/\s+/g, ' ')).toContain(
        `The document begins on page ${page + 1}`,
      );
      expect((await linksOf(bundle, coversheet)).map(({ target }) => target)).toEqual([page, index]);
    }
  });

  it('sees page labels that equal the printed numbers', async () => {
    const labels = await bundle.getPageLabels();
    expect(labels ?? []).toEqual(Array.from({ length: bundle.numPages }, (_, index) => String(index + 1)));
    expect((await pageText(bundle, 9)).replace(/\s+/g, ' ')).toContain(`Page 10 of ${bundle.numPages}`);
  });

  it('finds each item in the outline, and the document’s own outline below it', async () => {
    const outline = (await bundle.getOutline()) as OutlineEntry[];
    const evidence = outline.find(({ title }) => title === 'Evidence');
    expect(evidence?.items.map(({ title }) => title.slice(0, 3))).toEqual(
      pack.manifest.manifest.evidence.map(({ ref }) => ref),
    );
    for (const { title, dest } of evidence?.items ?? []) {
      expect(await pageText(bundle, await targetOf(bundle, dest ?? []))).toContain(title.slice(0, 3));
    }
    const depth = (entries: readonly OutlineEntry[]): number =>
      Math.max(0, ...entries.map(({ items }) => 1 + depth(items)));
    expect(depth(outline)).toBeGreaterThanOrEqual(4);
  });

  it('is told of what could not be used, on a slip sheet and in the exceptions', async () => {
    const refused = pack.manifest.manifest.evidence.filter(({ state }) => state === 'refused');
    expect(refused.map(({ ref }) => ref)).toEqual(['E09']);
    const exceptions = await pageText(bundle, await pageOf(bundle, 'Exceptions'));
    expect(exceptions).toContain('E09');
    expect(exceptions.replace(/\s+/g, ' ')).toContain('web page');
  });

  it('reads “Sample: invented figures” on every authored page', async () => {
    for (let index = 0; index < report.numPages; index += 1) {
      expect((await pageText(report, index)).replace(/\s+/g, ' '), `page ${index + 1}`).toContain(
        'Sample: invented figures',
      );
    }
  });

  it.skipIf(!toolAt('qpdf') || !toolAt('pdfinfo'))(
    'has files that qpdf finds whole and pdfinfo calls tagged',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'read-pack-'));
      try {
        for (const [name, bytes] of [
          ['report.pdf', pack.report],
          ['bundle.pdf', pack.bundle],
        ] as const) {
          const path = join(folder, name);
          await writeFile(path, bytes);
          expect(await runTool('qpdf', ['--check', path])).toMatch(/No syntax or stream encoding errors found/);
          expect(await runTool('pdfinfo', [path])).toMatch(/Tagged:\s+yes/);
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});
