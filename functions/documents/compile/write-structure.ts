import { PDFArray, PDFDict, PDFHexString, PDFName, type PDFObject, PDFString } from 'pdf-lib';
import { type Reader, refKey, resolve } from './access.ts';
import { type Copier, hexOf } from './copier.ts';
import { type ObjectWriter, SYMBOL } from './object-writer.ts';
import type { Kid, Structure, StructureElement } from './structure.ts';

/** Keys of the rebuilt parent tree, counted from 0 in this object: what pages, streams and annotations carry. */
export interface ParentKeys {
  pages: ReadonlyMap<number, number>;
  streams: ReadonlyMap<string, number>;
  objects: ReadonlyMap<string, number>;
}

const HEADERS: ReadonlySet<string> = new Set(['Headers']);
const OWNERS: ReadonlySet<string> = new Set(['Layout', 'List', 'Table', 'PrintField']);

/** Numbers what needs a key: pages in order, then streams, then annotations, each in reading order. */
export function assignKeys(structure: Structure): ParentKeys {
  let next = 0;
  const number = <K>(keys: Iterable<K>): Map<K, number> => {
    const numbered = new Map<K, number>();
    for (const key of keys) {
      numbered.set(key, next);
      next += 1;
    }
    return numbered;
  };
  const pages = number([...structure.pageContents.keys()].sort((a, b) => a - b));
  const streams = number(structure.streamContents.keys());
  return { pages, streams, objects: number(structure.objects.keys()) };
}

export interface WrittenStructure {
  parentTree: number[];
  ids: [string, number][];
  kids: [number, number][];
}

/** Writes elements and the arrays of the parent tree. Pages are objects 1..n; `annotationLocal` finds an annotation that was kept. */
export function writeStructure(
  structure: Structure,
  keys: ParentKeys,
  tools: { reader: Reader; writer: ObjectWriter; copier: Copier; annotationLocal: (key: string) => number | undefined },
): WrittenStructure {
  for (const element of structure.elements) element.local = tools.writer.allocate();
  const ids: [string, number][] = [];
  const parents = new Map<StructureElement, StructureElement>();
  for (const element of structure.elements) {
    for (const kid of element.kids) if ('element' in kid) parents.set(kid.element, element);
  }
  const top = new Map(structure.top.map((element, index) => [element, index]));
  for (const element of structure.elements) {
    tools.writer.begin(element.local);
    writeElement(element, top.get(element), parents.get(element), tools, ids);
    tools.writer.end(element.local);
  }
  const parentTree: number[] = [];
  for (const [page, key] of keys.pages)
    parentTree[key] = writeParents(structure.pageContents.get(page) ?? [], tools.writer);
  for (const [stream, key] of keys.streams)
    parentTree[key] = writeParents(structure.streamContents.get(stream) ?? [], tools.writer);
  for (const [object, key] of keys.objects) parentTree[key] = structure.objects.get(object)?.local ?? 0;
  ids.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { parentTree, ids, kids: structure.top.map((element) => [element.local, element.page]) };
}

function writeParents(contents: readonly (StructureElement | undefined)[], writer: ObjectWriter): number {
  const local = writer.allocate();
  writer.begin(local);
  writer.text('[');
  for (let mcid = 0; mcid < contents.length; mcid += 1) {
    const element = contents[mcid];
    if (element) writer.ref(element.local);
    else writer.text('null ');
  }
  writer.text(']');
  writer.end(local);
  return local;
}

type Tools = Parameters<typeof writeStructure>[2];

function writeElement(
  element: StructureElement,
  topIndex: number | undefined,
  parent: StructureElement | undefined,
  tools: Tools,
  ids: [string, number][],
): void {
  const { reader, writer, copier } = tools;
  writer.text(`<</Type/StructElem/S/${element.type}/P `);
  if (topIndex === undefined && parent) writer.ref(parent.local);
  else writer.symbol(SYMBOL.structParent, topIndex ?? 0);
  if (element.page >= 0) {
    writer.text('/Pg ');
    writer.ref(element.page + 1);
  }
  const id = reader.get(element.dict, 'ID');
  if (id instanceof PDFString || id instanceof PDFHexString) {
    writer.text('/ID ');
    writer.prefixedId(hexOf(id));
    ids.push([hexOf(id), element.local]);
  }
  for (const key of ['T', 'Lang', 'Alt', 'E', 'ActualText']) {
    const text = reader.get(element.dict, key);
    if (!(text instanceof PDFString || text instanceof PDFHexString)) continue;
    writer.text(`/${key} `);
    copier.scalar(text);
  }
  writeAttributes(element, tools);
  writer.text('/K[');
  for (const kid of element.kids) writeKid(kid, element, tools);
  writer.text(']>>');
}

function writeKid(kid: Kid, element: StructureElement, { writer, copier, annotationLocal }: Tools): void {
  if ('element' in kid) {
    writer.ref(kid.element.local);
  } else if ('object' in kid) {
    const key = refKey(kid.object);
    const local = key === undefined ? undefined : annotationLocal(key);
    if (local === undefined) return;
    writer.text('<</Type/OBJR/Obj ');
    writer.ref(local);
    writer.text('/Pg ');
    writer.ref(kid.page + 1);
    writer.text('>>');
  } else if (kid.stream === undefined && kid.page === element.page) {
    writer.text(`${kid.mcid} `);
  } else {
    const stream = kid.stream && copier.object(kid.stream, 'xobject');
    if (kid.stream && stream === undefined) return;
    writer.text(`<</Type/MCR/MCID ${kid.mcid}/Pg `);
    writer.ref(kid.page + 1);
    if (stream !== undefined) {
      writer.text('/Stm ');
      writer.ref(stream);
    }
    writer.text('>>');
  }
}

/** `A`, then what the element's classes stand for, written out: class maps of different items would clash. */
function writeAttributes(element: StructureElement, { reader, writer, copier }: Tools): void {
  const root = reader.dict(asCatalog(reader), 'StructTreeRoot');
  const classes = reader.dict(root, 'ClassMap');
  const found: PDFDict[] = [];
  const collect = (value: PDFObject | undefined): void => {
    const resolved = resolve(reader.context, value);
    if (resolved instanceof PDFDict) found.push(resolved);
    else if (resolved instanceof PDFArray)
      for (const entry of resolved.asArray().slice(0, 100)) {
        const inner = resolve(reader.context, entry);
        if (inner instanceof PDFDict) found.push(inner);
      }
  };
  collect(reader.raw(element.dict, 'A'));
  const names = reader.array(element.dict, 'C') ?? [reader.get(element.dict, 'C')];
  for (const name of names) {
    const resolved = resolve(reader.context, name);
    if (resolved instanceof PDFName && classes) collect(classes.get(resolved));
  }
  const standard = found.filter((dict) => OWNERS.has(reader.name(dict, 'O') ?? ''));
  if (standard.length === 0) return;
  writer.text('/A[');
  for (const dict of standard) {
    writer.text('<<');
    copier.entries(dict, 'attribute', 0, HEADERS);
    const headers = reader.array(dict, 'Headers');
    if (headers) {
      writer.text('/Headers[');
      for (const header of headers) {
        const id = resolve(reader.context, header);
        if (id instanceof PDFString || id instanceof PDFHexString) writer.prefixedId(hexOf(id));
      }
      writer.text(']');
    }
    writer.text('>>');
  }
  writer.text(']');
}

function asCatalog(reader: Reader): PDFDict | undefined {
  const root = resolve(reader.context, reader.context.trailerInfo.Root);
  return root instanceof PDFDict ? root : undefined;
}
