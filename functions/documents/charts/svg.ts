import { FONT, INK, WIDTH } from './model.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** A coordinate with at most two decimals, never in exponent form. */
export function coordinate(value: number): string {
  return String(Math.round(value * 100) / 100 || 0);
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element; every attribute value and child text has been escaped here or by the caller's `text`. */
export function element(name: string, attributes: Attributes, children = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? coordinate(value) : escapeText(String(value))}"`)
    .join('');
  return children === '' ? `<${name}${written}/>` : `<${name}${written}>${children}</${name}>`;
}

export interface TextOptions {
  anchor?: 'start' | 'middle' | 'end';
  size?: number;
  weight?: 'bold';
  fill?: string;
}

/** Text whose baseline is at `y`. */
export function text(content: string, x: number, y: number, options: TextOptions = {}): string {
  return element(
    'text',
    {
      x,
      y,
      'font-family': FONT,
      'font-size': options.size ?? 13,
      'font-weight': options.weight,
      'text-anchor': options.anchor ?? 'start',
      fill: options.fill ?? INK,
    },
    escapeText(content) || ' ',
  );
}

export function document(height: number, alternative: string, children: readonly string[]): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${coordinate(height)}`,
      width: WIDTH,
      height,
      role: 'img',
      'aria-label': alternative,
    },
    children.join(''),
  );
}

/** A generous estimate of a line's width in the pack's typeface: charts have no font metrics, and a label must never be cut. */
export function widthOf(content: string, size = 13): number {
  let ems = 0;
  for (const character of content) {
    if (/[ijlI.,:;'|!()[\]]/.test(character)) ems += 0.34;
    else if (/[mwMW@%]/.test(character)) ems += 0.92;
    else if (/[A-Z0-9&]/.test(character)) ems += 0.66;
    else if (/[\u0020-\u024F]/.test(character)) ems += 0.57;
    else ems += 1;
  }
  return ems * size;
}

/** Words in lines no wider than `width`; a word that is wider is cut between characters. At most `most` lines, the last with `…`. */
export function wrap(content: string, width: number, most: number, size = 13): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of content.split(/\s+/).filter((part) => part !== '')) {
    for (const piece of pieces(word, width, size)) {
      const longer = line === '' ? piece : `${line} ${piece}`;
      if (line !== '' && widthOf(longer, size) > width) {
        lines.push(line);
        line = piece;
      } else line = longer;
    }
  }
  if (line !== '') lines.push(line);
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  let last = kept.at(-1) ?? '';
  while (last !== '' && widthOf(`${last}…`, size) > width) last = Array.from(last).slice(0, -1).join('');
  return [...kept.slice(0, -1), `${last}…`];
}

function pieces(word: string, width: number, size: number): string[] {
  const found: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && widthOf(piece + character, size) > width) {
      found.push(piece);
      piece = '';
    }
    piece += character;
  }
  return piece === '' ? found : [...found, piece];
}
