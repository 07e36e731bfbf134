import type { Problem } from '../model.ts';
import { PRINTED } from './elsewhere.ts';
import { type Element, elementsOf, has, isElement, type Node, textOf, walk } from './model.ts';
import { numbersOf } from './numbers.ts';

const LEVELS: ReadonlyMap<string, number> = new Map([1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, level]));

/** What the allow-list can't say: heading order, ids and links that meet, tables that are rectangles, notes that exist. */
export function checkTree(sections: readonly Element[]): Problem[] {
  const problems: Problem[] = [];
  const report = (element: Element, message: string) =>
    problems.push({ where: `${element.place}, <${element.name}>`, message });
  const ids = new Map<string, Element>();
  const links: Element[] = [];
  const placeless = new Set<Element>();
  const entries = new Set<Element>();
  for (const section of sections) checkPlaces(section, report);
  let level = 0;
  for (const element of walk(sections)) {
    for (const id of element.anchors) {
      const first = ids.get(id);
      if (first) report(element, `The id "${id}" is already used: ${first.place}.`);
      ids.set(id, element);
    }
    if (element.name === 'a') links.push(element);
    if (PLACELESS.has(element.name)) placeless.add(element);
    if (element.name === 'thead' || has(element, 'data-footnotes'))
      for (const each of walk([element])) placeless.add(each);
    if (element.name === 'ul') checkEntries(element, entries, report);
    if (element.name === 'a' && has(element, 'data-contents') && !entries.has(element)) {
      report(element, 'An entry of the contents stands alone in a <li> of a <ul>.');
    }
    const next = LEVELS.get(element.name);
    if (next !== undefined) {
      if (next > level + 1)
        report(
          element,
          level === 0
            ? 'The first heading must be an h1.'
            : `An h${level} is followed by an h${next}: a level is skipped.`,
        );
      if (textOf(element).trim() === '') report(element, 'A heading needs words.');
      level = next;
    }
    if (element.name === 'table') checkTable(element, report);
    if (element.name === 'dl') checkPairs(element, report);
    if (element.name === 'figure' && elementsOf(element).filter((child) => child.name !== 'figcaption').length === 0) {
      report(element, 'A figure needs a picture or a table.');
    }
  }
  const sheets = new Set(sections.map((section) => `pack:${section.attributes['data-coversheet']}`));
  for (const link of links) checkLink(link, ids, sheets, placeless, report);
  const numbers = numbersOf(sections);
  for (const link of links.filter((each) => has(each, 'data-number'))) {
    const target = ids.get((link.attributes.href ?? '').slice(1));
    if (!target || !numbers.has(numberedOf(target)))
      report(link, 'data-number needs a paragraph or heading that is numbered to point at.');
  }
  return problems;
}

/** A section's number is that of its heading. */
export function numberedOf(target: Element): Element {
  const [first] = elementsOf(target);
  return target.name === 'section' && first ? numberedOf(first) : target;
}

const ONLY_AT_THE_TOP = 'cover control contents coversheet slip-sheet landscape continue numbered appendix'
  .split(' ')
  .map((mark) => `data-${mark}`);

/** Marks that the stylesheet can only honour in some places: anywhere else they would be lost without a word. */
function checkPlaces(section: Element, report: Report): void {
  const onePage = ['data-cover', 'data-coversheet', 'data-slip-sheet'].some((mark) => has(section, mark));
  if (onePage && elementsOf(section).filter((child) => child.name === 'h1').length !== 1) {
    report(section, 'A cover or coversheet has one h1, not in a section of its own.');
  }
  const look = (parent: Element, breaksAllowed: boolean): void => {
    for (const child of parent.children) {
      if (!isElement(child)) continue;
      const isSection = child.name === 'section';
      if (isSection) checkMarks(child, report);
      if (has(child, 'data-break-before') && !breaksAllowed)
        report(child, 'data-break-before is only for what stands directly in a section of running pages.');
      look(child, breaksAllowed && isSection);
    }
  };
  look(section, !onePage);
}

function checkMarks(inner: Element, report: Report): void {
  for (const mark of ONLY_AT_THE_TOP)
    if (has(inner, mark)) report(inner, `${mark} is only for a section at the top of the document.`);
}

type Report = (element: Element, message: string) => void;

function checkLink(
  link: Element,
  ids: ReadonlyMap<string, Element>,
  sheets: ReadonlySet<string>,
  placeless: ReadonlySet<Element>,
  report: Report,
): void {
  if (textOf(link).trim() === '') report(link, 'A link needs words.');
  if (has(link, PRINTED)) return;
  const href = link.attributes.href ?? '';
  const target = href.startsWith('#') ? ids.get(href.slice(1)) : undefined;
  if (href.startsWith('#') && !target) report(link, `There is nothing with the id "${href.slice(1)}" to link to.`);
  if (has(link, 'data-footnote') && target && target.name !== 'li')
    report(link, 'A footnote points at a <li> of <ol data-footnotes>.');
  if (target && placeless.has(target) && !has(link, 'data-footnote'))
    report(link, `A link can't lead to this <${target.name}>: put the id on a cell, a paragraph or a heading.`);
  if (has(link, 'data-contents') && !href.startsWith('#')) report(link, 'An entry of the contents points at an id.');
  if (has(link, 'data-page') && !href.startsWith('#') && !sheets.has(href))
    report(link, 'A page number is that of an id, or of a document that has its coversheet here.');
}

/** Of these no place is kept on paper; nor of what is in a head, which stands on several pages, or among the notes, which stand at the foot. */
const PLACELESS: ReadonlySet<string> = new Set(['tbody', 'tfoot', 'tr', 'hr']);

/** The contents print their entries and lists of entries, nothing else: whatever stood beside them would be lost. */
function checkEntries(list: Element, entries: Set<Element>, report: Report): void {
  const isEntry = (node: Node): node is Element => isElement(node) && node.name === 'a' && has(node, 'data-contents');
  const found = elementsOf(list).map((item) => {
    const nodes = item.children.flatMap((child) => (isElement(child) && child.name === 'p' ? child.children : [child]));
    const own = nodes.filter(isEntry);
    const rest = nodes.filter((node) => !isEntry(node) && (isElement(node) ? node.name !== 'ul' : node.trim() !== ''));
    if (own.length === 1 && rest.length === 0) entries.add(own[0] as Element);
    return own.length;
  });
  if (found.includes(1) && found.includes(0)) report(list, 'In a list of contents every <li> holds an entry.');
}

function checkPairs(list: Element, report: Report): void {
  const names = elementsOf(list).map((child) => child.name);
  names.forEach((name, index) => {
    const lonely = name === 'dt' ? names[index + 1] !== 'dd' : index === 0;
    if (lonely) report(list, 'Every <dt> needs its <dd> after it.');
  });
}

/** The rows of a table in the order of the page, with the part that they are in. */
export function rowsOf(table: Element): { part: 'thead' | 'tbody' | 'tfoot'; row: Element }[] {
  return elementsOf(table).flatMap((child) => {
    if (child.name === 'tr') return [{ part: 'tbody' as const, row: child }];
    if (child.name !== 'thead' && child.name !== 'tbody' && child.name !== 'tfoot') return [];
    const part = child.name;
    return elementsOf(child).map((row) => ({ part, row }));
  });
}

export const spanOf = (cell: Element, name: 'colspan' | 'rowspan'): number => Number(cell.attributes[name] ?? '1');

function checkTable(table: Element, report: Report): void {
  const rows = rowsOf(table);
  if (rows.length === 0) {
    report(table, 'A table needs rows.');
    return;
  }
  const order = elementsOf(table).map((child) => ['caption', 'thead', 'tbody', 'tr', 'tfoot'].indexOf(child.name));
  if (order.some((place, index) => index > 0 && Math.min(place, 3) < Math.min(order[index - 1] ?? 0, 3))) {
    report(table, 'The order is caption, thead, tbody, tfoot.');
  }
  for (const once of ['caption', 'thead', 'tfoot']) {
    if (elementsOf(table).filter((child) => child.name === once).length > 1)
      report(table, `A table has one <${once}>.`);
  }
  const widths = new Set<number>();
  /** Of each column that a cell above still holds: how many rows more. */
  let open: number[] = [];
  let partEnds = 0;
  rows.forEach(({ part, row }, index) => {
    const cells = elementsOf(row);
    const width = open.length + cells.reduce((sum, cell) => sum + spanOf(cell, 'colspan'), 0);
    widths.add(width);
    if (widths.size > 1) report(row, `This row has ${width} columns and those above have ${[...widths][0]}.`);
    while (partEnds <= index || rows[partEnds]?.part === part) partEnds += 1;
    open = open.filter((rowsLeft) => rowsLeft > 1).map((rowsLeft) => rowsLeft - 1);
    for (const cell of cells) {
      if (part !== 'thead' && cell.attributes.scope?.startsWith('col'))
        report(cell, 'A column header belongs in <thead>.');
      const down = spanOf(cell, 'rowspan');
      if (down > partEnds - index) report(cell, 'rowspan goes beyond the last row.');
      if (down > 1) open.push(...Array<number>(spanOf(cell, 'colspan')).fill(down - 1));
    }
  });
  const given = table.attributes['data-widths']?.split(' ').length;
  if (given !== undefined && given !== [...widths][0])
    report(table, `data-widths names ${given} columns and the table has ${[...widths][0]}.`);
}
