import { failure, type Outcome, success } from '../../model.ts';
import { type Element, elementsOf, has, isElement, type Node } from '../../tree/model.ts';
import type { CompilerFile } from './file.ts';
import { childrenOf, type Tag } from './structure.ts';
import { array, dictionary, itemsOf, reference, referred } from './values.ts';

/**
 * The compiler tags each entry of the contents as TOCI > P > Link, all beside each other. Makes that TOC > TOCI > Reference > Link, and
 * of the second level a TOC in the entry that it is under (ISO 32000-1 14.8.4.2, table 333). Levels come from the lists in the tree;
 * another count of entries is an error.
 */
export function tagContents(
  file: CompilerFile,
  entries: readonly Tag[],
  sections: readonly Element[],
): Outcome<void, 'typeset-failed'> {
  const levels: number[] = [];
  listLevels(sections, levels);
  if (entries.length !== levels.length) return mismatch(`${levels.length} entries, found ${entries.length}`);
  for (const entry of entries) {
    const [line, ...more] = childrenOf(file, entry);
    if (line?.kind !== 'P' || more.length > 0) return mismatch('one paragraph in each entry');
    file.change(line.number, file.entries(line.number).set('S', '/Reference'));
  }
  let first = 0;
  while (first < entries.length) {
    const count = togetherFrom(file, entries, first);
    nest(file, entries.slice(first, first + count), levels.slice(first, first + count));
    first += count;
  }
  return success(undefined);
}

function mismatch(expected: string): Outcome<never, 'typeset-failed'> {
  return failure(
    'typeset-failed',
    `The tags of the contents don't match the contents: expected ${expected}. Report this: the stylesheet and the engine disagree.`,
  );
}

/** Level of each entry, 0 first, in reading order: only lists whose items are entries are printed as contents. */
function listLevels(nodes: readonly Node[], levels: number[]): void {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    if (node.name === 'ul' && elementsOf(node).some((item) => entriesOf(item).length > 0)) levelsIn(node, 0, levels);
    else if (typeof node.children[0] !== 'string') listLevels(node.children, levels);
  }
}

const isEntry = (element: Element): boolean => element.name === 'a' && has(element, 'data-contents');

const entriesOf = (item: Element): Element[] =>
  elementsOf(item)
    .flatMap((child) => (child.name === 'p' ? elementsOf(child) : [child]))
    .filter(isEntry);

function levelsIn(list: Element, level: number, levels: number[]): void {
  for (const item of elementsOf(list)) {
    for (const child of elementsOf(item)) {
      if (isEntry(child)) levels.push(level);
      else if (child.name === 'p') for (const _entry of elementsOf(child).filter(isEntry)) levels.push(level);
      else levelsIn(child, level + 1, levels);
    }
  }
}

const parentOf = (file: CompilerFile, tag: Tag): number => referred(file.entries(tag.number).get('P')) ?? 0;

/** How many entries from here stand beside each other: one table of contents. At least one. */
function togetherFrom(file: CompilerFile, entries: readonly Tag[], first: number): number {
  const parent = parentOf(file, entries[first] as Tag);
  const kids = itemsOf(file.entries(parent).get('K') ?? '[]');
  const place = kids.indexOf(reference((entries[first] as Tag).number));
  let count = 1;
  while (kids[place + count] === reference(entries[first + count]?.number ?? 0)) count += 1;
  return count;
}

function nest(file: CompilerFile, entries: readonly Tag[], levels: readonly number[]): void {
  const [top] = entries as [Tag, ...Tag[]];
  const parent = parentOf(file, top);
  /** Open tables of contents from the outermost, each with its entries so far. */
  const open = [{ toc: addToc(file, parent), entries: [] as Tag[] }];
  const close = () => {
    const done = open.pop();
    if (done)
      setKids(
        file,
        done.toc,
        done.entries.map(({ number }) => reference(number)),
      );
  };
  for (const [index, entry] of entries.entries()) {
    const level = levels[index] as number;
    while (open.length > level + 1) close();
    const above = open.at(-1)?.entries.at(-1);
    if (open.length <= level && above) {
      const toc = addToc(file, above.number);
      setKids(file, above.number, [...itemsOf(file.entries(above.number).get('K') ?? '[]'), reference(toc)]);
      open.push({ toc, entries: [] });
    }
    const into = open.at(-1);
    if (!into) throw new Error('The outermost table of contents is never closed here');
    into.entries.push(entry);
    file.change(entry.number, file.entries(entry.number).set('P', reference(into.toc)));
  }
  const outermost = open[0]?.toc ?? 0;
  while (open.length > 0) close();
  const own = new Set(entries.map(({ number }) => reference(number)));
  const kids = itemsOf(file.entries(parent).get('K') ?? '[]').flatMap((kid) => {
    if (kid === reference(top.number)) return [reference(outermost)];
    return own.has(kid) ? [] : [kid];
  });
  setKids(file, parent, kids);
}

const addToc = (file: CompilerFile, parent: number): number =>
  file.add(
    dictionary([
      ['Type', '/StructElem'],
      ['S', '/TOC'],
      ['P', reference(parent)],
    ]),
  );

function setKids(file: CompilerFile, number: number, kids: readonly string[]): void {
  const entries = file.entries(number);
  entries.set('K', array(kids));
  file.change(number, entries);
}
