import mammoth from 'mammoth';
import type { Archive } from '../archive.ts';
import { tidyPicture } from '../picture.ts';
import { descendants, elementsIn, parseXml, writeXml, type XmlElement } from '../xml.ts';
import { element } from './build.ts';
import { Found } from './found.ts';
import { readNumbering } from './numbering.ts';
import type { WordParts } from './package.ts';
import { Pictures } from './pictures.ts';
import { type Preparation, prepareBody } from './prepare.ts';
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
 * own. It unpacks nothing itself. Throws ArchiveFault, XmlFault, TooManyCells and WordFault.
 */
export async function readWord(archive: Archive, parts: WordParts): Promise<ReadWord> {
  const found = new Found();
  const styles = readStyles(parts.styles);
  const pictures = new Pictures(found);
  const numbering = readNumbering(parts.numbering, styles);
  const preparation: Preparation = { styles, numbering, pictures, found, targets: new Set() };
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
    const isBody = BODIES.has(root.name);
    if (isBody) preparation.targets = await readTargets(archive, name);
    const text = writeXml(isBody ? prepareBody(root, preparation) : root);
    if (found.mostCells > MOST_CELLS) throw new TooManyCells(found.mostCells, MOST_CELLS);
    written.set(name, text);
    return text;
  };
  // mammoth rejects alike for a file that it can't read and for a fault of ours on the way: these are told apart here.
  let fault: { error: unknown } | undefined;
  const told = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      fault ??= { error };
      throw error;
    });
  // None for a picture that is elsewhere: an empty one can't be printed, and that is said.
  const pictureBytesOf = async (name: string) => (await archive.read(name)) ?? new Uint8Array();
  const file = {
    exists: (name: string) => written.has(name) || (archive.has(name) && isWanted(name)),
    read: (name: string, encoding?: string) => told<unknown>(encoding ? partText(name) : pictureBytesOf(name)),
  };
  const printed = new Map<string, WordPicture>();
  let pictureBytes = 0;
  const print = async (name: string, read: () => Promise<Uint8Array>): Promise<void> => {
    const placed = pictures.placed.get(name);
    const bytes = placed && pictureBytes < MOST_PICTURE_BYTES ? await read() : undefined;
    const tidy = bytes && (await tidyPicture(bytes, { room: () => ROOM, size: placed?.size, crop: placed?.crop }));
    if (!tidy?.ok) found.add('broken-picture');
    pictureBytes += tidy?.ok ? tidy.value.bytes.length : 0;
    const source = tidy?.ok ? `data:${tidy.value.type};base64,${tidy.value.bytes.toString('base64')}` : undefined;
    printed.set(name, { alt: placed?.alt ?? '', source });
  };
  const convertImage = mammoth.images.imgElement(async (image) => {
    const { altText } = image as { altText?: string };
    await told(print(altText ?? '', () => image.readAsBuffer()));
    return { src: '' };
  });
  const input = { file } as unknown as { buffer: Buffer };
  const options = { convertImage, styleMap: STYLE_MAP, includeEmbeddedStyleMap: false, externalFileAccess: false };
  const html = await mammoth.convertToHtml(input, options).then(
    ({ value }) => value,
    () => undefined,
  );
  // A picture's fault is only a message for mammoth, which goes on without it.
  if (fault) throw fault.error;
  if (html === undefined) throw new WordFault();
  return { html, pictures: printed, found };
}

/** One table is laid out at once: 12,000 cells need more memory than the process has. */
const MOST_CELLS = 7_000;

export class TooManyCells extends Error {
  readonly cells: number;
  readonly most: number;

  constructor(cells: number, most: number) {
    super('too many cells');
    this.cells = cells;
    this.most = most;
  }
}

/** mammoth can't make sense of the file. */
export class WordFault extends Error {}

const STYLE_MAP = ['p.Quote => blockquote > p:fresh'];

/** Ids of what a part refers to outside itself and has: `rId7` of a picture or an address. */
async function readTargets(archive: Archive, name: string): Promise<ReadonlySet<string>> {
  const bytes = await archive.read(name.replace(/[^/]*$/, (base) => `_rels/${base}.rels`));
  const links = bytes ? elementsIn(parseXml(bytes)) : [];
  const whole = links.filter(({ attributes }) => attributes.get('Target'));
  return new Set(whole.map(({ attributes }) => attributes.get('Id') ?? ''));
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
