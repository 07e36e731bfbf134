/** The typed tree between HTML and paper. It is JSON: the stylesheet reads it as data, so no text in it can become code. */

export interface Element {
  name: string;
  /** Where it was written: `partials/scorecard.hbs, line 12`, or a line of the HTML, 1-based: `line 12`. */
  place: string;
  /** Ids whose place is the start of this element (its own, and those of sections that it opens). */
  anchors: string[];
  attributes: Record<string, string>;
  /** Either all words (strings and word elements) or all blocks, never mixed. */
  children: Node[];
  /** Only for `svg`: the picture's source. */
  picture?: string;
}

export type Node = string | Element;

export const isElement = (node: Node): node is Element => typeof node !== 'string';

export const elementsOf = (element: Element): Element[] => element.children.filter(isElement);

/** Every element, parents before children, in document order. */
export function walk(nodes: readonly Node[], found: Element[] = []): readonly Element[] {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    found.push(node);
    walk(node.children, found);
  }
  return found;
}

export function textOf(node: Node): string {
  if (!isElement(node)) return node;
  return node.name === 'br' ? ' ' : node.children.map(textOf).join('');
}

export const has = (element: Element, attribute: string): boolean => Object.hasOwn(element.attributes, attribute);
