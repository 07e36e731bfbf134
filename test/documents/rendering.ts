import { PDFiumLibrary } from '@hyzyla/pdfium';

/** A page as PDFium (Chromium's viewer) shows it. */
export interface RenderedPage {
  width: number;
  height: number;
  /** Four bytes a pixel, from the top left. */
  data: Uint8Array;
}

let library: Promise<PDFiumLibrary> | undefined;

/** Every page, at so many pixels a point. */
export async function renderedPages(pdf: Uint8Array, scale: number): Promise<RenderedPage[]> {
  library ??= PDFiumLibrary.init();
  const document = await (await library).loadDocument(pdf);
  try {
    const pages: RenderedPage[] = [];
    for (const page of document.pages()) {
      const { data, width, height } = await page.render({ scale, render: 'bitmap', renderFormFields: true });
      pages.push({ width, height, data: Uint8Array.from(data) });
    }
    return pages;
  } finally {
    document.destroy();
  }
}
