import { isWord } from '../tree/allow-list.ts';
import { type Element, elementsOf, has, isElement, type Node, textOf, walk } from '../tree/model.ts';
import { lowerTable, type PrintTable } from './lower-table.ts';

/** What `templates/typeset` walks: the tree with what is easier to work out here than there. Keys are short words, all JSON. */
export type PrintNode = string | PrintElement;

export interface PrintElement {
  name: string;
  ids: string[];
  attributes: Record<string, string>;
  children: PrintNode[];
  /** Whether the children are blocks (else words). */
  blocks: boolean;
  picture?: string;
  /** Shadow path of an `img`. */
  path?: string;
  table?: PrintTable;
  /** Pairs of a `dl`. */
  pairs?: { term: PrintElement; details: PrintElement[] }[];
  /** The note of an `a[data-footnote]`; absent when an earlier link has printed it. */
  note?: PrintNode[];
}

export interface Lowered {
  sections: PrintElement[];
  images: { path: string; bytes: Buffer }[];
}

export function lower(sections: readonly Element[]): Lowered {
  const notes = new Map<string, Element>();
  for (const list of walk(sections)) {
    if (!has(list, 'data-footnotes')) continue;
    for (const note of elementsOf(list)) for (const id of note.anchors) notes.set(id, note);
  }
  const lowering = new Lowering(notes);
  return { sections: sections.map((section) => lowering.element(section)), images: lowering.images };
}

class Lowering {
  readonly images: Lowered['images'] = [];
  readonly #notes: ReadonlyMap<string, Element>;
  readonly #printed = new Set<string>();

  constructor(notes: ReadonlyMap<string, Element>) {
    this.#notes = notes;
  }

  nodes(nodes: readonly Node[]): PrintNode[] {
    return nodes
      .filter((node) => !(isElement(node) && has(node, 'data-footnotes')))
      .map((node) => (isElement(node) ? this.element(node) : node));
  }

  element(element: Element): PrintElement {
    const out: PrintElement = {
      name: element.name,
      ids: [...element.anchors],
      attributes: element.attributes,
      children: [],
      blocks: element.children.some((child) => isElement(child) && !isWord(child.name)),
    };
    if (element.picture !== undefined) out.picture = element.picture;
    if (element.name === 'img') out.path = this.#image(element);
    if (element.name === 'table') {
      out.table = lowerTable(element, (node) => this.element(node));
      return out;
    }
    if (element.name === 'dl') {
      out.pairs = this.#pairs(element);
      return out;
    }
    out.children = this.nodes(element.children);
    if (element.name === 'section') handDownIds(out);
    if (has(element, 'data-footnote')) this.#note(element, out);
    return out;
  }

  #image(element: Element): string {
    const [head = '', data = ''] = (element.attributes.src ?? '').split(',');
    const path = `image-${this.images.length + 1}.${head.includes('png') ? 'png' : 'jpg'}`;
    this.images.push({ path, bytes: Buffer.from(data, 'base64') });
    element.attributes = { alt: element.attributes.alt ?? '' };
    return path;
  }

  #pairs(list: Element): NonNullable<PrintElement['pairs']> {
    const pairs: NonNullable<PrintElement['pairs']> = [];
    for (const child of elementsOf(list)) {
      if (child.name === 'dt') pairs.push({ term: this.element(child), details: [] });
      else pairs.at(-1)?.details.push(this.element(child));
    }
    return pairs;
  }

  #note(link: Element, out: PrintElement): void {
    const id = (link.attributes.href ?? '').slice(1);
    const note = this.#notes.get(id);
    if (!note) throw new Error(`The footnote ${id} was checked and is not there: ${textOf(link)}`);
    if (this.#printed.has(id)) return;
    this.#printed.add(id);
    out.note = this.nodes(
      note.children.flatMap((child) => (isElement(child) && child.name === 'p' ? child.children : [child])),
    );
  }
}

/** A section's place is its heading's, so that the mark never stays behind on the page before. */
function handDownIds(section: PrintElement): void {
  const first = section.children[0];
  if (first === undefined || typeof first === 'string' || section.ids.length === 0) return;
  if (!/^(h[1-6]|section)$/.test(first.name)) return;
  first.ids.unshift(...section.ids);
  section.ids = [];
  if (first.name === 'section') handDownIds(first);
}
