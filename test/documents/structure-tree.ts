/** What the tests of the typesetter read of a finished file's structure tree, with a library that the typesetter doesn't use. */
import { PDFArray, PDFDict, type PDFDocument, PDFName } from 'pdf-lib';

/** Deeper than any tree that we print; a loop in the structure ends here. */
const DEEPEST = 200;

const name = (value: string): PDFName => PDFName.of(value);

export function structureRoot(document: PDFDocument): PDFDict {
  return document.catalog.lookup(name('StructTreeRoot'), PDFDict);
}

/** Children of a structure element that are elements themselves, in reading order. */
export function childrenOf(element: PDFDict): PDFDict[] {
  const kids = element.lookup(name('K'));
  const all = kids instanceof PDFArray ? Array.from({ length: kids.size() }, (_, index) => kids.lookup(index)) : [kids];
  return all.filter((kid): kid is PDFDict => kid instanceof PDFDict && kid.has(name('S')));
}

export const kindOf = (element: PDFDict): string => element.lookup(name('S'), PDFName).decodeText();

/** Every element of one of these kinds, in reading order; `stopAt` isn't looked into. */
export function find(root: PDFDict, kinds: readonly string[], stopAt: readonly string[] = [], depth = 0): PDFDict[] {
  if (depth > DEEPEST) throw new Error('The structure tree is deeper than any page of ours');
  return childrenOf(root).flatMap((child) => {
    const kind = kindOf(child);
    const own = kinds.includes(kind) ? [child] : [];
    return stopAt.includes(kind) ? own : [...own, ...find(child, kinds, stopAt, depth + 1)];
  });
}

/** The attribute dictionary of this owner (`Table`). */
export function attributesOf(element: PDFDict, owner: string): PDFDict {
  const attributes = element.lookup(name('A'));
  const all =
    attributes instanceof PDFArray
      ? Array.from({ length: attributes.size() }, (_, index) => attributes.lookup(index))
      : [attributes];
  const found = all.find((item): item is PDFDict => item instanceof PDFDict && item.get(name('O')) === name(owner));
  if (!found) throw new Error(`The element has no attributes of ${owner}`);
  return found;
}

/** Base names of the fonts in the file, without their subset tags; a font that isn't embedded is listed with a `!`. */
export function fontsOf(document: PDFDocument): string[] {
  const names = new Set<string>();
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(name('Type')) !== PDFName.of('Font')) continue;
    const base = object.lookup(name('BaseFont'));
    if (!(base instanceof PDFName)) continue;
    const plain = base.decodeText().replace(/^[A-Z]{6}\+/, '');
    const descriptor = object.lookup(name('FontDescriptor'));
    const simple = !object.has(name('DescendantFonts'));
    const embedded =
      descriptor instanceof PDFDict && ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor.has(name(key)));
    names.add(simple && !embedded ? `${plain}!` : plain);
  }
  return [...names].sort();
}
