import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Opens a PDF in pdf.js, which shares nothing with the code under test, and closes it afterwards. */
export async function withPdf<T>(pdf: Uint8Array, use: (document: PDFDocumentProxy) => Promise<T>): Promise<T> {
  const task = getDocument({ data: pdf.slice(), verbosity: 0, useSystemFonts: false, disableFontFace: true });
  try {
    return await use(await task.promise);
  } finally {
    await task.destroy();
  }
}

/** The text of each page, without what is marked as an artifact. White space is folded. */
export async function pageTexts(pdf: Uint8Array, { artifacts = false } = {}): Promise<string[]> {
  return withPdf(pdf, async (document) => {
    const texts: string[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent({ includeMarkedContent: true });
      const marks: boolean[] = [];
      let text = '';
      for (const item of items) {
        if ('str' in item) {
          if (artifacts || !marks.includes(true)) text += `${item.str}${item.hasEOL ? '\n' : ''}`;
        } else if (item.type === 'endMarkedContent') marks.pop();
        else marks.push('tag' in item && item.tag === 'Artifact');
      }
      texts.push(text.replace(/\s+/g, ' ').trim());
    }
    return texts;
  });
}
