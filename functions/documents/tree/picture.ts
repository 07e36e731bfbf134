import type { Problem } from '../model.ts';
import { SVG_ATTRIBUTES, SVG_ELEMENTS } from './allow-list.ts';

export interface MarkupAttribute {
  name: string;
  value: string;
  /** `xlink` of `xlink:href`, whose name is `href`. */
  prefix?: string | undefined;
}

/** The one family that pictures may use: any other name would be looked for among the machine's own fonts. */
const FAMILY = 'Noto Sans';

const SVG = 'http://www.w3.org/2000/svg';

/** Elements whose content is HTML to a browser (HTML standard, 13.2.6): nothing but words may stand there. */
const HOLDS_HTML: ReadonlySet<string> = new Set(['title', 'desc']);

/** Beyond what a chart needs. */
const DEEPEST = 40;

/** What print has no letters for; and what could hide `url(`: an escape of CSS, or a mark, which is taken away before anybody sees it. */
const NOT_PLAIN = /[^\x20-\x7E\s]|[\\<]/;

/**
 * Checks an inline `<svg role="img" aria-label="…">` tag by tag and writes its source, with every text in the shipped family. Nothing in
 * it may run, fetch, or carry style: references are to its own ids.
 */
export class Picture {
  readonly label: string;

  /** XML, once its last tag has ended. */
  source = '';

  readonly #open: string[] = [];
  readonly #place: string;
  readonly #problems: Problem[];

  constructor(place: string, given: readonly MarkupAttribute[], problems: Problem[]) {
    this.#place = place;
    this.#problems = problems;
    this.label = valueIn(given, 'aria-label')?.trim() ?? '';
    if (valueIn(given, 'role') !== 'img') this.#wrong('svg', 'A picture needs role="img".');
    if (!valueIn(given, 'viewBox')) this.#wrong('svg', 'A picture needs a viewBox, to know its shape.');
    this.start('svg', given);
  }

  /** @returns whether its content is wanted, and then its end */
  start(name: string, given: readonly MarkupAttribute[]): boolean {
    const parent = this.#open.at(-1) ?? '';
    if (HOLDS_HTML.has(parent)) return this.#wrong(name, `Only words may stand in <${parent}>.`);
    if (this.#open.length > DEEPEST) return this.#wrong(name, `This is nested more than ${DEEPEST} deep.`);
    if (!SVG_ELEMENTS.has(name)) this.#wrong(name, 'This element is not allowed in a picture.');
    let tag = `<${name}`;
    for (const attribute of given) {
      this.#check(name, attribute);
      // The label travels as the picture's alternative text; in the source, characters that XML lacks would stop the pack.
      if (!attribute.name.startsWith('aria-')) tag += written(attribute);
    }
    if (name === 'svg' && valueIn(given, 'font-family') === undefined) tag += ` font-family="${FAMILY}"`;
    if (this.#open.length === 0 && !valueIn(given, 'xmlns')) tag += ` xmlns="${SVG}"`;
    this.source += `${tag}>`;
    this.#open.push(name);
    return true;
  }

  text(text: string): void {
    this.source += text.replace(/[&<>]/g, escaped);
  }

  /** @returns whether that was the end of the picture */
  end(): boolean {
    this.source += `</${this.#open.pop()}>`;
    return this.#open.length === 0;
  }

  #check(element: string, { name, value }: MarkupAttribute): void {
    if (!SVG_ATTRIBUTES.has(name)) this.#wrong(element, `The attribute ${name} is not allowed in a picture.`);
    else if (!name.startsWith('aria-') && NOT_PLAIN.test(value)) {
      this.#wrong(element, `${name} of a picture may only hold plain characters.`);
    } else if ((name === 'href' && !value.startsWith('#')) || /url\(\s*['"]?(?!#)/i.test(value)) {
      this.#wrong(element, `${name} may only refer to an id of the same picture.`, value.slice(0, 60));
    } else if (name === 'xmlns' && value !== SVG) {
      this.#wrong(element, `xmlns of a picture may only be ${SVG}.`, value.slice(0, 60));
    }
  }

  #wrong(element: string, message: string, found?: string): false {
    this.#problems.push({
      where: `${this.#place}, <${element}>`,
      ...(found === undefined ? {} : { found }),
      message,
    });
    return false;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escaped = (character: string): string => ESCAPES[character] as string;

function written({ name, value, prefix }: MarkupAttribute): string {
  const safe = name === 'font-family' ? FAMILY : value.replace(/[&<>"]/g, escaped);
  return prefix ? ` ${prefix}:${name}="${safe}"` : ` ${name}="${safe}"`;
}

const valueIn = (given: readonly MarkupAttribute[], name: string): string | undefined =>
  given.find((item) => item.name === name)?.value;
