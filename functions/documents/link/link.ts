import type { OutlineItem } from '../compile/model.ts';
import { type RelocatableObject, readObject } from '../compile/object-file.ts';
import type { Problem, Sink } from '../model.ts';
import { writeCatalogue, writeInfo, writeMetadata } from './catalogue.ts';
import type { BundlePart, BundlePlan, LinkResult, OpenObject } from './model.ts';
import { writeOutline } from './outline.ts';
import { Output } from './output.ts';
import { leavesFor, numberObjects, prefixedIds, type SharedStreams, symbols } from './place.ts';
import { relocate } from './relocate.ts';
import { writeEmptyStamp, writeStamp, writeStampFont } from './stamp.ts';
import { type GrownStructure, writeStructure } from './structure.ts';
import { type PageLeaf, writePageTree } from './trees.ts';

export type { BundlePart, BundlePlan, LinkResult, OpenObject, OutlineNode } from './model.ts';

type PagesPart = Extract<BundlePart, { kind: 'pages' }>;
type EvidencePart = Extract<BundlePart, { kind: 'evidence' }>;

interface Placed {
  pages: ArrayLike<number>;
  outline: readonly OutlineItem[];
}

/**
 * Links a bundle: reads one compiled object at a time, patches it by its table, writes it on while hashing, then writes the pack's own
 * objects. Memory is the largest object. A plan that doesn't fit its objects (a page in no part, a range outside) is a bug and throws.
 */
export async function link(plan: BundlePlan, open: OpenObject, sink: Sink): Promise<LinkResult> {
  return new Linker(plan, open, sink).run();
}

class Linker {
  private readonly plan: BundlePlan;
  private readonly open: OpenObject;
  private readonly output: Output;
  private readonly root: number;
  private readonly catalogue: number;
  private readonly info: number;
  private readonly metadata: number;
  private readonly structure: GrownStructure;
  /** First page of each item, reserved before anything is read: links to an item come before it. */
  private readonly firstPages = new Map<string, number>();
  private readonly firstPageOfPart = new Map<number, number>();
  private readonly streams: SharedStreams = new Map();
  private readonly placed: Placed[] = [];
  private readonly typeset = new Map<string, Placed>();
  private readonly leaves: PageLeaf[][] = [];
  private readonly layers: number[] = [];
  private readonly layersOff: number[] = [];
  private readonly problems: Problem[] = [];
  private readonly partPages: number[] = [];
  private version = '1.7';
  private pages = 0;
  private stampFont: number | undefined;
  private emptyStamp: number | undefined;

  constructor(plan: BundlePlan, open: OpenObject, sink: Sink) {
    this.plan = plan;
    this.open = open;
    this.output = new Output(sink);
    const next = (): number => this.output.allocate();
    this.catalogue = next();
    this.info = next();
    this.root = next();
    this.metadata = next();
    this.structure = { root: next(), document: next(), parts: new Map(), typeset: new Map(), parentTree: [], ids: [] };
    plan.parts.forEach((part, index) => {
      if (part.kind !== 'evidence') return;
      const number = next();
      this.firstPageOfPart.set(index, number);
      if (!this.firstPages.has(part.ref)) this.firstPages.set(part.ref, number);
    });
  }

  async run(): Promise<LinkResult> {
    const { plan, output } = this;
    await output.write(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'));
    for (const [index, part] of plan.parts.entries()) {
      this.partPages.push(this.pages);
      if (part.kind === 'evidence') await this.evidence(index, part);
      else await this.typesetPages(index, part);
    }
    await writePageTree(output, this.root, this.leaves.flat());
    const outline = await writeOutline(output, plan.outline, {
      partPages: (part) => this.placed[part]?.pages ?? [],
      partOutline: (part) => this.placed[part]?.outline ?? [],
      object: (key) => this.typeset.get(key) ?? this.placed[plan.parts.findIndex(({ object }) => object === key)],
    });
    await writeStructure(output, plan, this.structure);
    await writeMetadata(output, this.metadata, plan);
    await writeInfo(output, this.info, plan);
    await writeCatalogue(output, this.catalogue, plan, {
      pages: this.root,
      outline,
      structure: this.structure.root,
      metadata: this.metadata,
      version: this.version,
      layers: this.layers,
      layersOff: this.layersOff,
    });
    const id = `<${plan.documentId}>`;
    const sha256 = await output.finish(`/Root ${this.catalogue} 0 R/Info ${this.info} 0 R/ID[${id}${id}]`);
    const { pages, partPages, problems } = this;
    return { bytes: output.offset, pages, sha256, volumes: 1, partPages, problems };
  }

  private async evidence(index: number, part: EvidencePart): Promise<void> {
    const object = readObject(await this.open(part.object));
    const { header } = object;
    const { globals, shared } = numberObjects(object, this.output, this.streams, this.firstPageOfPart.get(index));
    const pages = globals.subarray(0, header.pages);
    const { leaves, leafOf } = leavesFor(pages, this.output);
    this.leaves[index] = leaves;
    const stamps = await this.stamps(part, object);
    const element = this.output.allocate();
    const kids = header.kids.map(([local]) => globals[local - 1] ?? 0);
    this.structure.parts.set(index, {
      element,
      kids,
      language: header.language,
      tagged: header.tagged,
      pages: header.pages,
    });
    const symbol = symbols({
      page: (page) => leafOf[page] ?? 0,
      stamp: (page) => stamps[page] ?? 0,
      structure: element,
      pack: () => pages[0] ?? 0,
    });
    await this.write(object, index, { globals, shared, symbol });
    this.placed[index] = { pages: pages.slice(), outline: header.outline };
    this.pages += header.pages;
  }

  private async typesetPages(index: number, part: PagesPart): Promise<void> {
    if (!this.typeset.has(part.object)) await this.typesetObject(index, part.object);
    const placed = this.typeset.get(part.object);
    if (!placed) throw new Error(`${part.object} was not placed`);
    const pages = Array.from({ length: part.count }, (_, at) => placed.pages[part.first + at] ?? 0);
    this.placed[index] = { pages, outline: [] };
    this.pages += part.count;
  }

  /** Writes a typeset object once, whatever number of parts its pages are in. */
  private async typesetObject(index: number, key: string): Promise<void> {
    const object = readObject(await this.open(key));
    const { header } = object;
    const { globals, shared } = numberObjects(object, this.output, this.streams, undefined);
    const pages = globals.slice(0, header.pages);
    const parents = this.leavesOfParts(key, pages);
    const symbol = symbols({
      page: (page) => parents[page] ?? 0,
      stamp: () => {
        throw new Error(`${key} has places for stamps: it was not compiled as pages of our own`);
      },
      structure: this.structure.document,
      pack: (at) => this.packTarget(header.packLinks[at] ?? '', pages[0] ?? 0),
    });
    await this.write(object, index, { globals, shared, symbol });
    this.structure.typeset.set(
      key,
      header.kids.map(([local, page]) => [globals[local - 1] ?? 0, page]),
    );
    this.typeset.set(key, { pages, outline: header.outline });
  }

  private leavesOfParts(key: string, pages: Uint32Array): Uint32Array {
    const parents = new Uint32Array(pages.length);
    this.plan.parts.forEach((part, index) => {
      if (part.kind !== 'pages' || part.object !== key) return;
      const end = part.first + part.count;
      if (part.first < 0 || end > pages.length) throw new Error(`part ${index} wants pages that ${key} doesn't have`);
      const { leaves, leafOf } = leavesFor(pages.subarray(part.first, end), this.output);
      this.leaves[index] = leaves;
      for (let page = part.first; page < end; page += 1) {
        if (parents[page] !== 0) throw new Error(`page ${page} of ${key} is in two parts`);
        parents[page] = leafOf[page - part.first] ?? 0;
      }
    });
    if (parents.includes(0)) throw new Error(`a page of ${key} is in no part`);
    return parents;
  }

  private async write(
    object: RelocatableObject,
    part: number,
    place: { globals: Uint32Array; shared: Uint8Array; symbol: (kind: number, argument: number) => number },
  ): Promise<void> {
    const { header, table } = object;
    const { parentTree, ids } = this.structure;
    const keyBase = parentTree.length;
    for (const local of table.parentTree) parentTree.push(place.globals[local - 1] ?? 0);
    ids.push(...prefixedIds(object, part, place.globals));
    const layer = (local: number): number => place.globals[local - 1] ?? 0;
    this.layers.push(...header.layers.map(layer));
    this.layersOff.push(...header.layersOff.map(layer));
    if (header.pdfVersion > this.version) this.version = header.pdfVersion;
    await relocate(object, { ...place, keyBase, part }, this.output);
  }

  private async stamps(part: EvidencePart, { header, table }: RelocatableObject): Promise<number[]> {
    const stamps: number[] = [];
    for (let page = 0; page < header.pages; page += 1) {
      if (table.stamped[page] !== 1) {
        if (part.stamp) {
          const message = 'This page is too small to carry its reference and page number.';
          this.problems.push({ where: `${part.ref}, page ${page + 1}`, message });
        }
        stamps.push(0);
      } else if (part.stamp) {
        this.stampFont ??= await writeStampFont(this.output);
        const text = `${part.ref} · ${page + 1} of ${header.pages} · pack page ${this.pages + page + 1}`;
        const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, rotate = 0, userUnit = 1] = table.boxes.subarray(page * 6, page * 6 + 6);
        stamps.push(await writeStamp(this.output, this.stampFont, text, { box: [x1, y1, x2, y2], rotate, userUnit }));
      } else {
        this.emptyStamp ??= await writeEmptyStamp(this.output);
        stamps.push(this.emptyStamp);
      }
    }
    return stamps;
  }

  private packTarget(ref: string, fallback: number): number {
    const target = this.firstPages.get(ref);
    if (target !== undefined) return target;
    // A link must lead somewhere: to the first page of the pages it stands on.
    this.problems.push({
      where: `link to ${ref}`,
      message: `No item ${ref} is in this bundle, so a link to it leads to the front.`,
    });
    return fallback;
  }
}
