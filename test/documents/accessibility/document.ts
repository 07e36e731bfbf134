import type { PDFDict } from 'pdf-lib';
import { PDFDocument } from 'pdf-lib';
import { dictAt } from './read/objects.ts';
import { type PageContent, readPage } from './read/page-content.ts';
import { type Node, readTree, type Tree } from './read/tree.ts';
import { readXmp, type Xmp } from './read/xmp.ts';

/** A finished file as the checks see it: read once, by nothing of the engine. */
export interface Checked {
  bytes: Uint8Array;
  pdf: PDFDocument;
  catalog: PDFDict;
  info: PDFDict | undefined;
  pages: { node: PDFDict; ref: string; where: string }[];
  contents: PageContent[];
  tree: Tree | undefined;
  xmp: Xmp | undefined;
  /** Owner and number of marked content → the element that it belongs to. */
  elementOf: Map<string, Node>;
  /** Reference of an annotation → the element that refers to it. */
  elementOfObject: Map<string, Node>;
}

export const contentKey = (owner: string, mcid: number): string => `${owner}:${mcid}`;

export async function open(bytes: Uint8Array): Promise<Checked> {
  return read(bytes, await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false }));
}

/** `pdf` may be a changed copy of what `bytes` hold: that is how the checks are checked. */
export function read(bytes: Uint8Array, pdf: PDFDocument): Checked {
  const { catalog } = pdf;
  const pages = pdf
    .getPages()
    .map((page, index) => ({ node: page.node, ref: page.ref.toString(), where: `page ${index + 1}` }));
  const tree = readTree(catalog);
  const elementOf = new Map<string, Node>();
  const elementOfObject = new Map<string, Node>();
  for (const node of tree?.nodes ?? []) {
    for (const kid of node.kids) {
      if (kid.kind === 'content') elementOf.set(contentKey(kid.owner, kid.mcid), node);
      if (kid.kind === 'object') elementOfObject.set(kid.ref, node);
    }
  }
  const info = pdf.context.lookup(pdf.context.trailerInfo.Info);
  return {
    bytes,
    pdf,
    catalog,
    info: info && 'get' in info ? (info as PDFDict) : undefined,
    pages,
    contents: pages.map(({ node, ref, where }) => readPage(node, ref, where)),
    tree,
    xmp: readXmp(catalog),
    elementOf,
    elementOfObject,
  };
}

export const markInfo = (document: Checked): PDFDict | undefined => dictAt(document.catalog, 'MarkInfo');
