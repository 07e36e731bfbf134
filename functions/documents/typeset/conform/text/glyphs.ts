import type { CompilerFile } from '../file.ts';
import { entriesOf, itemsOf, referred } from '../values.ts';

export interface Glyph {
  /** The text of its cluster: of each glyph of a cluster, the compiler says the whole (ISO 14289-1 7.21.7 asks for some text of each). */
  text: string;
  /** Thousandths of the font's size; a sign over or under a letter takes none. */
  width: number;
}

export interface GlyphFont {
  glyphsOf(bytes: string): Glyph[];
  /** Whether its texts may be read in a wrong order, or twice. */
  intricate: boolean;
}

/** Hebrew, Arabic and their presentation forms. */
export const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** Without the steering characters that the compiler sets around words of another direction: they are no text of anybody's. */
export const plain = (text: string): string => text.replace(/[\u202A-\u202E\u2066-\u2069]/g, '');

/** A composite font of the compiler: codes of two bytes, ToUnicode as pairs, widths as rows of equal ones. */
export function readFont(file: CompilerFile, number: number): GlyphFont {
  const font = file.entries(number);
  const map = referred(font.get('ToUnicode'));
  const texts = map === undefined ? new Map<number, string>() : textsOf(file, map);
  const [descendant] = itemsOf(font.get('DescendantFonts') ?? '[]').map(referred);
  const widthOf = descendant === undefined ? () => 1000 : widthsOf(file.entries(descendant).get('W') ?? '[]');
  return {
    glyphsOf: (bytes) =>
      Array.from({ length: bytes.length >> 1 }, (_, index) => {
        const code = bytes.charCodeAt(2 * index) * 256 + bytes.charCodeAt(2 * index + 1);
        return { text: texts.get(code) ?? '', width: widthOf(code) };
      }),
    intricate: [...texts].some(([code, text]) => RIGHT_TO_LEFT.test(text) || (text !== '' && widthOf(code) === 0)),
  };
}

function textsOf(file: CompilerFile, number: number): Map<number, string> {
  const source = file.source(number);
  if (entriesOf(source).has('Filter')) throw new Error("The compiler's map to Unicode is packed");
  const pairs = source.matchAll(/^<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>$/gm);
  return new Map(
    Array.from(pairs, ([, code = '', text = '']) => [
      Number.parseInt(code, 16),
      plain(Buffer.from(text, 'hex').swap16().toString('utf16le')),
    ]),
  );
}

/** Written as `first last width` (ISO 32000-1 9.7.4.3); other codes take no room. */
function widthsOf(written: string): (code: number) => number {
  const items = itemsOf(written).map(Number);
  const widths = new Map<number, number>();
  for (let at = 0; at + 2 < items.length; at += 3) {
    const [first = 0, last = 0, width = 0] = items.slice(at, at + 3);
    for (let code = first; code <= Math.min(last, 0xffff); code += 1) widths.set(code, width);
  }
  return (code) => widths.get(code) ?? 0;
}
