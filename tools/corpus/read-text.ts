import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

const characterMaps = join(dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json'))), 'cmaps/');

/** Opens a PDF with pdf.js, which shares nothing with the compiler, and closes it afterwards. Passwords are not tried but the empty one. */
export async function withPdf<T>(path: string, use: (document: PDFDocumentProxy) => Promise<T>): Promise<T> {
  const task = getDocument({
    data: new Uint8Array(await readFile(path)),
    cMapUrl: characterMaps,
    verbosity: 0,
    useSystemFonts: false,
    disableFontFace: true,
  });
  try {
    return await use(await task.promise);
  } finally {
    await task.destroy();
  }
}

export const countPages = (path: string): Promise<number> => withPdf(path, async ({ numPages }) => numPages);

/**
 * The characters of a page, without white space, in the order of its content. `withoutStamp` leaves out the last artifact of the page,
 * which is the linker's stamp.
 */
export async function textOf(page: PDFPageProxy, { withoutStamp = false } = {}): Promise<string> {
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  let depth = 0;
  let [start, end] = [-1, -1];
  items.forEach((item, at) => {
    if ('str' in item) return;
    if (item.type === 'endMarkedContent') {
      depth = Math.max(0, depth - 1);
      if (depth === 0 && start > end) end = at;
      return;
    }
    if (depth === 0 && 'tag' in item && item.tag === 'Artifact') start = at;
    depth += 1;
  });
  const stamp = withoutStamp && end > start && start >= 0;
  const kept = stamp ? items.filter((_, at) => at < start || at > end) : items;
  return kept
    .map((item) => ('str' in item ? item.str : ''))
    .join('')
    .replace(/\s+/gu, '');
}

/** An annotation that a viewer shows on the page, as far as a comparison needs it. */
export interface Shown {
  /** In the page's own units: left, bottom, right, top. */
  rect: readonly number[];
  /** It brings its own look; without one each viewer draws it as it likes. */
  drawn: boolean;
}

/** @param isAnew the document asks viewers to draw text and choices from their values, whatever look they have */
export async function annotationsOf(page: PDFPageProxy, isAnew: boolean): Promise<Shown[]> {
  const annotations = await page.getAnnotations({ intent: 'display' });
  return annotations.flatMap(({ subtype, fieldType, rect, hasAppearance }) =>
    (subtype === 'Link' && hasAppearance !== true) || subtype === 'Popup' || !Array.isArray(rect)
      ? []
      : [{ rect: rect as number[], drawn: hasAppearance === true && !(isAnew && /^(?:Tx|Ch)$/.test(fieldType ?? '')) }],
  );
}
