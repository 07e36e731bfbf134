import { readFile } from 'node:fs/promises';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Area, differingDots, type Picture, withPdfium } from './draw-pages.ts';
import { annotationsOf, type Shown, textOf, withPdf } from './read-text.ts';
import { drawWithPoppler } from './second-drawing.ts';

/** An item of a linked file, and the file that it was. */
export interface Item {
  original: string;
  output: string;
  /** 0-based, in the output. */
  first: number;
  pages: number;
  /** What the stamps say first, e.g. `E07`. */
  ref: string;
}

/** What was expected of a page, or of the whole, and what was found instead. `page` is 1-based in the original. */
export interface Difference {
  check: 'opens' | 'pages' | 'text' | 'pictures' | 'active' | 'qpdf' | 'link';
  page?: number;
  expected: string;
  found: string;
  /** Whoever should have found it ended before: it says nothing. */
  unproved?: true;
}

export interface Comparison {
  /** What pdf.js says of the original. */
  pages?: number;
  /** How many pages were looked at. */
  compared: number;
  lost: Difference[];
  /** Where an independent reader fails on the original, nothing is proved. */
  exceptions: Difference[];
}

/** Of long files every so many pages are looked at, these at most. */
const MOST_PAGES = 150;
const MOST_DIFFERENCES = 5;
/** Dots: edges of what is painted in two steps, or in another order. */
const TOLERANCE = { dots: 3, share: 0.0004 };

/** Compares each page of an item with the original's by two independent readers: characters and pictures. */
export async function compareItem(item: Item): Promise<Comparison> {
  const result: Comparison = { compared: 0, lost: [], exceptions: [] };
  const stride = Math.ceil(item.pages / MOST_PAGES);
  const pages = Array.from({ length: Math.ceil(item.pages / stride) }, (_, index) => index * stride);
  result.compared = pages.length;
  const shown = await compareTexts(item, pages, result);
  await comparePictures(item, pages, shown, result);
  result.lost.splice(MOST_DIFFERENCES);
  result.exceptions.splice(MOST_DIFFERENCES);
  return result;
}

async function compareTexts(item: Item, pages: readonly number[], result: Comparison): Promise<Map<number, PageFacts>> {
  const facts = new Map<number, PageFacts>();
  const isAnew = (await readFile(item.original)).toString('latin1').match(/\/NeedAppearances\s+true/u) !== null;
  await withPdf(item.output, async (output) => {
    try {
      await withPdf(item.original, async (original) => {
        result.pages = original.numPages;
        for (const page of pages) facts.set(page, await compareText({ original, output, isAnew }, item, page, result));
      });
    } catch (error) {
      result.exceptions.push({ check: 'opens', expected: 'that pdf.js reads the original', found: String(error) });
    }
  });
  return facts;
}

interface PageFacts {
  shown: Shown[];
  view: readonly number[];
  rotate: number;
}

async function compareText(
  { original, output, isAnew }: { original: PDFDocumentProxy; output: PDFDocumentProxy; isAnew: boolean },
  item: Item,
  index: number,
  result: Comparison,
): Promise<PageFacts> {
  const page = index + 1;
  let source: PDFPageProxy;
  let expected: string;
  let shown: Shown[];
  try {
    source = await original.getPage(page);
    expected = await textOf(source);
    shown = await annotationsOf(source, isAnew);
  } catch (error) {
    result.exceptions.push({ check: 'text', page, expected: 'that pdf.js reads this page', found: String(error) });
    return { shown: [], view: [], rotate: 0 };
  }
  const found = await textOf(await output.getPage(item.first + page), { withoutStamp: true });
  // What annotations say is painted after the page; pdf.js does not count it as text of the original.
  const same = shown.length > 0 ? found.startsWith(expected) : found === expected;
  const difference: Difference = { check: 'text', page, ...firstDifference(expected, found) };
  // pdf.js leaves out what others look for further: there is more to read then, and they draw it.
  if (!same && found.includes(expected) && (await popplerSeesNoLoss(item, index)))
    result.exceptions.push({ ...difference, found: `${difference.found}; poppler draws both alike` });
  else if (!same) result.lost.push(difference);
  return { shown, view: source.view, rotate: source.rotate };
}

function firstDifference(expected: string, found: string): { expected: string; found: string } {
  let at = 0;
  while (at < expected.length && expected[at] === found[at]) at += 1;
  const around = (text: string): string =>
    `${text.length} characters, from ${at}: "${text.slice(Math.max(0, at - 10), at + 40)}"`;
  return { expected: around(expected), found: around(found) };
}

async function comparePictures(
  item: Item,
  pages: readonly number[],
  facts: ReadonlyMap<number, PageFacts>,
  result: Comparison,
): Promise<void> {
  const tried = await withPdfium([item.original], async () => undefined).catch(String);
  if (tried !== undefined) {
    result.exceptions.push({ check: 'opens', expected: 'that PDFium opens the original', found: tried });
    return;
  }
  await withPdfium([item.original, item.output], async ([original, output]) => {
    for (const index of pages) {
      const page = index + 1;
      let expected: Picture | undefined;
      try {
        expected = await original?.(index);
      } catch (error) {
        result.exceptions.push({ check: 'pictures', page, expected: 'that PDFium draws it', found: String(error) });
      }
      const found = await output?.(item.first + index);
      if (!expected || !found) continue;
      const without = [stampArea(item, index, found), ...undrawn(facts.get(index), found)];
      const different = differingDots(expected, found, without);
      const allowed = TOLERANCE.dots + TOLERANCE.share * found.width * found.height;
      if (different <= allowed) continue;
      const size = ({ width, height }: Picture): string => `${width} × ${height} dots`;
      const difference: Difference = {
        check: 'pictures',
        page,
        expected: size(expected),
        found: `${size(found)}, ${different} of them different`,
      };
      // PDFium has ways of its own, with broken boxes and looks that nobody else draws: another has to see the loss too.
      if (await popplerSeesNoLoss(item, index)) {
        result.exceptions.push({ ...difference, found: `${difference.found}; poppler draws both alike` });
      } else result.lost.push(difference);
    }
  });
}

async function popplerSeesNoLoss(item: Item, index: number): Promise<boolean> {
  const expected = await drawWithPoppler(item.original, index + 1);
  const found = await drawWithPoppler(item.output, item.first + index + 1);
  if (!expected || !found) return false;
  // Its picture has no scale to the point that is known for every box: the plate is masked as if for the smallest page.
  const scale = Math.max(found.width, found.height) / 842;
  const different = differingDots(expected, found, [stampArea(item, index, { ...found, scale })]);
  return different <= TOLERANCE.dots + TOLERANCE.share * found.width * found.height;
}

/** Where the linker's plate is, generously: bottom left as displayed, as wide as its words may be. */
function stampArea({ ref, pages, first }: Item, index: number, { height, scale }: Picture): Area {
  const words = `${ref} · ${index + 1} of ${pages} · pack page ${first + index + 1}`;
  return { left: 6 * scale, right: (18 + 5 * words.length) * scale, top: height - 22 * scale, bottom: height };
}

/** Where viewers draw what has no look of its own, each in its own way. */
function undrawn(facts: PageFacts | undefined, { width, height, scale }: Picture): Area[] {
  if (!facts || facts.view.length < 4) return [];
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = facts.view;
  const margin = 4;
  return facts.shown
    .filter(({ drawn }) => !drawn)
    .map(({ rect: [l = 0, b = 0, r = 0, t = 0] }) => {
      const box = { left: l - x1, right: r - x1, bottom: y2 - b, top: y2 - t };
      const across = { left: b - y1, right: t - y1, top: l - x1, bottom: r - x1 };
      const turned =
        facts.rotate === 90
          ? across
          : facts.rotate === 180
            ? { left: x2 - r, right: x2 - l, top: b - y1, bottom: t - y1 }
            : facts.rotate === 270
              ? { left: y2 - t, right: y2 - b, top: x2 - r, bottom: x2 - l }
              : box;
      return {
        left: Math.max(0, (turned.left - margin) * scale),
        right: Math.min(width, (turned.right + margin) * scale),
        top: Math.max(0, (turned.top - margin) * scale),
        bottom: Math.min(height, (turned.bottom + margin) * scale),
      };
    });
}
