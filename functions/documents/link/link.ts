import type { Sink } from '../model.ts';
import { writeCatalogue, writeInfo, writeMetadata } from './catalogue.ts';
import { DigestTable } from './digest-table.ts';
import { LinkTargets } from './link-targets.ts';
import type { BundlePart, BundlePlan, LinkResult, OpenObject } from './model.ts';
import { ObjectReader, type OpenedObject } from './object-reader.ts';
import { BundleOutline, type PlacedOutline } from './outline.ts';
import { Output } from './output.ts';
import { type Numbering, numberObjects } from './place.ts';
import { type Relocation, relocate } from './relocate.ts';
import { Stamps } from './stamp.ts';
import { BundleStructure } from './structure.ts';
import { leavesFor, symbols } from './symbols.ts';
import { type PageLeaf, PageTree } from './trees.ts';

export type { BundlePart, BundlePlan, LinkResult, OpenObject, OutlineNode } from './model.ts';

type PagesPart = Extract<BundlePart, { kind: 'pages' }>;
type EvidencePart = Extract<BundlePart, { kind: 'evidence' }>;

/**
 * Links a bundle: reads one compiled object at a time, patches it by its table, writes it on while hashing, then writes the pack's own
 * objects. Memory is the windows on two objects and a few numbers for each object and part written. A plan that doesn't fit its objects
 * (a page in no part, a range outside) is a bug and throws.
 */
export async function link(plan: BundlePlan, open: OpenObject, sink: Sink): Promise<LinkResult> {
  const reader = new ObjectReader(open, objectsOf(plan.parts));
  try {
    return await new Linker(plan, reader, sink).run();
  } finally {
    await reader.close();
  }
}

/** In the order that they are written: a typeset object where its first pages are, an item's where it is. */
function objectsOf(parts: readonly BundlePart[]): string[] {
  const typeset = new Set<string>();
  return parts.flatMap(({ kind, object }) => {
    if (kind === 'pages' && typeset.has(object)) return [];
    if (kind === 'pages') typeset.add(object);
    return [object];
  });
}

class Linker {
  private readonly plan: BundlePlan;
  private readonly reader: ObjectReader;
  private readonly output: Output;
  private readonly catalogue: number;
  private readonly structure: BundleStructure;
  private readonly targets: LinkTargets;
  private readonly outline: BundleOutline;
  private readonly pageTree: PageTree;
  private readonly stamps: Stamps;
  private readonly streams = new DigestTable();
  /** Page objects of each part. */
  private readonly placed: Uint32Array[] = [];
  private readonly typeset = new Map<string, PlacedOutline & { pages: Uint32Array }>();
  /** Leaves of typeset pages whose part's turn has not come. */
  private readonly leaves = new Map<number, PageLeaf[]>();
  private readonly layers: number[] = [];
  private readonly layersOff: number[] = [];
  private readonly partPages: number[] = [];
  private version = '1.7';
  private pages = 0;

  constructor(plan: BundlePlan, reader: ObjectReader, sink: Sink) {
    this.plan = plan;
    this.reader = reader;
    this.output = new Output(sink);
    this.catalogue = this.output.allocate();
    this.structure = new BundleStructure(this.output);
    this.targets = new LinkTargets(plan, this.output);
    this.outline = new BundleOutline(this.output, plan.outline);
    this.pageTree = new PageTree(this.output);
    this.stamps = new Stamps(this.output);
  }

  async run(): Promise<LinkResult> {
    const { plan, output } = this;
    await output.text('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n');
    for (const [index, part] of plan.parts.entries()) {
      this.partPages.push(this.pages);
      if (part.kind === 'evidence') await this.evidence(index, part);
      else await this.typesetPages(index, part);
    }
    const [info, metadata] = [output.allocate(), output.allocate()];
    const pageTree = await this.pageTree.finish();
    const outline = await this.outline.finish(
      (part) => this.placed[part] ?? [],
      (key) => this.typeset.get(key),
    );
    const structure = await this.structure.finish(plan);
    await writeMetadata(output, metadata, plan);
    await writeInfo(output, info, plan);
    const { layers, layersOff, version } = this;
    const parts = { pages: pageTree, outline, structure, metadata, version, layers, layersOff };
    await writeCatalogue(output, this.catalogue, plan, parts);
    const id = `<${plan.documentId}>`;
    const sha256 = await output.finish(`/Root ${this.catalogue} 0 R/Info ${info} 0 R/ID[${id}${id}]`);
    const { pages, partPages } = this;
    const problems = [...this.stamps.problems, ...this.targets.problems];
    return { bytes: output.offset, pages, sha256, volumes: 1, partPages, problems };
  }

  private async evidence(index: number, part: EvidencePart): Promise<void> {
    const object = await this.take();
    const { header } = object;
    const numbering = numberObjects(object, this.output, this.streams, this.targets.ofEvidence(index, header.pages));
    const pages = numbering.globals.slice(0, header.pages);
    const { leaves, leafOf } = leavesFor(pages, this.output);
    const printed = (this.plan.firstPage ?? 1) + this.pages;
    const stamps = await this.stamps.write(part, object, printed);
    const element = this.output.allocate();
    const symbol = symbols({
      page: (page) => leafOf[page] ?? 0,
      stamp: (page) => stamps[page] ?? 0,
      structure: element,
      pack: () => {
        throw new Error(`${part.object} has links into the pack: it was not compiled as evidence`);
      },
    });
    await this.write(object, index, numbering, symbol);
    await this.structure.placeEvidence(part, element, object, numbering.globals);
    await this.outline.place(index, { pages, outline: header.outline });
    for (const leaf of leaves) await this.pageTree.add(leaf);
    this.placed[index] = pages;
    this.pages += header.pages;
  }

  private async typesetPages(index: number, part: PagesPart): Promise<void> {
    if (!this.typeset.has(part.object)) await this.typesetObject(index, part.object);
    const { pages } = this.typeset.get(part.object) ?? {};
    if (!pages) throw new Error(`${part.object} was not placed`);
    this.structure.placeTypeset(part);
    for (const leaf of this.leaves.get(index) ?? []) await this.pageTree.add(leaf);
    this.leaves.delete(index);
    this.placed[index] = pages.subarray(part.first, part.first + part.count);
    this.pages += part.count;
  }

  /** Writes a typeset object once, whatever number of parts its pages are in. */
  private async typesetObject(index: number, key: string): Promise<void> {
    const object = await this.take();
    const { header } = object;
    const numbering = numberObjects(object, this.output, this.streams, this.targets.ofTypeset(key, header.pages));
    const pages = numbering.globals.slice(0, header.pages);
    const parents = this.leavesOfParts(key, pages);
    const symbol = symbols({
      page: (page) => parents[page] ?? 0,
      stamp: () => {
        throw new Error(`${key} has places for stamps: it was not compiled as pages of our own`);
      },
      structure: this.structure.document,
      pack: (link, at) => this.targets.target(object, pages, link, at),
    });
    await this.write(object, index, numbering, symbol);
    this.structure.addTypeset(key, object, numbering.globals);
    this.typeset.set(key, { pages, outline: header.outline });
  }

  private leavesOfParts(key: string, pages: Uint32Array): Uint32Array {
    const parents = new Uint32Array(pages.length);
    for (const [index, part] of this.plan.parts.entries()) {
      if (part.kind !== 'pages' || part.object !== key) continue;
      const end = part.first + part.count;
      if (part.first < 0 || end > pages.length) throw new Error(`part ${index} wants pages that ${key} doesn't have`);
      const { leaves, leafOf } = leavesFor(pages.subarray(part.first, end), this.output);
      this.leaves.set(index, leaves);
      for (let page = part.first; page < end; page += 1) {
        if (parents[page] !== 0) throw new Error(`page ${page} of ${key} is in two parts`);
        parents[page] = leafOf[page - part.first] ?? 0;
      }
    }
    if (parents.includes(0)) throw new Error(`a page of ${key} is in no part`);
    return parents;
  }

  private async take(): Promise<OpenedObject> {
    // The object before the last may still be on its way out of the buffer that the next one is read into.
    await this.output.settled();
    return this.reader.take();
  }

  private async write(
    object: OpenedObject,
    part: number,
    numbering: Numbering,
    symbol: Relocation['symbol'],
  ): Promise<void> {
    const { header } = object;
    const keyBase = await this.structure.add(object, part, numbering.globals);
    const layer = (local: number): number => numbering.globals[local - 1] ?? 0;
    for (const local of header.layers) this.layers.push(layer(local));
    for (const local of header.layersOff) this.layersOff.push(layer(local));
    if (header.pdfVersion > this.version) this.version = header.pdfVersion;
    await relocate(object, { ...numbering, keyBase, part, symbol }, this.output);
  }
}
