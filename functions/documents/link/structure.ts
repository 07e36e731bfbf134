import type { ObjectHead } from '../compile/object-file.ts';
import type { BundlePart, BundlePlan } from './model.ts';
import type { Output } from './output.ts';
import { idPrefix } from './relocate.ts';
import { reference, references, textString } from './syntax.ts';
import { KeyTree } from './trees.ts';

type Head = Pick<ObjectHead, 'header' | 'table'>;

/** The structure tree of the bundle, written as it grows: what is kept is a number or two for each part. */
export class BundleStructure {
  readonly document: number;
  private readonly root: number;
  private readonly output: Output;
  private readonly parentTree: KeyTree;
  private readonly ids: KeyTree;
  private keys = 0;
  private readonly kids: number[] = [];
  /** Top-level elements of typeset objects, by the page (0-based in the object) that they start on. */
  private readonly typeset = new Map<string, number[][]>();

  constructor(output: Output) {
    this.output = output;
    this.root = output.allocate();
    this.document = output.allocate();
    this.parentTree = new KeyTree(output, 'Nums');
    this.ids = new KeyTree(output, 'Names');
  }

  /** Takes in an object's keys and ids. Returns what is added to its own keys. */
  async add({ header, table }: Head, part: number, globals: Uint32Array): Promise<number> {
    const keyBase = this.keys;
    for (const local of table.parentTree) {
      await this.parentTree.add(String(this.keys), globals[local - 1] ?? 0);
      this.keys += 1;
    }
    const prefix = idPrefix(part);
    const seen = new Set<string>();
    for (const [id, local] of header.ids) {
      if (seen.has(id)) continue;
      seen.add(id);
      await this.ids.add(`<${prefix}${id}>`, globals[local - 1] ?? 0);
    }
    return keyBase;
  }

  /** An element without a page goes with the one before it. */
  addTypeset(key: string, { header }: Head, globals: Uint32Array): void {
    const elements: number[][] = Array.from({ length: header.pages }, () => []);
    let page = 0;
    for (const [local, first] of header.kids) {
      if (first >= 0) page = first;
      elements[page]?.push(globals[local - 1] ?? 0);
    }
    this.typeset.set(key, elements);
  }

  /** The elements of typeset pages, in their place among the parts. */
  placeTypeset(part: Extract<BundlePart, { kind: 'pages' }>): void {
    const elements = this.typeset.get(part.object) ?? [];
    for (const some of elements.slice(part.first, part.first + part.count)) this.kids.push(...some);
  }

  /** Writes the Part of an item, in its place among the parts: its own tags below it, or words that say that there are none. */
  async placeEvidence(
    part: Extract<BundlePart, { kind: 'evidence' }>,
    element: number,
    { header }: Head,
    globals: Uint32Array,
  ): Promise<void> {
    this.kids.push(element);
    const language = header.language ? `/Lang${textString(header.language)}` : '';
    const pages = `${header.pages} ${header.pages === 1 ? 'page' : 'pages'}`;
    const kids = (): string => references(header.kids.map(([local]) => globals[local - 1] ?? 0));
    // A screen reader finds the item and is told what it will not find.
    const untagged = `Evidence ${part.ref}, ${part.title}: ${pages} without tags, as received.`;
    const contents = header.tagged ? `/K[${kids()}]` : `/Alt${textString(untagged)}`;
    const title = textString(`${part.ref} ${part.title}`);
    await this.output.object(
      element,
      `<</Type/StructElem/S/Part/P ${reference(this.document)}/T${title}${language}${contents}>>`,
    );
  }

  /** Writes root and document. Returns the root's number. */
  async finish(plan: BundlePlan): Promise<number> {
    const parentTree = await this.parentTree.finish();
    const ids = this.ids.empty ? '' : `/IDTree ${reference(await this.ids.finish())}`;
    await this.output.object(
      this.document,
      `<</Type/StructElem/S/Document/P ${reference(this.root)}/Lang${textString(plan.language)}/K[${references(this.kids)}]>>`,
    );
    await this.output.object(
      this.root,
      `<</Type/StructTreeRoot/K[${reference(this.document)}]/ParentTree ${reference(parentTree)}/ParentTreeNextKey ${this.keys}${ids}>>`,
    );
    return this.root;
  }
}
