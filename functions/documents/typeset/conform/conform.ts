import { failure, type Outcome, success } from '../../model.ts';
import type { Element } from '../../tree/model.ts';
import { makeArchival } from './archive.ts';
import { tagContents } from './contents.ts';
import { CompilerFile } from './file.ts';
import { foreignFonts } from './fonts.ts';
import { tagRowHeaders } from './row-headers.ts';
import { findIn } from './structure.ts';
import { mendText } from './text/text.ts';

/** The compiler's PDF/UA-1 → the same pages with row headers and contents, as PDF/UA-1 and PDF/A-2a. Same bytes in, same bytes out. */
export function conform(pdf: Uint8Array, sections: readonly Element[]): Outcome<Uint8Array, 'typeset-failed'> {
  const file = new CompilerFile(pdf);
  const leaked = foreignFonts(file);
  if (leaked.length > 0) {
    return failure(
      'typeset-failed',
      `The pages use fonts that are not shipped: ${leaked.join(', ')}. Name only Noto Sans in pictures.`,
    );
  }
  const { tables, entries } = findIn(file);
  const tagged = tagRowHeaders(file, tables, sections);
  if (!tagged.ok) return tagged;
  const listed = tagContents(file, entries, sections);
  if (!listed.ok) return listed;
  mendText(file, sections);
  const archival = makeArchival(file);
  if (!archival.ok) return archival;
  return success(file.bytes());
}
