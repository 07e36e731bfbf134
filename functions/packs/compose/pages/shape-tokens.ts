import type { StateCore, Token } from 'markdown-it';
import { figuresIn } from './figure-marks.ts';

type MakeToken = StateCore['Token'];

/** Lists and quotations within one another; paper has no room for more, and the tree of a page has a depth. */
const DEEPEST_BLOCKS = 3;
/** Emphasis within emphasis. */
const DEEPEST_WORDS = 2;

/** A heading without words would head nothing: it is left out. */
export function levelHeadings(tokens: readonly Token[]): Token[] {
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

export function headRows(tokens: readonly Token[]): void {
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

/** A link keeps its address and nothing else; one without words prints its address, one without an address only its words. */
export function plainLinks(tokens: readonly Token[], Made: MakeToken): Token[] {
  let unaddressed = false;
  return tokens.flatMap((token, index) => {
    if (token.type === 'link_close' && unaddressed) {
      unaddressed = false;
      return [];
    }
    if (token.type !== 'link_open') return [token];
    const href = String(token.attrGet('href') ?? '');
    unaddressed = href === '';
    if (unaddressed) return [];
    token.attrs = [['href', href]];
    const end = tokens.findIndex((other, place) => place > index && other.type === 'link_close');
    if (wordsIn(tokens.slice(index + 1, end))) return [token];
    const words = new Made('text', '', 0);
    words.content = href;
    return [token, words];
  });
}

export function linkEvidence(tokens: readonly Token[], links: ReadonlyMap<string, string>, Made: MakeToken): Token[] {
  let inside = 0;
  return tokens.flatMap((token) => {
    if (token.type === 'link_open') inside += 1;
    if (token.type === 'link_close') inside -= 1;
    if (token.type !== 'text' || inside > 0) return [token];
    return token.content.split(/\b(E\d{2,6})\b/).flatMap((part, index) => {
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

/** A bound figure leads to where it comes from, unless it stands in a link already or nothing says where that is. */
export function linkFigures(tokens: readonly Token[], links: ReadonlyMap<string, string>, Made: MakeToken): Token[] {
  let inside = 0;
  return tokens.flatMap((token) => {
    if (token.type === 'link_open') inside += 1;
    if (token.type === 'link_close') inside -= 1;
    if (token.type !== 'text') return [token];
    return figuresIn(token.content).flatMap(({ text: said, key }) => {
      const text = new Made('text', '', 0);
      text.content = said;
      const href = key === undefined || inside > 0 ? undefined : links.get(`figure:${key}`);
      if (href === undefined) return [text];
      const open = new Made('link_open', 'a', 1);
      open.attrSet('href', href);
      open.attrSet('data-quiet', '');
      return [open, text, new Made('link_close', 'a', -1)];
    });
  });
}

/** What lies deeper than the page can show stands at the deepest level it has: every word stays. */
export function flattenDeep(tokens: readonly Token[]): Token[] {
  let depth = 0;
  const kept: Token[] = [];
  for (const token of tokens) {
    const container = /^(?:bullet_list|ordered_list|blockquote)_(?:open|close)$/.test(token.type);
    if (container && token.nesting === 1) depth += 1;
    const deep = depth > DEEPEST_BLOCKS;
    if (deep && token.type.startsWith('paragraph')) token.hidden = false;
    if (token.children) token.children = flattenWords(token.children);
    if (!(deep && (container || token.type.startsWith('list_item')))) kept.push(token);
    if (container && token.nesting === -1) depth -= 1;
  }
  return kept;
}

function flattenWords(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter((token) => {
    if (!/^(?:em|strong)_/.test(token.type)) return true;
    if (token.nesting === 1) depth += 1;
    const kept = depth <= DEEPEST_WORDS;
    if (token.nesting === -1) depth -= 1;
    return kept;
  });
}
