import type { DefaultTreeAdapterTypes as Html } from 'parse5';
import type { Found } from './found.ts';
import type { WordPicture } from './read-word.ts';
import { escapeHtml, readableSigns } from './signs.ts';

export const isElement = (node: Html.Node): node is Html.Element => 'tagName' in node;
export const isText = (node: Html.Node): node is Html.TextNode => node.nodeName === '#text';
export const attributeOf = (node: Html.Element, name: string): string | undefined =>
  node.attrs.find((attribute) => attribute.name === name)?.value;

/** Every element below, parents first. */
export function* elementsBelow(node: Html.ParentNode): Generator<Html.Element> {
  for (const child of node.childNodes) {
    if (!isElement(child)) continue;
    yield child;
    yield* elementsBelow(child);
  }
}

export function wordsOf(node: Html.Node): string {
  if (isText(node)) return node.value;
  if (!('childNodes' in node)) return '';
  return node.nodeName === 'br' ? ' ' : node.childNodes.map(wordsOf).join('');
}

const NOTE = /^#((?:footnote|endnote)-[\w-]+)$/;
const KEPT: ReadonlySet<string> = new Set(['strong', 'em', 'sup', 'sub', 'br']);

export interface InlineContext {
  pictures: ReadonlyMap<string, WordPicture>;
  found: Found;
  /** Id of our block for the name of a bookmark that something links to. */
  anchors: ReadonlyMap<string, string>;
  /** Notes that are there to be shown, by mammoth's id. */
  notes: ReadonlySet<string>;
}

export interface Inline {
  /** Words on the allow-list. */
  html: string;
  hasWords: boolean;
  /** Pictures that stood before the first word, and the rest, as blocks. */
  before: string;
  after: string;
}

/** What stands in a line: words with their weight, links, notes. Pictures come out beside it, for they are blocks of ours. */
export function inline(nodes: readonly Html.Node[], context: InlineContext): Inline {
  const out: Inline = { html: '', hasWords: false, before: '', after: '' };
  out.html = nodes.map((node) => words(node, context, out)).join('');
  return out;
}

function words(node: Html.Node, context: InlineContext, out: Inline): string {
  if (isText(node)) {
    if (node.value.trim() !== '') out.hasWords = true;
    return escapeHtml(readableSigns(node.value));
  }
  if (!isElement(node)) return '';
  const name = node.tagName;
  if (name === 'img') {
    const picture = pictureBlock(attributeOf(node, 'alt') ?? '', context);
    if (out.hasWords) out.after += picture;
    else out.before += picture;
    return '';
  }
  if (name === 'input') {
    out.hasWords = true;
    return attributeOf(node, 'checked') === undefined ? '[ ]' : '[x]';
  }
  const note = name === 'a' ? NOTE.exec(attributeOf(node, 'href') ?? '')?.[1] : undefined;
  if (note !== undefined)
    return context.notes.has(note) ? `<a data-footnote href="#${note}">${escapeHtml(wordsOf(node))}</a>` : '';
  const content = node.childNodes.map((child) => words(child, context, out)).join('');
  if (name === 'br') return '<br>';
  if (content.trim() === '') return content;
  if (name === 'a') return link(node, content, context);
  // A note's mark is raised by the stylesheet.
  if (name === 'sup' && /^<a data-footnote[^>]*>[^<]*<\/a>$/.test(content)) return content;
  if (name === 's') return `[struck out: ${content}]`;
  return KEPT.has(name) ? `<${name}>${content}</${name}>` : content;
}

function link(node: Html.Element, content: string, { anchors, found }: InlineContext): string {
  const href = attributeOf(node, 'href');
  if (href === undefined || href === '' || content.includes('<a ')) return content;
  if (href.startsWith('#')) {
    const target = anchors.get(href.slice(1));
    return target === undefined ? content : `<a href="#${target}">${content}</a>`;
  }
  const safe = webAddress(href);
  if (safe !== undefined) return `<a href="${escapeHtml(safe)}">${content}</a>`;
  found.add('link');
  return content;
}

function webAddress(href: string): string | undefined {
  const url = URL.parse(href.trim());
  if (!url || !['http:', 'https:', 'mailto:'].includes(url.protocol)) return undefined;
  // A name and password in an address would travel unseen.
  url.username = '';
  url.password = '';
  return url.protocol === 'mailto:' && !/^\S+@\S+$/.test(url.pathname) ? undefined : url.href;
}

const NO_WORDS = 'A picture. The document has no description of it.';

function pictureBlock(name: string, { pictures }: InlineContext): string {
  const picture = pictures.get(name);
  const alt = picture?.alt ? readableSigns(picture.alt) : '';
  if (!picture?.source) return `<p>[A picture stands here in the original${alt ? `: ${escapeHtml(alt)}` : '.'}]</p>`;
  return `<figure><img alt="${escapeHtml(alt || NO_WORDS)}" src="${picture.source}"></figure>`;
}
