import { mayHave, type Rule, ruleOf, SVG_ATTRIBUTES, SVG_ELEMENTS } from './allow-list.ts';
import { placesOf } from './marks.ts';
import type { MarkupAttribute } from './picture.ts';
import { TreeReader } from './reader.ts';

/**
 * Reads HTML that is in order, as our templates write it, many times faster than a browser's parser. It gives up, with nothing read, at
 * the first thing of which a browser could think otherwise: an element that isn't closed or isn't ours, a value without quotes, a
 * reference that isn't plain, `<` in a text… It never guesses. The same HTML is the web edition, so a difference between what is judged
 * here and what a browser makes of it would let through what the allow-list keeps out.
 *
 * What is left needs no tree construction (HTML standard, 13.2.6): by the allow-list a paragraph, heading, item, row or cell can't stand
 * where its start would end another element, and all that remains to watch for is said at `isMoved`.
 */
export function readWellFormed(html: string): TreeReader | undefined {
  // As a parser's preprocessing does (13.2.3.5).
  const reading = new Reading(html.includes('\r') ? html.replace(/\r\n?/g, '\n') : html);
  return reading.all() ? reading.reader : undefined;
}

const START = /<[a-zA-Z][a-zA-Z0-9]*/y;
const ATTRIBUTE = /[ \t\n\f]+([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"]*)")?/y;
const START_ENDS = /[ \t\n\f]*\/?>/y;
const BLANK = /^[ \t\n\f]*$/;

/** Elements that a browser opens again, or moves, when another of the same name or a block comes in their way (13.2.4.3). */
const FORMATTING: ReadonlySet<string> = new Set(['a', 'strong', 'em', 'code']);

class Reading {
  readonly reader = new TreeReader();

  readonly #html: string;
  readonly #placeAt: (offset: number) => string;
  readonly #here = () => this.#placeAt(this.#at);
  /** Names of what is open. */
  readonly #open: string[] = [];
  /** How many were open when the picture began. */
  #picture: number | undefined;
  #at = 0;

  constructor(html: string) {
    this.#html = html;
    this.#placeAt = placesOf(html);
  }

  /** @returns whether all was in order */
  all(): boolean {
    const html = this.#html;
    while (this.#at < html.length) {
      const next = html.indexOf('<', this.#at);
      const end = next === -1 ? html.length : next;
      if (end > this.#at && !this.#text(html.slice(this.#at, end))) return false;
      this.#at = end;
      if (next !== -1 && !this.#tag()) return false;
    }
    return this.#open.length === 0 && this.reader.problems.length === 0;
  }

  #text(written: string): boolean {
    if (!this.reader.takesText) return BLANK.test(written);
    const text = plain(written);
    if (text === undefined) return false;
    this.reader.text(text, this.#here);
    return true;
  }

  /** Each step goes past what it read, or says that it isn't in order. */
  #tag(): boolean {
    const second = this.#html[this.#at + 1];
    if (second === '/') return this.#end();
    return second === '!' ? this.#comment() : this.#start();
  }

  #end(): boolean {
    const name = this.#open.pop();
    if (name === undefined || !this.#html.startsWith(`${name}>`, this.#at + 2)) return false;
    this.#at += name.length + 3;
    this.#ended();
    return true;
  }

  #ended(): void {
    if (this.#open.length === this.#picture) this.#picture = undefined;
    this.reader.end();
  }

  #comment(): boolean {
    const html = this.#html;
    const from = this.#at + '<!--'.length;
    const to = html.indexOf('-->', from);
    if (to === -1 || !html.startsWith('<!--', this.#at)) return false;
    const text = html.slice(from, to);
    if (text.includes('<') || text.includes('>')) return false;
    this.#at = to + '-->'.length;
    return true;
  }

  #start(): boolean {
    const from = this.#at;
    if (!this.#pass(START)) return false;
    const name = this.#html.slice(from + 1, this.#at);
    const isPicture = this.#picture !== undefined || name === 'svg';
    const rule = isPicture ? undefined : ruleOf(name);
    if (isPicture ? !SVG_ELEMENTS.has(name) : !rule || this.#isMoved(name)) return false;
    const attributes = this.#attributes(rule);
    if (!attributes || !this.#pass(START_ENDS) || !this.reader.start(name, attributes, this.#placeAt(from), 'both'))
      return false;
    const isVoid = rule?.content === 'empty';
    const closesItself = this.#html[this.#at - 2] === '/';
    if (closesItself && !isVoid && !isPicture) return false;
    if (isPicture) this.#picture ??= this.#open.length;
    if (closesItself || isVoid) this.#ended();
    else this.#open.push(name);
    return true;
  }

  /**
   * Whether a browser could put it elsewhere than here, or what follows: a link in a link, or the same emphasis within itself (13.2.6.4.7,
   * the adoption agency).
   */
  #isMoved(name: string): boolean {
    return FORMATTING.has(name) && this.#open.includes(name);
  }

  /** Those that the rule knows, or a picture: so there are never many, and all are in the spelling that a browser gives them. */
  #attributes(rule: Rule | undefined): MarkupAttribute[] | undefined {
    const attributes: MarkupAttribute[] = [];
    while (this.#html[this.#at] !== '>') {
      ATTRIBUTE.lastIndex = this.#at;
      const found = ATTRIBUTE.exec(this.#html);
      if (!found) break;
      this.#at = ATTRIBUTE.lastIndex;
      const name = found[1] as string;
      const value = plain(found[2] ?? '');
      if (value === undefined || !(rule ? mayHave(rule, name) : SVG_ATTRIBUTES.has(name))) return undefined;
      if (attributes.some((other) => other.name === name)) return undefined;
      attributes.push({ name, value });
    }
    return attributes;
  }

  #pass(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.test(this.#html);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }
}

/** References of which nothing needs to be known but what stands here. */
const REFERENCE = /&(?:(amp|lt|gt|quot|apos|nbsp)|#(\d{2,5})|#[xX]([\da-fA-F]{2,4}));|&/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };

/** @returns what the text says, or `undefined` if it holds a reference that isn't plain */
function plain(written: string): string | undefined {
  if (!written.includes('&')) return written;
  let isPlain = true;
  const text = written.replace(REFERENCE, (_, name?: string, decimal?: string, hexadecimal?: string) => {
    if (name !== undefined) return NAMED[name] as string;
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    // Printable, and neither a surrogate nor for private use nor a non-character (13.2.5.80).
    const isCharacter = (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code < 0xd800);
    if (!isCharacter) isPlain = false;
    return isCharacter ? String.fromCharCode(code) : '';
  });
  return isPlain ? text : undefined;
}
