import { ParseSpeeds, PDFDocument } from 'pdf-lib';
import { failure, type Outcome, success } from '../../model.ts';
import type { Element } from '../../tree/model.ts';
import { makeArchival } from './archive.ts';
import { foreignFonts } from './fonts.ts';
import { tagRowHeaders } from './row-headers.ts';

/** The compiler's PDF/UA-1 → the same pages with row headers, as PDF/UA-1 and PDF/A-2a. Same bytes in, same bytes out. */
export async function conform(
  pdf: Uint8Array,
  sections: readonly Element[],
): Promise<Outcome<Uint8Array, 'typeset-failed'>> {
  // In one go: the library would else wait for a timer after every few objects, and a process of its own has nobody to let through.
  const document = await PDFDocument.load(pdf, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  const leaked = foreignFonts(document);
  if (leaked.length > 0) {
    return failure(
      'typeset-failed',
      `The pages use fonts that are not shipped: ${leaked.join(', ')}. Name only Noto Sans in pictures.`,
    );
  }
  const tagged = tagRowHeaders(document, sections);
  if (!tagged.ok) return tagged;
  const archival = makeArchival(document);
  if (!archival.ok) return archival;
  return success(
    await document.save({
      useObjectStreams: false,
      updateFieldAppearances: false,
      addDefaultPage: false,
      objectsPerTick: Number.POSITIVE_INFINITY,
    }),
  );
}
