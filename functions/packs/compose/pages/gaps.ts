import type { Elsewhere } from '../../../documents/tree/elsewhere.ts';
import { type Element, elementsOf, has, isElement, type Node, textOf, walk } from '../../../documents/tree/model.ts';
import { numbersOf } from '../../../documents/tree/numbers.ts';
import { parseTree } from '../../../documents/tree/parse.ts';
import { shorten } from './format.ts';

/** Something that a document still lacks. */
export interface Gap {
  /** The heading under which it is missing: '3 Our journey'. */
  section: string;
  /** Of that section in the page. */
  id: string;
  what: string;
}

/** Where the title of the document is the heading. */
const FRONT: Readonly<Record<string, string>> = { cover: 'Cover', head: 'Head of the report' };

const mark = 'Missing: ';
const unnamed = 'not filled in';

/**
 * Everything that a page says is missing, in its order, each once: read from the page itself, so that the list and the page can't differ.
 * A single figure that a source doesn't give is said in a note under its table, and is no gap of the document; nor is what prints as
 * "Not given". HTML that is not a page at all has no gaps: the typesetter says what is wrong with it.
 * @param elsewhere of a piece of a document: where its links lead that leave it
 */
export function gapsOf(html: string, elsewhere: Elsewhere = {}): Gap[] {
  const tree = parseTree(html, elsewhere);
  if (!tree.ok) return [];
  const numbers = numbersOf(tree.value);
  const gaps = new Map<string, Gap>();
  for (const section of tree.value) {
    // What a coversheet lacks, its row of the index lacks too.
    if (has(section, 'data-coversheet')) continue;
    const heading = [...walk([section])].find(({ name }) => name === 'h1');
    const number = heading && numbers.get(heading);
    const id = section.anchors[0] ?? '';
    const place = FRONT[id] ?? `${number ? `${number} ` : ''}${said(heading)}`;
    for (const { what, fact } of missingIn(section)) {
      // A fact stands on the cover, in the head and in document control: it is missing once.
      const key = fact ? what : `${id} ${what}`;
      if (!gaps.has(what) && !gaps.has(key)) gaps.set(key, { section: place, id, what });
    }
  }
  return [...gaps.values()];
}

const said = (node: Node | undefined): string =>
  node === undefined ? '' : textOf(node).replaceAll(/\s+/g, ' ').trim();

/** A row of a table names what lacks something; in a summary list the words themselves do, unless nobody wrote any. */
function missingIn(element: Element, owner?: string): Lacking[] {
  let term = '';
  return element.children.flatMap((child) => {
    if (!isElement(child)) return [];
    if (child.name === 'dt') term = said(child);
    if (child.name === 'tr') return rowOf(child);
    if (child.name !== 'span' || !has(child, 'data-missing'))
      return missingIn(child, child.name === 'dd' ? term : owner);
    return labelOf(said(child)).map((label) => ({
      what: label === unnamed && owner ? `${owner}: ${label}` : label,
      fact: owner !== undefined,
    }));
  });
}

interface Lacking {
  what: string;
  /** One of a summary list, which names it wherever it stands. */
  fact: boolean;
}

function rowOf(row: Element): Lacking[] {
  const header = elementsOf(row).find(({ name, attributes }) => name === 'th' && attributes.scope === 'row');
  const owner = header ? shorten(said(header), 80) : '';
  return [...walk([row])]
    .filter((element) => element.name === 'span' && has(element, 'data-missing'))
    .flatMap((element) => labelOf(said(element)))
    .map((label) => ({ what: owner === '' ? label : `${owner}: ${label}`, fact: false }));
}

const labelOf = (text: string): string[] => (text.startsWith(mark) ? [text.slice(mark.length)] : []);
