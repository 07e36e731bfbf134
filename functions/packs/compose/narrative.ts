import MarkdownIt, { type StateCore, type Token } from 'markdown-it';

type MakeToken = StateCore['Token'];

interface Environment {
  /** Where `E07` in the text leads: `pack:E07`, or an id in this page. */
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
const markdown = new MarkdownIt('zero', { html: false }).enable(MARKS);
markdown.validateLink = (url: string) => /^(?:https?:\/\/|mailto:)/i.test(url.trim());
markdown.core.ruler.push('pack', (state: StateCore) => {
  const { links } = state.env as unknown as Environment;
  state.tokens = levelHeadings(state.tokens);
  headRows(state.tokens);
  for (const token of state.tokens) {
    if (token.children) token.children = linkEvidence(plainLinks(token.children, state.Token), links, state.Token);
  }
});

/** Markdown as typed by an officer → HTML of the pack's allow-list. Never throws: whatever is typed prints. */
export function narrativeHtml(source: string, links: ReadonlyMap<string, string>): string {
  return markdown.render(source, { links } satisfies Environment);
}

/** A heading without words would head nothing: it is left out. */
function levelHeadings(tokens: readonly Token[]): Token[] {
  const open: number[] = [];
  const kept: Token[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token) continue;
    if (token.type === 'heading_open') {
      if (!wordsIn(tokens[index + 1]?.children ?? [])) {
        index += 2;
        continue;
      }
      const wanted = Number(token.tag.slice(1));
      while (open.length > 0 && (open.at(-1) ?? 0) >= wanted) open.pop();
      open.push(wanted);
    }
    if (token.type === 'heading_open' || token.type === 'heading_close') token.tag = `h${Math.min(6, open.length + 1)}`;
    kept.push(token);
  }
  return kept;
}

const wordsIn = (tokens: readonly Token[]): boolean =>
  tokens.some((token) => token.type === 'text' && token.content.trim() !== '');

function headRows(tokens: readonly Token[]): void {
  let column = 0;
  let first = false;
  for (const token of tokens) {
    if (token.type === 'tr_open') column = 0;
    if (token.type === 'th_open' || token.type === 'td_open') {
      const right = String(token.attrGet('style') ?? '').includes('right');
      token.attrs = null;
      first = token.type === 'td_open' && column === 0;
      if (first) token.tag = 'th';
      if (token.type === 'th_open' || first) token.attrSet('scope', first ? 'row' : 'col');
      if (right) token.attrSet('data-numeric', '');
      column += 1;
    }
    if (token.type === 'td_close' && first) {
      token.tag = 'th';
      first = false;
    }
  }
}

/** A link keeps its address and nothing else; one without words prints its address. */
function plainLinks(tokens: readonly Token[], Made: MakeToken): Token[] {
  return tokens.flatMap((token, index) => {
    if (token.type !== 'link_open') return [token];
    const href = String(token.attrGet('href') ?? '');
    token.attrs = [['href', href]];
    const end = tokens.findIndex((other, place) => place > index && other.type === 'link_close');
    if (wordsIn(tokens.slice(index + 1, end))) return [token];
    const words = new Made('text', '', 0);
    words.content = href;
    return [token, words];
  });
}

function linkEvidence(tokens: readonly Token[], links: ReadonlyMap<string, string>, Made: MakeToken): Token[] {
  let inside = 0;
  return tokens.flatMap((token) => {
    if (token.type === 'link_open') inside += 1;
    if (token.type === 'link_close') inside -= 1;
    if (token.type !== 'text' || inside > 0) return [token];
    return token.content.split(/\b(E\d{2,4})\b/).flatMap((part, index) => {
      const href = index % 2 === 1 ? links.get(part) : undefined;
      const text = new Made('text', '', 0);
      text.content = part;
      if (href === undefined) return part === '' ? [] : [text];
      const open = new Made('link_open', 'a', 1);
      open.attrSet('href', href);
      return [open, text, new Made('link_close', 'a', -1)];
    });
  });
}
