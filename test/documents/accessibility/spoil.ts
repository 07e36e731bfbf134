import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFString,
} from 'pdf-lib';
import { at, bytesOf, dictAt, itemsOf, nameAt } from './read/objects.ts';
import { type Node, readTree } from './read/tree.ts';

/** Spoils a good file in one place: what the tests of the checks are made of. */
export const name = (value: string): PDFName => PDFName.of(value);
export const text = (value: string): PDFString => PDFString.of(value);

export function elements(pdf: PDFDocument, type: string): Node[] {
  return (readTree(pdf.catalog)?.nodes ?? []).filter((node) => node.type === type);
}

export function element(pdf: PDFDocument, type: string, index = 0): PDFDict {
  const found = elements(pdf, type).at(index);
  if (!found) throw new Error(`The sample has no ${type} ${index}`);
  return found.dict;
}

/** The attribute dictionary of this owner. */
export function attributes(dict: PDFDict, owner: string): PDFDict {
  const all = itemsOf(at(dict, 'A')).flatMap((item) =>
    item instanceof PDFDict && nameAt(item, 'O') === owner ? [item] : [],
  );
  if (!all[0]) throw new Error(`There are no attributes of ${owner}`);
  return all[0];
}

export function need(dict: PDFDict | undefined, key: string): PDFDict {
  const found = dictAt(dict, key);
  if (!found) throw new Error(`The sample has no ${key}`);
  return found;
}

export const page = (pdf: PDFDocument, index = 1): PDFDict => pdf.getPage(index).node;

/** Rewrites the content of a page as text. */
export function content(pdf: PDFDocument, change: (operations: string) => string, index = 1): void {
  const ref = page(pdf, index).get(name('Contents'));
  const before = bytesOf(at(page(pdf, index), 'Contents'));
  if (!(ref instanceof PDFRef) || !before) throw new Error('The sample has other contents than it had');
  const operations = Buffer.from(before).toString('latin1');
  const after = change(operations);
  if (after === operations) throw new Error('The content was not changed');
  pdf.context.assign(ref, pdf.context.flateStream(Buffer.from(after, 'latin1')));
}

/** Operations that paint beside the structure, as an artifact. */
export const artifact = (pdf: PDFDocument, operations: string): void =>
  content(pdf, (before) => `${before}\n/Artifact BMC\nq ${operations} Q\nEMC\n`);

/** Adds a resource to the second page. */
export function resource(pdf: PDFDocument, kind: string, key: string, value: PDFObject): void {
  const resources = need(page(pdf), 'Resources');
  const before = dictAt(resources, kind);
  const dict = before ?? pdf.context.obj({});
  if (!before) resources.set(name(kind), dict);
  dict.set(name(key), value);
}

export function stream(
  pdf: PDFDocument,
  bytes: string | Uint8Array,
  entries: Record<string, PDFObject | string | number> = {},
): PDFRef {
  const dict: Record<string, PDFObject> = {};
  for (const [key, value] of Object.entries(entries))
    dict[key] = typeof value === 'object' ? value : pdf.context.obj(value as never);
  return pdf.context.register(
    pdf.context.flateStream(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, dict),
  );
}

/** The first font that the second page uses, and the CIDFont in it. */
export function font(pdf: PDFDocument): { font: PDFDict; cid: PDFDict; descriptor: PDFDict } {
  const fonts = need(need(page(pdf), 'Resources'), 'Font');
  const first = fonts.keys()[0] as PDFName;
  const found = fonts.lookup(first, PDFDict);
  const cid = found.lookup(name('DescendantFonts'), PDFArray).lookup(0, PDFDict);
  return { font: found, cid, descriptor: need(cid, 'FontDescriptor') };
}

/** A map to Unicode that says one thing of every code. */
export function unicode(pdf: PDFDocument, target: string): void {
  const range = Array.from({ length: 256 }, (_, code) => `<${code.toString(16).padStart(4, '0')}> <${target}>`).join(
    '\n',
  );
  font(pdf).font.set(name('ToUnicode'), stream(pdf, `256 beginbfchar\n${range}\nendbfchar`));
}

/** Rewrites the XMP packet. */
export function xmp(pdf: PDFDocument, change: (packet: string) => string): void {
  const before = at(pdf.catalog, 'Metadata');
  const ref = pdf.catalog.get(name('Metadata'));
  if (!(before instanceof PDFStream) || !(ref instanceof PDFRef)) throw new Error('The sample has no XMP packet');
  const packet = Buffer.from(bytesOf(before) ?? []).toString('utf8');
  const after = change(packet);
  if (after === packet) throw new Error('The packet was not changed');
  pdf.context.assign(ref, PDFRawStream.of(before.dict, Buffer.from(after, 'utf8')));
}

/** The first annotation of the second page, or a new one that the structure doesn't know. */
export function annotation(pdf: PDFDocument, index = 0): PDFDict {
  return page(pdf).lookup(name('Annots'), PDFArray).lookup(index, PDFDict);
}

export function addAnnotation(pdf: PDFDocument, entries: Record<string, unknown>): PDFDict {
  const dict = pdf.context.obj({
    Type: 'Annot',
    Rect: [90, 90, 99, 99],
    F: 4,
    ...entries,
  } as never) as unknown as PDFDict;
  page(pdf).lookup(name('Annots'), PDFArray).push(pdf.context.register(dict));
  return dict;
}
