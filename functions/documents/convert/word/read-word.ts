import mammoth from 'mammoth';
import type { Archive } from '../archive.ts';
import { tidyPicture } from '../picture.ts';
import { descendants, parseXml, writeXml, type XmlElement } from '../xml.ts';
import { element } from './build.ts';
import { Found } from './found.ts';
import { readNumbering } from './numbering.ts';
import type { WordParts } from './package.ts';
import { Pictures } from './pictures.ts';
import { prepareBody } from './prepare.ts';
import { readStyles } from './styles.ts';

export interface ReadWord {
  /** As mammoth writes it: not yet on our allow-list. A picture's `alt` is its name in `pictures`. */
  html: string;
  pictures: ReadonlyMap<string, WordPicture>;
  found: Found;
}

export interface WordPicture {
  alt: string;
  /** `data:image/…`; absent when it can't be printed. */
  source: string | undefined;
}

/** The room that a picture has beside running text, in millimetres. */
const ROOM = { width: 170, height: 200 };
/** All pictures of a document together, as they are printed. */
const MOST_PICTURE_BYTES = 80_000_000;

/** All styles and the only list that mammoth is shown: `prepareBody` has put every paragraph into one of these. */
const headings = [1, 2, 3, 4, 5, 6].map((level) => paragraphStyle(`Heading${level}`, `heading ${level}`));
const STYLES = writeXml(element('w:styles', {}, ...headings, paragraphStyle('Quote', 'Quote')));
const bullets = [0, 1, 2, 3].map((level) =>
  element('w:lvl', { 'w:ilvl': String(level) }, element('w:numFmt', { 'w:val': 'bullet' })),
);
const NUMBERING = writeXml(
  element(
    'w:numbering',
    {},
    element('w:abstractNum', { 'w:abstractNumId': '0' }, ...bullets),
    element('w:num', { 'w:numId': '1' }, element('w:abstractNumId', { 'w:val': '0' })),
  ),
);

function paragraphStyle(id: string, name: string): XmlElement {
  return element('w:style', { 'w:type': 'paragraph', 'w:styleId': id }, element('w:name', { 'w:val': name }));
}

const BODIES: ReadonlySet<string> = new Set(['w:document', 'w:footnotes', 'w:endnotes']);

/**
 * Reads a Word file through mammoth, which is shown parts that we wrote anew: no DTD, no linked file, no style map of the document's
 * own. It unpacks nothing itself. Throws ArchiveFault, XmlFault, and whatever mammoth throws for a file that it can't read.
 */
export async function readWord(archive: Archive, parts: WordParts): Promise<ReadWord> {
  const found = new Found();
  const styles = readStyles(parts.styles);
  const pictures = new Pictures(found);
  const preparation = { styles, numbering: readNumbering(parts.numbering, styles), pictures, found };
  found.add('comment', countComments(parts.comments));
  found.add('embedded', parts.embedded);
  found.edges = parts.edges.some(hasWords);
  const written = new Map<string, string>([
    [parts.stylesName ?? 'word/styles.xml', STYLES],
    [parts.numberingName ?? 'word/numbering.xml', NUMBERING],
  ]);
  const partText = async (name: string): Promise<string> => {
    const known = written.get(name);
    if (known !== undefined) return known;
    const root = parseXml((await archive.read(name)) ?? new Uint8Array());
    const text = writeXml(BODIES.has(root.name) ? prepareBody(root, preparation) : root);
    written.set(name, text);
    return text;
  };
  const file = {
    exists: (name: string) => written.has(name) || (archive.has(name) && isWanted(name)),
    read: (name: string, encoding?: string) => (encoding ? partText(name) : archive.read(name)),
  };
  const printed = new Map<string, WordPicture>();
  let pictureBytes = 0;
  const convertImage = mammoth.images.imgElement(async (image) => {
    const name = (image as { altText?: string }).altText ?? '';
    const placed = pictures.placed.get(name);
    const bytes = await image.readAsBuffer().catch(() => undefined);
    const tidy =
      placed && bytes && pictureBytes < MOST_PICTURE_BYTES
        ? await tidyPicture(bytes, { room: () => ROOM, size: placed.size, crop: placed.crop })
        : undefined;
    if (!tidy?.ok) found.add('broken-picture');
    pictureBytes += tidy?.ok ? tidy.value.bytes.length : 0;
    const source = tidy?.ok ? `data:${tidy.value.type};base64,${tidy.value.bytes.toString('base64')}` : undefined;
    printed.set(name, { alt: placed?.alt ?? '', source });
    return { src: '' };
  });
  const input = { file } as unknown as { buffer: Buffer };
  const { value } = await mammoth.convertToHtml(input, {
    convertImage,
    styleMap: ['p.Quote => blockquote > p:fresh'],
    includeEmbeddedStyleMap: false,
    externalFileAccess: false,
  });
  return { html: value, pictures: printed, found };
}

/** Text and what it refers to; comments and a style map of the document's own are not there for mammoth. */
function isWanted(name: string): boolean {
  return !/^mammoth\//.test(name) && !/comments[^/]*\.xml$/i.test(name);
}

function countComments(comments: XmlElement | undefined): number {
  return comments ? [...descendants(comments)].filter(({ name }) => name === 'w:comment').length : 0;
}

/** A page's number alone is no text. */
function hasWords(edge: XmlElement): boolean {
  const text = [...descendants(edge)]
    .filter(({ name }) => name === 'w:t')
    .flatMap(({ children }) => children.filter((child) => typeof child === 'string'))
    .join('');
  return /\p{L}{2}/u.test(text.replace(/\bpage\b|\bof\b/gi, ''));
}
