import { PDFArray, type PDFDict, PDFInvalidObject, type PDFObject, PDFRef } from 'pdf-lib';
import { asDict, type Reader, refKey } from './access.ts';
import { type CompileLimits, Refusal } from './model.ts';

export type Box = [number, number, number, number];

export interface PageSource {
  dict: PDFDict;
  /** Reference of the page in its document; a page that is listed twice keeps it at its first place only. */
  key: string | undefined;
  resources: PDFDict | undefined;
  media: Box;
  crop: Box | undefined;
  /** 0, 90, 180 or 270, clockwise. */
  rotate: number;
  userUnit: number;
}

const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const;
type Inherited = Partial<Record<(typeof INHERITED)[number], PDFObject>>;

const BROKEN_PAGE =
  'A page of this PDF is damaged and cannot be read. Ask for the file to be sent again, or print it to a new PDF.';

/** The pages in order, inherited attributes written down. Refuses a tree that loops, is too deep or has no page. */
export function readPages(reader: Reader, catalog: PDFDict, limits: CompileLimits): PageSource[] {
  const pages: PageSource[] = [];
  const seenNodes = new Set<PDFDict>();
  const seenPages = new Set<string>();

  const visit = (value: PDFObject | undefined, above: Inherited, depth: number): void => {
    const found = value instanceof PDFRef ? reader.context.lookup(value) : value;
    if (found instanceof PDFInvalidObject) throw new Refusal('damaged', BROKEN_PAGE, { isUnreadable: true });
    const node = asDict(found);
    if (!node) return;
    if (depth > limits.depth)
      throw new Refusal('damaged', 'The list of pages in this PDF is nested too deeply. Print it to a new PDF.');
    const here: Inherited = { ...above };
    for (const key of INHERITED) {
      const own = reader.raw(node, key);
      if (own) here[key] = own;
    }
    const kids = reader.get(node, 'Kids');
    if (reader.name(node, 'Type') !== 'Page' && kids instanceof PDFArray) {
      if (seenNodes.has(node)) {
        throw new Refusal(
          'damaged',
          'The list of pages in this PDF leads back to itself. Print it to a new PDF and upload that.',
        );
      }
      seenNodes.add(node);
      for (const kid of kids.asArray()) visit(kid, here, depth + 1);
      return;
    }
    if (pages.length >= limits.pages)
      throw new Refusal('too-large', `This PDF has more than ${limits.pages} pages. Split it.`);
    const key = refKey(value);
    pages.push(readPage(reader, node, here, key !== undefined && !seenPages.has(key) ? key : undefined));
    if (key !== undefined) seenPages.add(key);
  };

  if (!reader.dict(catalog, 'Pages')) {
    throw new Refusal(
      'damaged',
      'The list of pages in this PDF is missing. Ask for it to be sent again, or print it to a new PDF.',
      { isUnreadable: true },
    );
  }
  visit(reader.raw(catalog, 'Pages'), {}, 0);
  if (pages.length === 0)
    throw new Refusal('no-pages', 'This PDF has no pages. Check that the right file was saved, and upload it again.');
  return pages;
}

function readPage(reader: Reader, dict: PDFDict, inherited: Inherited, key: string | undefined): PageSource {
  const own = reader.context.obj({}) as PDFDict;
  for (const name of INHERITED) {
    const value = inherited[name];
    if (value) own.set(reader.context.obj(name) as never, value);
  }
  const media = readBox(reader, own, 'MediaBox') ?? [0, 0, 612, 792];
  const crop = readBox(reader, own, 'CropBox');
  const unit = reader.number(dict, 'UserUnit') ?? 1;
  const rotate = reader.number(own, 'Rotate') ?? 0;
  return {
    dict,
    key,
    resources: reader.dict(own, 'Resources'),
    media,
    crop: crop && intersect(crop, media) ? crop : undefined,
    rotate: Number.isInteger(rotate / 90) ? ((rotate % 360) + 360) % 360 : 0,
    userUnit: unit > 0 && unit <= 75_000 ? unit : 1,
  };
}

/** A rectangle with its corners in order; nothing when it has no area, or isn't of four numbers: viewers take none of those. */
export function readBox(reader: Reader, dict: PDFDict, key: string): Box | undefined {
  const numbers = reader.numbers(dict, key, 4);
  if (!numbers || reader.array(dict, key)?.length !== 4) return undefined;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers;
  const box: Box = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
  return box[2] > box[0] && box[3] > box[1] ? box : undefined;
}

function intersect(a: Box, b: Box): Box | undefined {
  const box: Box = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  return box[2] > box[0] && box[3] > box[1] ? box : undefined;
}

/** What a reader of the page sees: its crop box within its media box. */
export function visibleBox(page: PageSource): Box {
  return (page.crop && intersect(page.crop, page.media)) || page.media;
}
