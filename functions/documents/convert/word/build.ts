import type { XmlElement } from '../xml.ts';

/** Characters of Unicode's private use that carry our marks through the converter; a document's own are replaced. */
export const MARKS = {
  number: '\uE000',
  end: '\uE001',
  across: '\uE002',
  upright: '\uE003',
  widths: '\uE004',
} as const;
const OWN_MARKS = /[\uE000-\uE004]/g;

export function element(
  name: string,
  attributes: Record<string, string>,
  ...children: XmlElement['children']
): XmlElement {
  return { name, attributes: new Map(Object.entries(attributes)), children };
}

export const runOf = (text: string): XmlElement => element('w:r', {}, element('w:t', {}, text));

/** Fonts whose letters are signs: mammoth knows most of them as `w:sym`. */
const SIGNS = /^(?:Symbol|Wingdings(?: [23])?|Webdings)$/i;

/** A `w:t` as text that holds no mark of ours, or as the signs that its font shows. */
export function textOf(text: XmlElement, font: string): XmlElement[] {
  const plain = text.children
    .filter((child) => typeof child === 'string')
    .join('')
    .replace(OWN_MARKS, '\uFFFD');
  if (!SIGNS.test(font)) return plain === '' ? [] : [element('w:t', {}, plain)];
  return Array.from(plain, (character) => {
    const code = character.charCodeAt(0) & 0xff;
    if (character === ' ' || code < 0x20) return element('w:t', {}, ' ');
    return element('w:sym', { 'w:font': font, 'w:char': `F0${code.toString(16).toUpperCase().padStart(2, '0')}` });
  });
}

const TEXTUAL: ReadonlySet<string> = new Set([
  'w:t',
  'w:delText',
  'w:sym',
  'w:drawing',
  'w:pict',
  'm:t',
  'w:footnoteReference',
  'w:endnoteReference',
]);

export function holdsText(element: XmlElement): boolean {
  return TEXTUAL.has(element.name) || element.children.some((child) => typeof child !== 'string' && holdsText(child));
}
