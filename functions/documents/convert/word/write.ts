import type { DefaultTreeAdapterTypes as Html } from 'parse5';
import { MARKS } from './build.ts';
import { type GridCell, gridOf } from './grid.ts';
import {
  attributeOf,
  elementsBelow,
  type Inline,
  type InlineContext,
  inline,
  isElement,
  isText,
  wordsOf,
} from './inline.ts';
import { NumberedItems } from './numbered-items.ts';
import { escapeHtml } from './signs.ts';

export interface WriteContext extends InlineContext {
  /** Names of bookmarks that something links to. */
  targets: ReadonlySet<string>;
}

/** Where a block stands: what is nested deeper than the page can show is set one after the other. */
interface Place {
  frames: number;
  tables: number;
  lists: number;
}

const ON_THE_PAGE: Place = { frames: 0, tables: 0, lists: 0 };
const isNested = ({ frames, tables, lists }: Place): boolean => frames + tables + lists > 0;
const MOST_TABLES = 2;
const MOST_LISTS = 4;
const LEVELS_OF_HEADINGS = 6;
const BEFORE =
  '<p data-source>Converted from a Word document when it was uploaded: its words are kept, its layout is not. The original file is kept.</p>';

export class Writer {
  /** Bookmark → id of the block that was printed with it. */
  readonly printedAnchors = new Map<string, string>();
  readonly #context: WriteContext;
  #headings: number[] = [];
  #title: string | undefined;

  constructor(context: WriteContext) {
    this.#context = context;
  }

  document(nodes: readonly Html.ChildNode[], notes: readonly Html.Element[]) {
    const sections: { across: boolean; nodes: Html.ChildNode[] }[] = [{ across: false, nodes: [] }];
    for (const node of nodes) {
      const mark = wordsOf(node);
      if (mark === MARKS.across || mark === MARKS.upright) sections.push({ across: mark === MARKS.across, nodes: [] });
      else sections.at(-1)?.nodes.push(node);
    }
    const written = sections
      .map((section) => ({ ...section, html: this.#blocks(section.nodes, ON_THE_PAGE) }))
      .filter(({ html }) => html !== '');
    const noteList = this.#notes(notes);
    const html = written.map(
      (section, index) =>
        `<section${section.across ? ' data-landscape' : ''}>${index === 0 ? BEFORE : ''}${section.html}${index === written.length - 1 ? noteList : ''}</section>`,
    );
    return { html: html.join('\n'), title: this.#title, hasContent: written.length > 0 };
  }

  #notes(notes: readonly Html.Element[]): string {
    const items = notes.map((note) => {
      const paragraphs = note.childNodes
        .map(
          (child) => inline(isElement(child) ? child.childNodes : [child], { ...this.#context, notes: new Set() }).html,
        )
        // Back to the text: the stylesheet's notes stand at the foot of the page that they belong to.
        .map((words) => words.replace(/\s*(?:<a [^>]*>)?↑(?:<\/a>)?\s*$/, '').trim());
      const text = paragraphs.filter((words) => words !== '').join('<br>');
      return `<li id="${attributeOf(note, 'id')}">${text || '(no text)'}</li>`;
    });
    return items.length === 0 ? '' : `<ol data-footnotes>${items.join('')}</ol>`;
  }

  #blocks(nodes: readonly Html.ChildNode[], place: Place): string {
    const out: string[] = [];
    const numbered = new NumberedItems(out);
    let loose: Html.ChildNode[] = [];
    let widths: string | undefined;
    const close = () => {
      if (loose.length > 0) out.push(this.#paragraph(loose));
      loose = [];
    };
    for (const node of nodes) {
      if (!isElement(node) || !BLOCKS.has(node.tagName)) {
        loose.push(node);
        continue;
      }
      close();
      const said = widths;
      widths = node.tagName === 'p' && wordsOf(node).startsWith(MARKS.widths) ? wordsOf(node).slice(1) : undefined;
      if (widths !== undefined) continue;
      const item = node.tagName === 'p' ? numberedText(node) : undefined;
      const html = item ? this.#paragraph(item.nodes, node) : this.#block(node, place, said);
      if (html === '') continue;
      if (item) numbered.add(item.label, html);
      else {
        numbered.close();
        out.push(html);
      }
    }
    close();
    numbered.close();
    return out.join('\n');
  }

  #block(node: Html.Element, place: Place, widths: string | undefined): string {
    const name = node.tagName;
    if (/^h[1-6]$/.test(name)) return this.#heading(node, place);
    if (name === 'table') return this.#table(node, place, widths);
    if (name === 'ul' || name === 'ol') return this.#list(node, place);
    if (name === 'blockquote') {
      const quoted = this.#blocks(node.childNodes, place);
      return quoted === '' ? '' : `<blockquote>${quoted}</blockquote>`;
    }
    return this.#paragraph(node.childNodes, node);
  }

  #paragraph(nodes: readonly Html.ChildNode[], block?: Html.Element): string {
    const { html, hasWords, before, after } = inline(nodes, this.#context);
    // A place that isn't printed can't be linked to.
    const id = hasWords && block ? this.#id(block) : '';
    return `${before}${hasWords ? `<p${id}>${html.trim()}</p>` : ''}${after}`;
  }

  #heading(node: Html.Element, place: Place): string {
    const { html, hasWords, before, after }: Inline = inline(node.childNodes, this.#context);
    if (!hasWords) return before + after;
    const words = html.replace(/<br>/g, ' ').trim();
    // In a cell or an item it would break the outline of the page.
    if (isNested(place)) return `${before}<p><strong>${words.replace(/<\/?strong>/g, '')}</strong></p>${after}`;
    const given = Number(node.tagName.slice(1));
    while ((this.#headings.at(-1) ?? 0) >= given) this.#headings.pop();
    this.#headings.push(given);
    this.#title ??= wordsOf(node).replace(/\s+/g, ' ').trim();
    const level = Math.min(LEVELS_OF_HEADINGS, this.#headings.length);
    return `${before}<h${level}${this.#id(node)}>${words}</h${level}>${after}`;
  }

  #list(node: Html.Element, place: Place): string {
    const isTooDeep = place.lists >= (place.tables > 0 ? 1 : MOST_LISTS);
    const inner = { ...place, lists: place.lists + (isTooDeep ? 0 : 1) };
    const items = node.childNodes.filter(isElement).map((item) => ({ item, html: this.#item(item, inner) }));
    const printed = items.filter(({ html }) => html !== '');
    if (printed.length === 0) return '';
    if (isTooDeep) return printed.map(({ html }) => html.replace(/^<p>/, '<p>• ')).join('');
    // An item that holds nothing but a list of its own only says how deep the list is.
    if (printed.every(({ item }) => isOnlyAList(item))) return printed.map(({ html }) => html).join('');
    return `<ul>${printed.map(({ html }) => `<li>${html}</li>`).join('')}</ul>`;
  }

  #item(item: Html.Element, place: Place): string {
    return this.#blocks(item.childNodes, place);
  }

  #table(node: Html.Element, place: Place, widths: string | undefined): string {
    const grid = gridOf(node);
    const rows = [...grid.head, ...grid.body];
    if (rows.length === 0) return '';
    const only = rows.length === 1 && grid.columns === 1 ? rows[0]?.[0] : undefined;
    // A frame around words is no table.
    if (only) {
      const framed = this.#blocks(only.cell?.childNodes ?? [], { ...place, frames: place.frames + 1 });
      return framed === '' || isNested(place) ? framed : `<aside>${framed}</aside>`;
    }
    const inner = { ...place, tables: place.tables + 1, lists: 0 };
    if (inner.tables > MOST_TABLES)
      return rows.flatMap((row) => row.map(({ cell }) => this.#blocks(cell?.childNodes ?? [], inner))).join('');
    const first = grid.body[0];
    const isHead =
      grid.head.length === 0 && grid.body.length > 1 && first?.every((cell) => cell.rowspan === 1 && isStrong(cell));
    const head = isHead && first ? [first] : grid.head;
    const body = isHead ? grid.body.slice(1) : grid.body;
    const hasRowHeaders = body.length > 1 && body.every(isHeadedByItsFirst);
    const row = (cells: readonly GridCell[], part: 'head' | 'body') =>
      `<tr>${cells.map((cell, index) => this.#cell(cell, part === 'head' ? 'col' : hasRowHeaders && index === 0 && cell.cell ? 'row' : undefined, inner)).join('')}</tr>`;
    const part = (name: string, cells: readonly GridCell[][], kind: 'head' | 'body') =>
      cells.length === 0 ? '' : `<${name}>${cells.map((each) => row(each, kind)).join('\n')}</${name}>`;
    const compact = grid.columns > 6 ? ' data-compact' : '';
    const content = `${part('thead', head, 'head')}${part('tbody', body, 'body')}`;
    return `<table${compact}${proportions(grid.columns, widths, content)}>${content}</table>`;
  }

  #cell({ cell, colspan, rowspan }: GridCell, scope: 'col' | 'row' | undefined, place: Place): string {
    const spans = `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`;
    const content = cell ? this.#blocks(cell.childNodes, place) : '';
    // One paragraph is the cell's words themselves.
    const words = /^<p>((?:(?!<\/p>)[\s\S])*)<\/p>$/.exec(content)?.[1] ?? content;
    return scope === undefined
      ? `<td${spans}>${words}</td>`
      : `<th scope="${scope}"${spans}>${words.replace(/<\/?strong>/g, '')}</th>`;
  }

  /** ` id="…"` where something links to a bookmark in it. */
  #id(block: Html.Element): string {
    const names = [...elementsBelow(block)]
      .map((element) => attributeOf(element, 'id') ?? '')
      .filter((name) => this.#context.targets.has(name) && !this.printedAnchors.has(name));
    if (names.length === 0) return '';
    const id = `place-${this.printedAnchors.size + 1}`;
    for (const name of names) this.printedAnchors.set(name, id);
    return ` id="${escapeHtml(id)}"`;
  }
}

/** As Word has them. Without, columns are as wide as their words ask for, which a picture or a table in a cell doesn't say. */
function proportions(columns: number, widths: string | undefined, content: string): string {
  if (widths?.split(' ').length === columns) return ` data-widths="${widths}"`;
  return /<(?:table|figure)\b/.test(content)
    ? ` data-widths="${Array.from({ length: columns }, () => 1).join(' ')}"`
    : '';
}

const BLOCKS: ReadonlySet<string> = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'table',
  'blockquote',
]);

/** The number that Word prints before a paragraph, and the text without it. */
function numberedText({ childNodes }: Html.Element): { label: string; nodes: Html.ChildNode[] } | undefined {
  const first = childNodes[0];
  if (!first || !isText(first) || !first.value.startsWith(MARKS.number)) return undefined;
  const end = first.value.indexOf(MARKS.end);
  const text = { ...first, value: first.value.slice(end + 1) };
  return { label: first.value.slice(1, end), nodes: [text, ...childNodes.slice(1)] };
}

const isOnlyAList = (item: Html.Element): boolean =>
  item.childNodes
    .filter((child) => wordsOf(child).trim() !== '')
    .every((child) => isElement(child) && /^[uo]l$/.test(child.tagName));

function isStrong({ cell }: GridCell): boolean {
  if (!cell || wordsOf(cell).trim() === '') return false;
  const loose = (node: Html.Node): boolean => {
    if (isText(node)) return node.value.trim() !== '';
    return isElement(node) && node.tagName !== 'strong' && node.childNodes.some(loose);
  };
  return !cell.childNodes.some(loose);
}

const isHeadedByItsFirst = ([first, ...rest]: readonly GridCell[]): boolean =>
  first !== undefined && isStrong(first) && rest.length > 0 && !rest.every(isStrong);
