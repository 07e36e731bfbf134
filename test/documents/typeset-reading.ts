import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface ReadLink {
  page: number;
  /** Words under the link, and the words right of it on its line. */
  words: string;
  /** 1-based page, for a link within the file. */
  to?: number;
  url?: string;
}

export interface ReadPdf {
  /** Text of each page in the order of the file, furniture included. */
  pages: string[];
  links: ReadLink[];
  outline: string[];
}

/** Reads a PDF with pdf.js, as another program would. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0 });
  const document = await task.promise;
  try {
    const read: ReadPdf = { pages: [], links: [], outline: [] };
    for (let number = 1; number <= document.numPages; number += 1) await readPage(document, number, read);
    const outline = (await document.getOutline()) ?? [];
    const titles = (items: typeof outline): string[] => items.flatMap((item) => [item.title, ...titles(item.items)]);
    read.outline = titles(outline);
    return read;
  } finally {
    await task.destroy();
  }
}

async function readPage(document: PDFDocumentProxy, number: number, read: ReadPdf): Promise<void> {
  const page = await document.getPage(number);
  const items = (await page.getTextContent()).items.filter((item) => 'str' in item);
  read.pages.push(items.map((item) => item.str + (item.hasEOL ? '\n' : '')).join(''));
  for (const annotation of await page.getAnnotations()) {
    const [left, bottom, right, top] = annotation.rect as [number, number, number, number];
    const inside = items.filter(
      ({ transform: [, , , , x, y] }) => x >= left - 1 && x <= right + 1 && y >= bottom - 1 && y <= top,
    );
    const words = inside.map((item) => item.str).join('');
    const url: unknown = annotation.unsafeUrl;
    if (typeof url === 'string') read.links.push({ page: number, words, url });
    else read.links.push({ page: number, words, to: await pageOf(document, annotation.dest) });
  }
}

async function pageOf(document: PDFDocumentProxy, dest: unknown): Promise<number> {
  const explicit = typeof dest === 'string' ? await document.getDestination(dest) : (dest as unknown[]);
  return (await document.getPageIndex(explicit?.[0] as never)) + 1;
}
