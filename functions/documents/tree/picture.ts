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

/**
 * Checks an inline `<svg role="img" aria-label="…">` tag by tag and writes its source, with every text in the shipped family. Nothing in
 * it may run, fetch, or carry style: references are to its own ids.
 */
export class Picture {
  readonly label: string;

  /** As HTML serialises it (HTML standard, 13.3), once its last tag has ended. */
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
    this.#check('svg', given);
    // The label travels as the picture's alternative text; in the source, characters that XML lacks would stop the pack.
    const kept = inFamily('svg', given).filter(({ name }) => !name.startsWith('aria-'));
    if (!valueIn(given, 'xmlns')) kept.push({ name: 'xmlns', value: 'http://www.w3.org/2000/svg' });
    this.#write('svg', kept);
  }

  start(name: string, given: readonly MarkupAttribute[]): void {
    this.#check(name, given);
    this.#write(name, inFamily(name, given));
  }

  text(text: string): void {
    this.source += escaped(text);
  }

  comment(text: string): void {
    this.source += `<!--${text}-->`;
  }

  /** @returns whether that was the end of the picture */
  end(): boolean {
    this.source += `</${this.#open.pop()}>`;
    return this.#open.length === 0;
  }

  #write(name: string, given: readonly MarkupAttribute[]): void {
    this.#open.push(name);
    let tag = `<${name}`;
    for (const { name: attribute, value, prefix } of given) {
      tag += ` ${prefix ? `${prefix}:` : ''}${attribute}="${escaped(value).replaceAll('"', '&quot;')}"`;
    }
    this.source += `${tag}>`;
  }

  #check(element: string, given: readonly MarkupAttribute[]): void {
    if (!SVG_ELEMENTS.has(element.toLowerCase())) this.#wrong(element, 'This element is not allowed in a picture.');
    for (const { name, value } of given) {
      const known = SVG_ATTRIBUTES.has(name.toLowerCase());
      if (!known) this.#wrong(element, `The attribute ${name} is not allowed in a picture.`);
      else if (!name.startsWith('aria-') && /[^\x20-\x7E\s]/.test(value)) {
        this.#wrong(element, `${name} of a picture may only hold plain characters.`);
      } else if (fetches(name, value)) {
        this.#wrong(element, `${name} may only refer to an id of the same picture.`, value.slice(0, 60));
      }
    }
  }

  #wrong(element: string, message: string, found?: string): void {
    this.#problems.push({
      where: `${this.#place}, <${element}>`,
      ...(found === undefined ? {} : { found }),
      message,
    });
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\u00A0': '&nbsp;' };
const escaped = (text: string): string => text.replace(/[&<>\u00A0]/g, (character) => ESCAPES[character] as string);

const fetches = (name: string, value: string): boolean =>
  (name.toLowerCase() === 'href' && !value.startsWith('#')) || /url\(\s*['"]?(?!#)/i.test(value);

function inFamily(element: string, given: readonly MarkupAttribute[]): MarkupAttribute[] {
  const set = given.map((item) => (item.name === 'font-family' ? { ...item, value: FAMILY } : item));
  if (element === 'svg' && valueIn(set, 'font-family') === undefined) set.push({ name: 'font-family', value: FAMILY });
  return set;
}

const valueIn = (given: readonly MarkupAttribute[], name: string): string | undefined =>
  given.find((item) => item.name === name)?.value;
