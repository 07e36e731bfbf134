import { failure, success } from '../model.ts';
import { type Archive, ArchiveFault } from './archive.ts';
import type { Conversion } from './model.ts';
import { setPages } from './pages.ts';
import { readWordParts } from './word/package.ts';
import { type ReadWord, readWord, TooManyCells, WordFault } from './word/read-word.ts';
import { tidyWord } from './word/tidy.ts';
import { XmlFault } from './xml.ts';

/** About 400 pages. Typesetting takes a megabyte a page and the process has one gigabyte. */
const MOST_LETTERS = 1_200_000;
const DAMAGED =
  'This Word document is damaged or incomplete. Open it in Word, save it again (or save it as a PDF), and upload that.';

/** A Word document on plain pages of ours: headings, lists, tables, notes, pictures and links; not its layout. */
export async function convertWord(archive: Archive): Promise<Conversion> {
  const read = await readSafely(archive);
  if (!read.ok) return read;
  const { html, title, hasContent, undescribedPictures } = tidyWord(read.value);
  const { found } = read.value;
  if (!hasContent)
    return failure('no-content', 'This Word document has nothing to print. Check that the right file was chosen.');
  const pages = await setPages(html, title ?? 'Converted document');
  if (!pages.ok) return pages;
  const undescribed =
    undescribedPictures === 0
      ? []
      : [
          `${undescribedPictures === 1 ? '1 picture has' : `${undescribedPictures} pictures have`} no alternative text: a reader who cannot see is told only that there is a picture.`,
        ];
  return success({
    pdf: pages.value.pdf,
    removed: found.removed(),
    warnings: [...found.warnings(), ...undescribed, ...pages.value.warnings],
  });
}

async function readSafely(archive: Archive) {
  let read: ReadWord;
  try {
    const parts = await readWordParts(archive);
    if (!parts) return failure('damaged', DAMAGED);
    read = await readWord(archive, parts);
  } catch (error) {
    if (error instanceof XmlFault && error.kind === 'unsafe')
      return failure(
        'unsafe-xml',
        'This Word document holds a document type definition, which Word never writes and which can fetch other files. Open it in Word, save it as a PDF, and upload that.',
      );
    if (error instanceof TooManyCells) return failure('too-large', tooManyCells(error));
    if (!isAboutTheFile(error)) throw error;
    return failure('damaged', DAMAGED);
  }
  const letters = read.html.replace(/<[^>]*>/g, '').length;
  if (letters > MOST_LETTERS)
    return failure(
      'too-large',
      'This Word document is too long to be converted here (more than about 400 pages). Save it as a PDF and upload that.',
    );
  return success(read);
}

const tooManyCells = ({ cells, most }: TooManyCells): string =>
  `This Word document has a table of ${cells.toLocaleString('en-GB')} cells, more than can be set here (${most.toLocaleString('en-GB')}). Save it as a PDF and upload that.`;

/** Recursion over what somebody nested ends as a RangeError. */
const isAboutTheFile = (error: unknown): boolean =>
  [ArchiveFault, XmlFault, WordFault, RangeError].some((kind) => error instanceof kind);
