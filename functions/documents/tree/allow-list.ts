/**
 * What a pack's HTML may contain. The same HTML is the web edition, so every mark is an element or a `data-` attribute of the list
 * below; `class`, `style` and scripts don't exist. Anything not named here is an error that names the line and the element.
 *
 * The document is a row of `<section>`s. Each section of the pack starts with an `<h1>`; parts of it are `<h2>`, `<h3>`… without
 * skipping. Nested `<section>`s are allowed and print as their content. `id`, `lang` and `dir` are allowed anywhere.
 *
 * Sections:
 *   section[data-cover]            page 1, no furniture: p[data-eyebrow] the council · h1 the title · p[data-subtitle] the theme ·
 *                                  dl (dates, version, prepared by…) · p (anything else, small). Marking, version and fingerprint
 *                                  come from the style.
 *   section[data-control]          document control
 *   section[data-contents]         contents: h1 and a `ul` of `li > a[href="#id"][data-contents]` (nested ul: a second level)
 *   section[data-coversheet="E07"] exactly one page before an evidence item: h1 title · dl · h2/p/ul · aside · p[data-signature].
 *                                  Not in the outline. The value is printed large.
 *   section[data-slip-sheet]       like a coversheet, with data-coversheet as well or alone: says why an item's pages aren't there
 *   section[data-landscape]        its pages are turned
 *   section                        one of the sections above, an appendix, and the section after one of those above begins a page; any
 *                                  other begins on the page where the last one ended, if 95 mm of it are left, else on the next
 *   section[data-continue]         begins on that page if 50 mm are left;  section[data-break-before]: begins a page
 *   section[data-numbered]         a committee report: its h1, h2 and paragraphs print numbers in the margin (1 · 1.1 · 1.2.1), with the
 *                                  sections before it counted; lists, tables, quotations and call-outs have none. numbers.ts says how.
 *                                  p, h1, h2[data-unnumbered] take no number (an h2 without one leaves the count as it was)
 *   section[data-appendix]         its h1 prints "Appendix A" (B, C …) before its words; with data-numbered, paragraphs A.1, A.2 …
 * Blocks:
 *   [data-break-before]            starts a page (any block)
 *   [data-keep-together]           stays on one page, if it fits one
 *   table[data-widths="3 1 1"]     proportions of the columns; without it, columns fit their content
 *   table[data-compact]            smaller type, for wide tables
 *   table[data-dense]              and its rows closer to each other: for pages that are looked up, not read
 *   td[data-numeric], th[data-numeric]   a number: tabular figures, decimals aligned down the column
 *   tr[data-highlight]             the row that matters (our council among its neighbours)
 *   tr[data-total]                 a total: bold with a line above
 *   th[scope=row]                  a row header (tagged so in the PDF); th[scope=col] in thead
 *   aside[data-warning]            a call-out that warns; without it, one that informs
 *   dl                             a summary list; dl[data-cards] prints its pairs as cards side by side (at most 4: key figures)
 *   ol[data-footnotes] > li[id]    the notes of a[data-footnote]; print at the foot of the page, not here
 *   p[data-lead]                   an opening sentence in larger type;  p[data-source]  a source line or notes, small; directly after
 *                                  a table or figure it stays with that;  p[data-signature]  a note of signatures
 * Words:
 *   a[href="#id"|"https:…"|"http:…"|"mailto:…"|"pack:E07"];  a[data-contents] an entry with leader and printed page number;
 *   a[data-page] prints "page N" of its target after its text: an id, or the document behind a coversheet (`pack:E07`);
 *   a[data-place-said] the words beside the link say in which volume and on which page its target is, should it be in another;
 *   a[data-number href="#id"]  prints the number of the paragraph or heading that has the id after its text: "paragraph 2.3". Entries of
 *   the contents print the number of their heading by themselves;  a[data-footnote href="#note"] a footnote
 *   a[data-quiet]                  looks like the words around it but for a fine line: a figure, where it comes from
 *   strong[data-tag="grey|blue|green|yellow|red"]  a tag, as in the portal
 *   span[data-unit]                in a caption: the unit, on a line of its own ("Rate per 10,000 children")
 *   abbr[title]                    paper has no hover: the first use prints its title in brackets, unless the text says it somewhere
 *   span[data-missing]             what is absent, said in words;  span[data-figure]  a bound figure (never broken across lines)
 */

const EVERYWHERE = ['id', 'lang', 'dir'] as const;
const BLOCK = ['data-break-before', 'data-keep-together'] as const;
const CELL = ['colspan', 'rowspan', 'headers', 'data-numeric'] as const;

/** What may stand inside an element. `blocks` takes no bare text but white space; `flow` takes either words or blocks. */
export type Content = 'blocks' | 'flow' | 'words' | 'empty' | 'picture' | readonly string[];

export interface Rule {
  content: Content;
  attributes: readonly string[];
  /** Attributes that must be there. */
  required?: readonly string[];
}

const heading: Rule = { content: 'words', attributes: BLOCK };
const numbered: Rule = { content: 'words', attributes: [...BLOCK, 'data-unnumbered'] };
const word: Rule = { content: 'words', attributes: [] };
const rows: Rule = { content: ['tr'], attributes: [] };

const RULES: Readonly<Record<string, Rule>> = {
  section: {
    content: 'blocks',
    attributes: [
      ...BLOCK,
      'data-cover',
      'data-control',
      'data-contents',
      'data-coversheet',
      'data-slip-sheet',
      'data-landscape',
      'data-continue',
      'data-numbered',
      'data-appendix',
    ],
  },
  h1: numbered,
  h2: numbered,
  h3: heading,
  h4: heading,
  h5: heading,
  h6: heading,
  p: {
    content: 'words',
    attributes: [
      ...BLOCK,
      'data-eyebrow',
      'data-subtitle',
      'data-lead',
      'data-source',
      'data-signature',
      'data-unnumbered',
    ],
  },
  ul: { content: ['li'], attributes: BLOCK },
  ol: { content: ['li'], attributes: [...BLOCK, 'start', 'data-footnotes'] },
  li: { content: 'flow', attributes: [] },
  dl: { content: ['dt', 'dd'], attributes: [...BLOCK, 'data-cards'] },
  dt: { content: 'words', attributes: [] },
  dd: { content: 'flow', attributes: [] },
  table: {
    content: ['caption', 'thead', 'tbody', 'tfoot', 'tr'],
    attributes: [...BLOCK, 'data-widths', 'data-compact', 'data-dense'],
  },
  caption: { content: 'words', attributes: [] },
  thead: rows,
  tbody: rows,
  tfoot: rows,
  tr: { content: ['th', 'td'], attributes: ['data-highlight', 'data-total'] },
  th: { content: 'flow', attributes: [...CELL, 'scope'], required: ['scope'] },
  td: { content: 'flow', attributes: CELL },
  figure: { content: 'blocks', attributes: BLOCK },
  figcaption: { content: 'words', attributes: [] },
  blockquote: { content: 'flow', attributes: BLOCK },
  aside: { content: 'flow', attributes: [...BLOCK, 'data-warning'] },
  hr: { content: 'empty', attributes: [] },
  img: { content: 'empty', attributes: ['alt', 'src', 'width', 'height'], required: ['alt', 'src'] },
  svg: { content: 'picture', attributes: [], required: ['aria-label'] },
  strong: { content: 'words', attributes: ['data-tag'] },
  em: word,
  sup: word,
  sub: word,
  bdi: word,
  code: word,
  span: { content: 'words', attributes: ['data-missing', 'data-figure', 'data-unit'] },
  abbr: { content: 'words', attributes: ['title'] },
  time: { content: 'words', attributes: ['datetime'] },
  a: {
    content: 'words',
    attributes: ['href', 'data-contents', 'data-page', 'data-place-said', 'data-number', 'data-footnote', 'data-quiet'],
    required: ['href'],
  },
  br: { content: 'empty', attributes: [] },
};

const WORDS: ReadonlySet<string> = new Set([
  'strong',
  'em',
  'sup',
  'sub',
  'bdi',
  'code',
  'span',
  'abbr',
  'time',
  'a',
  'br',
]);
const ONLY_INSIDE: ReadonlySet<string> = new Set([
  'li',
  'dt',
  'dd',
  'caption',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'th',
  'td',
]);

export const TAG_TONES: ReadonlySet<string> = new Set(['', 'grey', 'blue', 'green', 'yellow', 'red']);

export function ruleOf(element: string): Rule | undefined {
  return Object.hasOwn(RULES, element) ? RULES[element] : undefined;
}

export function isWord(element: string): boolean {
  return WORDS.has(element);
}

/** Whether `child` may stand in an element with this content, whatever its own name. */
export function mayContain(content: Content, child: string): boolean {
  if (content === 'empty' || content === 'picture') return false;
  if (content === 'words') return WORDS.has(child);
  if (content === 'blocks') return !WORDS.has(child) && !ONLY_INSIDE.has(child);
  if (content === 'flow') return !ONLY_INSIDE.has(child) && child !== 'section';
  return content.includes(child);
}

export function mayHave(rule: Rule, attribute: string): boolean {
  return (EVERYWHERE as readonly string[]).includes(attribute) || rule.attributes.includes(attribute);
}

/**
 * Elements and attributes of a picture: no script, no style, no foreign content, nothing fetched. SVG tells capitals from small letters;
 * HTML doesn't, and a browser's parser puts any spelling of these names right.
 */
export const SVG_ELEMENTS: ReadonlySet<string> = new Set(
  'svg g path rect circle ellipse line polyline polygon text tspan title desc defs clipPath linearGradient radialGradient stop pattern marker use'.split(
    ' ',
  ),
);
export const SVG_ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'xmlns viewBox width height role aria-label aria-hidden aria-labelledby focusable id x y x1 y1 x2 y2 cx cy r rx ry dx dy d points transform ' +
    'fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin ' +
    'opacity font-family font-size font-weight font-style text-anchor dominant-baseline letter-spacing clip-path clip-rule offset ' +
    'stop-color stop-opacity gradientUnits gradientTransform patternUnits patternTransform patternContentUnits preserveAspectRatio href marker-start marker-mid ' +
    'marker-end markerWidth markerHeight markerUnits refX refY orient shape-rendering text-rendering paint-order vector-effect lang direction'
  ).split(' '),
);
