import { PDFArray, PDFDict, type PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib';

/** Deeper than any tree that we print; a loop in the structure ends here. */
const DEEPEST = 200;

export const name = (value: string): PDFName => PDFName.of(value);

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

/** The attribute dictionary of this owner (`Table`), made when there is none. */
export function attributesOf(document: PDFDocument, element: PDFDict, owner: string): PDFDict {
  const attributes = element.lookup(name('A'));
  const all =
    attributes instanceof PDFArray
      ? Array.from({ length: attributes.size() }, (_, index) => attributes.lookup(index))
      : [attributes];
  const found = all.find((item): item is PDFDict => item instanceof PDFDict && item.get(name('O')) === name(owner));
  if (found) return found;
  const fresh = document.context.obj({ O: owner });
  if (attributes instanceof PDFArray) attributes.push(fresh);
  else element.set(name('A'), document.context.obj(attributes === undefined ? [fresh] : [attributes, fresh]));
  return fresh;
}

/** Adds names to the IDTree, which is written anew as one sorted leaf. */
export function addIds(document: PDFDocument, ids: ReadonlyMap<string, PDFDict>): void {
  if (ids.size === 0) return;
  const root = structureRoot(document);
  const leaves: [key: string, value: unknown][] = [];
  const before = root.lookup(name('IDTree'));
  if (before instanceof PDFDict) collect(before, leaves, 0);
  // Asking the library for one reference goes through all objects.
  const references = new Map(document.context.enumerateIndirectObjects().map(([ref, object]) => [object, ref]));
  for (const [id, element] of ids) leaves.push([id, references.get(element)]);
  leaves.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const names = document.context.obj([]);
  for (const [key, value] of leaves) {
    names.push(PDFString.of(key));
    names.push(value as PDFDict);
  }
  root.set(name('IDTree'), document.context.register(document.context.obj({ Names: names })));
}

function collect(node: PDFDict, leaves: [string, unknown][], depth: number): void {
  if (depth > DEEPEST) throw new Error('The IDTree is deeper than any of ours');
  const names = node.lookup(name('Names'));
  if (names instanceof PDFArray) {
    for (let index = 0; index + 1 < names.size(); index += 2) {
      const key = names.lookup(index);
      if (key instanceof PDFString || key instanceof PDFHexString)
        leaves.push([key.decodeText(), names.get(index + 1)]);
    }
  }
  const kids = node.lookup(name('Kids'));
  if (kids instanceof PDFArray) {
    for (let index = 0; index < kids.size(); index += 1) collect(kids.lookup(index, PDFDict), leaves, depth + 1);
  }
}
