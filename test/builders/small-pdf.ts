import { PDFDocument, StandardFonts } from 'pdf-lib';

/** One page that says `words`. The same words make the same bytes. */
export async function smallPdf(words: string): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const font = await document.embedFont(StandardFonts.Helvetica);
  document.addPage([300, 200]).drawText(words, { x: 20, y: 100, size: 12, font });
  return document.save({ useObjectStreams: false });
}
