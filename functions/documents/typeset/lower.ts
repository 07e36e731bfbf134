import { isWord } from '../tree/allow-list.ts';
import { numberedOf } from '../tree/check.ts';
import { type Element, elementsOf, has, isElement, type Node, textOf, walk } from '../tree/model.ts';
import { numbersOf } from '../tree/numbers.ts';
import type { Place } from './tables/known-sizes.ts';
import { lowerTable, type PrintTable } from './tables/lower-table.ts';

/** What `templates/typeset` walks: the tree with what is easier to work out here than there. Keys are short words, all JSON. */
export type PrintNode = string | PrintElement;

export interface PrintElement {
  name: string;
  ids: string[];
  attributes: Record<string, string>;
  children: PrintNode[];
  /** Whether the children are blocks (else words). */
  blocks: boolean;
  /** Shadow path of an `img` or `svg`. */
  path?: string;
  /** Place among the document's tables: what a call of the stylesheet is given is hashed, tables would be many times. */
  table?: number;
  /** Pairs of a `dl`. */
  pairs?: { term: PrintElement; details: PrintElement[] }[];
  /** Printed before its words: `1.2` of a paragraph, `Appendix A` of a heading; after them where it is a link to those. */
  number?: string;
  /** Stands in a numbered section without a number: its left edge is that of the paragraphs. */
  hangs?: true;
  /** The heading that a section begins with. */
  opens?: true;
  /** A table or figure whose notes (`p[data-source]`) come next. */
  noted?: true;
  /** The note of an `a[data-footnote]`; absent when an earlier link has printed it. */
  note?: PrintNode[];
}

export interface Lowered {
  sections: PrintElement[];
  /** By the `table` of an element; a table in a cell before the one around it. */
  tables: PrintTable[];
  images: { path: string; bytes: Buffer }[];
}

export function lower(sections: readonly Element[]): Lowered {
  const notes = new Map<string, Element>();
  for (const list of walk(sections)) {
    if (!has(list, 'data-footnotes')) continue;
    for (const note of elementsOf(list)) for (const id of note.anchors) notes.set(id, note);
  }
  const lowering = new Lowering(
    notes,
    printedNumbers(sections),
    untoldAbbreviations(sections),
    new Map(broadTables(sections)),
  );
  const printed = sections.map((section) => lowering.element(section));
  printed.forEach(markOpening);
  return { sections: printed, tables: lowering.tables, images: lowering.images };
}

/** Numbers by the element that prints them: what is counted, and the links that repeat a number. */
function printedNumbers(sections: readonly Element[]): ReadonlyMap<Element, string> {
  const own = numbersOf(sections);
  const printed = new Map(own);
  const byId = new Map<string, string | undefined>();
  for (const element of walk(sections)) {
    for (const id of element.anchors) byId.set(`#${id}`, own.get(numberedOf(element)));
  }
  for (const link of walk(sections)) {
    const repeats = link.name === 'a' && (has(link, 'data-number') || has(link, 'data-contents'));
    const number = repeats ? byId.get(link.attributes.href ?? '') : undefined;
    if (number !== undefined) printed.set(link, number);
  }
  return printed;
}

/** What begins where the paragraphs of a numbered section begin. Tables and pictures need the whole measure, headings their place. */
const HANGS: ReadonlySet<string> = new Set(['p', 'ul', 'ol', 'dl', 'blockquote', 'aside']);

/** Abbreviations whose words the document says nowhere itself: the element that is to say them, the first among running words. */
function untoldAbbreviations(sections: readonly Element[]): ReadonlySet<Element> {
  const first = new Map<string, Element>();
  const look = (element: Element): void => {
    if (/^(h[1-6]|caption|figcaption|a)$/.test(element.name)) return;
    const title = element.attributes.title?.trim().toLowerCase();
    if (element.name === 'abbr' && title && !first.has(title)) first.set(title, element);
    elementsOf(element).forEach(look);
  };
  sections.filter((section) => !has(section, 'data-cover')).forEach(look);
  if (first.size === 0) return new Set();
  const said = sections.map(textOf).join(' ').toLowerCase();
  return new Set([...first].filter(([title]) => !said.includes(title)).map(([, element]) => element));
}

/** Tables that no list, cell, quotation or call-out makes narrower, and no language other than it would be. */
function* broadTables(nodes: readonly Element[], place: Place = 'upright'): Generator<[Element, Place]> {
  for (const element of nodes) {
    if (['lang', 'dir', 'data-cover', 'data-coversheet', 'data-slip-sheet'].some((mark) => has(element, mark)))
      continue;
    if (element.name === 'table') yield [element, place];
    if (element.name === 'figure' || element.name === 'section')
      yield* broadTables(elementsOf(element), has(element, 'data-landscape') ? 'turned' : place);
  }
}

class Lowering {
  readonly tables: PrintTable[] = [];
  readonly images: Lowered['images'] = [];
  readonly #notes: ReadonlyMap<string, Element>;
  readonly #numbers: ReadonlyMap<Element, string>;
  readonly #untold: ReadonlySet<Element>;
  readonly #broad: ReadonlyMap<Element, Place>;
  readonly #printed = new Set<string>();

  constructor(
    notes: ReadonlyMap<string, Element>,
    numbers: ReadonlyMap<Element, string>,
    untold: ReadonlySet<Element>,
    broad: ReadonlyMap<Element, Place>,
  ) {
    this.#broad = broad;
    this.#notes = notes;
    this.#untold = untold;
    this.#numbers = numbers;
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
    const number = this.#numbers.get(element);
    if (number !== undefined) out.number = number;
    if (element.picture !== undefined) out.path = this.#file('svg', Buffer.from(element.picture));
    if (element.name === 'img') out.path = this.#image(element);
    if (element.name === 'table') {
      out.table =
        this.tables.push(lowerTable(element, (node) => this.element(node), this.tables, this.#broad.get(element))) - 1;
      return out;
    }
    if (element.name === 'dl') {
      out.pairs = this.#pairs(element);
      return out;
    }
    out.children = this.nodes(element.children);
    if (this.#untold.has(element)) out.children.push(` (${element.attributes.title})`);
    markNoted(out.children);
    if (element.name === 'section') handDownIds(out);
    if (has(element, 'data-numbered')) markHanging(out);
    if (has(element, 'data-footnote')) this.#note(element, out);
    return out;
  }

  #image(element: Element): string {
    const [head = '', data = ''] = (element.attributes.src ?? '').split(',');
    element.attributes = { alt: element.attributes.alt ?? '' };
    return this.#file(head.includes('png') ? 'png' : 'jpg', Buffer.from(data, 'base64'));
  }

  #file(kind: 'svg' | 'png' | 'jpg', bytes: Buffer): string {
    const path = `image-${this.images.length + 1}.${kind}`;
    this.images.push({ path, bytes });
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

function markNoted(nodes: readonly PrintNode[]): void {
  nodes.forEach((node, index) => {
    const next = nodes[index + 1];
    if (typeof node === 'string' || next === undefined || typeof next === 'string') return;
    if (/^(table|figure)$/.test(node.name) && 'data-source' in next.attributes) node.noted = true;
  });
}

function markOpening(section: PrintElement): void {
  const [first] = section.children;
  if (first === undefined || typeof first === 'string') return;
  if (first.name === 'section') markOpening(first);
  else first.opens = true;
}

function markHanging(section: PrintElement): void {
  for (const child of section.children) {
    if (typeof child === 'string') continue;
    if (child.name === 'section') markHanging(child);
    else if (HANGS.has(child.name) && child.number === undefined) child.hangs = true;
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
