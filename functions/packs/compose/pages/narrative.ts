import MarkdownIt, { type StateCore } from 'markdown-it';
import { flattenDeep, headRows, levelHeadings, linkEvidence, linkFigures, plainLinks } from './shape-tokens.ts';

interface Environment {
  /** Where `E07` in the text leads: `pack:E07`, or an id in this page; and a figure marked with a key: `figure:KEY`. */
  links: ReadonlyMap<string, string>;
}

const MARKS = [
  'paragraph',
  'heading',
  'list',
  'blockquote',
  'table',
  'emphasis',
  'link',
  'autolink',
  'escape',
  'newline',
  'entity',
];

/**
 * Only what a pack may print is switched on; everything else (HTML, pictures, code) stays the text that was typed. Headings begin at
 * `h2` under the section's `h1` and skip no level; a table's first column heads its rows.
 */
const markdown = new MarkdownIt('zero', { html: false, maxNesting: 1000 }).enable(MARKS);
markdown.validateLink = (url: string) => /^(?:https?:\/\/|mailto:)/i.test(url.trim());
markdown.core.ruler.push('pack', (state: StateCore) => {
  const { links } = state.env as unknown as Environment;
  state.tokens = flattenDeep(levelHeadings(state.tokens));
  headRows(state.tokens);
  for (const token of state.tokens) {
    if (!token.children) continue;
    const figures = linkFigures(plainLinks(token.children, state.Token), links, state.Token);
    token.children = linkEvidence(figures, links, state.Token);
  }
});

/** Markdown as typed by an officer → HTML of the pack's allow-list. Never throws: whatever is typed prints. */
export function narrativeHtml(source: string, links: ReadonlyMap<string, string>): string {
  return markdown.render(source, { links } satisfies Environment);
}
