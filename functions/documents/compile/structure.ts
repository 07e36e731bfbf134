import { PDFArray, type PDFDict, PDFNumber, type PDFObject } from 'pdf-lib';
import { asDict, nameOf, type Reader, refKey, resolve } from './access.ts';
import type { CompileLimits } from './model.ts';
import { standardType } from './structure-types.ts';

export type Kid =
  | { element: StructureElement }
  | { mcid: number; page: number; stream?: PDFObject }
  | { object: PDFObject; page: number };

export interface StructureElement {
  dict: PDFDict;
  type: string;
  kids: Kid[];
  /** First page of its content, 0-based; -1 when it has none of its own or below. */
  page: number;
  local: number;
}

/** The tree as it will be written, and the parent tree that follows from it (the document's own is not believed). */
export interface Structure {
  tagged: boolean;
  /** Kids of the root, or of the one `Document` below it. */
  top: StructureElement[];
  elements: StructureElement[];
  pageContents: Map<number, StructureElement[]>;
  streamContents: Map<string, StructureElement[]>;
  objects: Map<string, StructureElement>;
  /** There are tags, and they are of no use: the file travels without. */
  broken: boolean;
  /** Marked-content ids given to painted annotations, by their reference. */
  paintedIds: Map<string, number>;
}

export interface StructureContext {
  pageOf: ReadonlyMap<string, number>;
  /** Page of each annotation that stays an annotation, and of each that is painted, by reference. */
  kept: ReadonlyMap<string, number>;
  painted: ReadonlyMap<string, number>;
  limits: CompileLimits;
}

const HIGHEST_ID = 100_000;
const DEEPEST = 1_000;
const MOST_PLACES = 5_000_000;

export function readStructure(reader: Reader, catalog: PDFDict, context: StructureContext): Structure {
  const root = reader.dict(catalog, 'StructTreeRoot');
  const structure = withoutTags(false);
  if (!root) return structure;
  const roles = new Map<string, string>();
  for (const [key, value] of reader.dict(root, 'RoleMap')?.entries() ?? []) {
    const target = nameOf(resolve(reader.context, value));
    if (target !== undefined) roles.set(nameOf(key) ?? '', target);
  }
  const walker = new Walker(reader, roles, context, structure);
  const top = walker.kidsOf(root, undefined, 0).flatMap((kid) => ('element' in kid ? [kid.element] : []));
  const [only] = top;
  const unwrap = top.length === 1 && only?.type === 'Document' && only.kids.every((kid) => 'element' in kid);
  structure.top = unwrap ? (only?.kids ?? []).flatMap((kid) => ('element' in kid ? [kid.element] : [])) : top;
  if (unwrap && only) structure.elements.splice(structure.elements.indexOf(only), 1);
  if (walker.isBroken) return withoutTags(true);
  walker.giveIdsToPainted();
  structure.tagged = structure.elements.length > 0;
  return structure;
}

function withoutTags(broken: boolean): Structure {
  return {
    tagged: false,
    broken,
    top: [],
    elements: [],
    pageContents: new Map(),
    streamContents: new Map(),
    objects: new Map(),
    paintedIds: new Map(),
  };
}

class Walker {
  /** Deeper, or larger, than any tree that a person made. */
  isBroken = false;
  private readonly seen = new Set<PDFDict>();
  private readonly paintedKeys = new Set<string>();
  private places = 0;
  private readonly waitingPainted: { element: StructureElement; at: number; key: string; page: number }[] = [];
  private readonly reader: Reader;
  private readonly roles: ReadonlyMap<string, string>;
  private readonly context: StructureContext;
  private readonly structure: Structure;

  constructor(reader: Reader, roles: ReadonlyMap<string, string>, context: StructureContext, structure: Structure) {
    this.reader = reader;
    this.roles = roles;
    this.context = context;
    this.structure = structure;
  }

  /** `owner` is undefined for the root, whose kids can only be elements. */
  kidsOf(dict: PDFDict, owner: StructureElement | undefined, depth: number): Kid[] {
    const list = this.reader.array(dict, 'K');
    const single = this.reader.raw(dict, 'K');
    const entries = list ?? (single ? [single] : []);
    const kids: Kid[] = [];
    for (const entry of entries) {
      const kid = this.kid(entry, owner, depth, kids.length);
      if (kid) kids.push(kid);
    }
    return kids;
  }

  /** Every painted annotation that an element owned becomes marked content of that element. */
  giveIdsToPainted(): void {
    for (const { element, at, key, page } of this.waitingPainted) {
      const contents = this.contentsOfPage(page);
      const mcid = contents.length;
      contents[mcid] = element;
      element.kids[at] = { mcid, page };
      this.structure.paintedIds.set(key, mcid);
    }
  }

  private kid(entry: PDFObject, owner: StructureElement | undefined, depth: number, at: number): Kid | undefined {
    const value = resolve(this.reader.context, entry);
    if (value instanceof PDFNumber) return owner && this.content(value.asNumber(), owner.dict, owner, undefined);
    const dict = asDict(value);
    if (!dict) return undefined;
    const type = this.reader.name(dict, 'Type');
    if (type === 'MCR') {
      const mcid = this.reader.number(dict, 'MCID');
      return owner && mcid !== undefined ? this.content(mcid, dict, owner, this.reader.raw(dict, 'Stm')) : undefined;
    }
    if (type === 'OBJR') return owner && this.object(dict, owner, at);
    return this.element(dict, depth);
  }

  private element(dict: PDFDict, depth: number): Kid | undefined {
    const name = this.reader.name(dict, 'S');
    if (name === undefined || this.seen.has(dict)) return undefined;
    if (this.isBroken || depth > DEEPEST || this.seen.size > this.context.limits.objects) {
      this.isBroken = true;
      return undefined;
    }
    this.seen.add(dict);
    const element: StructureElement = { dict, type: this.typeOf(dict, name), kids: [], page: -1, local: 0 };
    this.structure.elements.push(element);
    element.kids = this.kidsOf(dict, element, depth + 1);
    for (const kid of element.kids) {
      if (element.page >= 0) break;
      element.page = 'element' in kid ? kid.element.page : kid.page;
    }
    return { element };
  }

  /** In a namespace of its own (PDF 2.0), a name has that namespace's role map first (ISO 32000-2, 14.7.4.2). */
  private typeOf(dict: PDFDict, name: string): string {
    let [at, namespace] = [name, this.reader.dict(dict, 'NS')];
    for (let step = 0; step < 16 && namespace; step += 1) {
      const target = this.reader.get(this.reader.dict(namespace, 'RoleMapNS'), at);
      const [next, within] = target instanceof PDFArray ? target.asArray() : [target];
      const found = nameOf(resolve(this.reader.context, next));
      if (found === undefined) break;
      at = found;
      namespace = asDict(resolve(this.reader.context, within));
    }
    return standardType(at, this.roles);
  }

  private content(
    mcid: number,
    dict: PDFDict,
    owner: StructureElement,
    stream: PDFObject | undefined,
  ): Kid | undefined {
    const page = this.pageOf(dict) ?? this.pageOf(owner.dict);
    if (page === undefined || !Number.isInteger(mcid) || mcid < 0 || mcid > HIGHEST_ID) return undefined;
    const key = refKey(stream);
    if (stream !== undefined && key === undefined) return undefined;
    const contents = key === undefined ? this.contentsOfPage(page) : (this.structure.streamContents.get(key) ?? []);
    // One element owns a piece of content: the first in reading order.
    if (contents[mcid]) return undefined;
    // The parent tree has a place for every number up to the highest.
    this.places += Math.max(0, mcid + 1 - contents.length);
    if (this.places > MOST_PLACES) this.isBroken = true;
    contents[mcid] = owner;
    if (key !== undefined) this.structure.streamContents.set(key, contents);
    return stream ? { mcid, page, stream } : { mcid, page };
  }

  private object(dict: PDFDict, owner: StructureElement, at: number): Kid | undefined {
    const object = this.reader.raw(dict, 'Obj');
    const key = refKey(object);
    if (object === undefined || key === undefined) return undefined;
    const paintedOn = this.context.painted.get(key);
    if (paintedOn !== undefined) {
      if (this.paintedKeys.has(key)) return undefined;
      this.paintedKeys.add(key);
      this.waitingPainted.push({ element: owner, at, key, page: paintedOn });
      // A place is kept; its id follows when the page's highest is known.
      return { mcid: -1, page: paintedOn };
    }
    const keptOn = this.context.kept.get(key);
    if (keptOn === undefined) return undefined;
    this.structure.objects.set(key, owner);
    return { object, page: keptOn };
  }

  private pageOf(dict: PDFDict): number | undefined {
    return this.context.pageOf.get(refKey(this.reader.raw(dict, 'Pg')) ?? '');
  }

  private contentsOfPage(page: number): StructureElement[] {
    const known = this.structure.pageContents.get(page);
    if (known) return known;
    const contents: StructureElement[] = [];
    this.structure.pageContents.set(page, contents);
    return contents;
  }
}
