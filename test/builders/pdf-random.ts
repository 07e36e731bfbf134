import fc from 'fast-check';
import { degrees, PDFDocument, PDFName, PDFString, StandardFonts } from 'pdf-lib';

export interface RandomPage {
  text: string;
  size: [number, number];
  rotate: number;
  userUnit: number;
  crop: boolean;
  link: 'none' | 'web' | 'first' | 'script';
  open: number;
}

export interface RandomPdf {
  pages: RandomPage[];
  objectStreams: boolean;
  title: string;
}

/** Descriptions of PDFs; `makeRandomPdf` makes the same bytes of the same description. */
export const randomPdf: fc.Arbitrary<RandomPdf> = fc.record({
  pages: fc.array(
    fc.record({
      text: fc.stringMatching(/^[A-Za-z0-9 ]{1,40}$/),
      size: fc.tuple(fc.integer({ min: 80, max: 1200 }), fc.integer({ min: 80, max: 1200 })),
      rotate: fc.constantFrom(0, 90, 180, 270),
      userUnit: fc.constantFrom(1, 2, 0.5),
      crop: fc.boolean(),
      link: fc.constantFrom('none' as const, 'web' as const, 'first' as const, 'script' as const),
      open: fc.integer({ min: -2, max: 3 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  objectStreams: fc.boolean(),
  title: fc.string({ maxLength: 30 }),
});

export async function makeRandomPdf({ pages, objectStreams, title }: RandomPdf): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(title);
  const font = await document.embedFont(StandardFonts.TimesRoman);
  const { context } = document;
  for (const { text, size, rotate, userUnit, crop, link, open } of pages) {
    const page = document.addPage(size);
    page.drawText(text, { x: 20, y: 30, size: 9, font });
    page.setRotation(degrees(rotate));
    if (userUnit !== 1) page.node.set(PDFName.of('UserUnit'), context.obj(userUnit));
    if (crop) page.setCropBox(10, 10, size[0] - 20, size[1] - 20);
    const odd = open < 0 ? 'Q '.repeat(-open) : 'q '.repeat(open);
    page.node.addContentStream(context.register(context.flateStream(odd)));
    const first = document.getPage(0).ref;
    const targets = {
      web: { A: { S: 'URI', URI: PDFString.of('https://example.org/') } },
      first: { Dest: [first, 'Fit'] },
      script: { A: { S: 'JavaScript', JS: PDFString.of('x') } },
    };
    if (link === 'none') continue;
    page.node.addAnnot(
      context.register(
        context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 20, 20], ...targets[link] } as never),
      ),
    );
  }
  return document.save({ useObjectStreams: objectStreams });
}
