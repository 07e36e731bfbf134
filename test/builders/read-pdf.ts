import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A link of a page, with what a reader would follow. */
export interface ReadLink {
  /** 0-based page that it stands on, and that it leads to; -1 outside the document. */
  page: number;
  target: number;
  /** Bottom and top on the page, in points from the foot. */
  bottom: number;
  top: number;
  url?: string;
}

export interface ReadText {
  text: string;
  x: number;
  y: number;
}

/** Opens a PDF with pdf.js, an engine that has nothing of ours. */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  return getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 }).promise;
}

export async function textsOf(page: PDFPageProxy): Promise<ReadText[]> {
  const { items } = await page.getTextContent();
  return items.flatMap((item) =>
    'str' in item && item.str.trim() !== '' ? [{ text: item.str, x: item.transform[4], y: item.transform[5] }] : [],
  );
}

export async function pageText(pdf: PDFDocumentProxy, index: number): Promise<string> {
  return (await textsOf(await pdf.getPage(index + 1))).map(({ text }) => text).join(' ');
}

/** Every link of a page. Destinations are resolved by pdf.js. */
export async function linksOf(pdf: PDFDocumentProxy, index: number): Promise<ReadLink[]> {
  const annotations = await (await pdf.getPage(index + 1)).getAnnotations();
  const links = annotations.filter((annotation) => annotation.subtype === 'Link');
  return Promise.all(
    links.map(async ({ dest, url, unsafeUrl, rect }) => ({
      page: index,
      target: dest ? await targetOf(pdf, dest) : -1,
      bottom: rect[1],
      top: rect[3],
      ...(url || unsafeUrl ? { url: url ?? unsafeUrl } : {}),
    })),
  );
}

export async function targetOf(pdf: PDFDocumentProxy, dest: string | unknown[]): Promise<number> {
  const explicit = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
  const ref = explicit?.[0];
  if (typeof ref === 'number') return ref;
  return ref ? pdf.getPageIndex(ref as { num: number; gen: number }) : -1;
}
