import { readFile } from 'node:fs/promises';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';

/** Dots to a point, and the longest side in dots: enough to see what moved or is missing. */
const SCALE = 0.5;
const LONGEST = 600;
/** Channels may differ by so much before a dot counts as different. */
const SAME_COLOUR = 48;

export interface Picture {
  width: number;
  height: number;
  /** Dots to a point. */
  scale: number;
  /** Four channels a dot. */
  dots: Uint8Array;
}

/** Opens PDFs with PDFium, which shares nothing with the compiler, and draws pages as a screen shows them, annotations too. */
export async function withPdfium<T>(
  paths: readonly string[],
  use: (draw: readonly ((page: number) => Promise<Picture>)[]) => Promise<T>,
): Promise<T> {
  const library = await PDFiumLibrary.init();
  const documents: PDFiumDocument[] = [];
  try {
    for (const path of paths) documents.push(await library.loadDocument(new Uint8Array(await readFile(path))));
    return await use(documents.map((document) => (page) => draw(document, page)));
  } finally {
    for (const document of documents) document.destroy();
    library.destroy();
  }
}

async function draw(document: PDFiumDocument, index: number): Promise<Picture> {
  const page = document.getPage(index);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = Math.min(SCALE, LONGEST / Math.max(originalWidth, originalHeight, 1));
  const { data, width, height } = await page.render({ scale, render: 'bitmap' });
  return { width, height, scale, dots: data.slice() };
}

/** A part of a picture in dots from its top left corner. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Dots that differ, without those of some areas; all of them when the sizes differ. */
export function differingDots(one: Picture, other: Picture, without: readonly Area[]): number {
  const { width, height } = one;
  if (width !== other.width || height !== other.height) return width * height;
  let different = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      if (sameDot(one.dots, other.dots, at)) continue;
      if (!without.some(({ left, top, right, bottom }) => x >= left && x <= right && y >= top && y <= bottom))
        different += 1;
    }
  }
  return different;
}

function sameDot(one: Uint8Array, other: Uint8Array, at: number): boolean {
  for (let channel = 0; channel < 3; channel += 1) {
    if (Math.abs((one[at + channel] ?? 0) - (other[at + channel] ?? 0)) > SAME_COLOUR) return false;
  }
  return true;
}
