import { deflateSync } from 'node:zlib';
import type { Font, Glyph, Subset } from 'fontkit';
import { type PDFContext, PDFHexString, PDFRawStream, type PDFRef } from 'pdf-lib';
import { ONLY, shippedFonts } from '../../typeset/assets.ts';

/** Glyphs of one face, in the order in which they are drawn. */
export interface Run {
  face: Face;
  /** Code in the subset, advance and offsets in thousandths of the size. */
  glyphs: { code: number; advance: number; width: number; x: number; y: number }[];
  /** Set where the glyphs alone would not give the words back. */
  spoken?: string;
}

export interface Shaped {
  runs: Run[];
  /** Times the size in points. */
  width: number;
  /** Characters that no shipped font draws. */
  missing: readonly string[];
}

interface Face {
  /** Name in the resources of every made appearance. */
  name: string;
  ref: PDFRef;
  font: Font;
  subset: Subset;
  widths: number[];
  unicode: string[];
}

/** Scripts whose letters join, reorder or run from right to left; everything else is one glyph a character. */
const NEEDS_SHAPING = /[\u0590-\u08ff\u0900-\u0dff\ufb1d-\ufdff\ufe70-\ufefc\p{M}]/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/**
 * The shipped fonts as subsets, made for one document as its appearances need them. A font's object is promised at its first use and
 * written by `finish`, when all its glyphs are known.
 */
export class Typefaces {
  /** Characters that no shipped font draws, since last asked. */
  readonly missing = new Set<string>();
  private readonly faces = new Map<string, Face>();
  private readonly shaped = new Map<string, Shaped>();
  private readonly context: PDFContext;
  private readonly open: (bytes: Buffer) => Font;

  private constructor(context: PDFContext, open: (bytes: Buffer) => Font) {
    this.context = context;
    this.open = open;
  }

  /** Loads the font engine: asked for only when a document needs it. */
  static async create(context: PDFContext): Promise<Typefaces> {
    const { create } = await import('fontkit');
    return new Typefaces(context, (bytes) => {
      const font = create(bytes);
      if (!('createSubset' in font)) throw new Error('a font collection among the shipped fonts');
      return font;
    });
  }

  /** One line of text. Characters without a glyph become a question mark, and are noted. */
  shape(text: string): Shaped {
    const known = this.shaped.get(text);
    for (const character of known?.missing ?? []) this.missing.add(character);
    if (known) return known;
    const missing: string[] = [];
    const runs = this.split(text, missing).map(({ face, text: part }) => this.run(face, part));
    const width = runs.flatMap(({ glyphs }) => glyphs).reduce((sum, { advance }) => sum + advance, 0) / 1_000;
    for (const character of missing) this.missing.add(character);
    const shaped = { runs, width, missing };
    this.shaped.set(text, shaped);
    return shaped;
  }

  /** Of all fonts used so far, for the resources of an appearance. */
  fonts(): Record<string, PDFRef> {
    return Object.fromEntries(this.used().map(({ name, ref }) => [name, ref]));
  }

  finish(): void {
    for (const face of this.used()) this.write(face);
  }

  /** Others were only asked whether they have a character. */
  private used(): Face[] {
    return [...this.faces.values()].filter(({ unicode }) => unicode.length > 0);
  }

  /** Parts of one face each, in the order in which they stand on paper. */
  private split(text: string, missing: string[]): { face: Face; text: string }[] {
    const parts: { face: Face; text: string; leftward: boolean }[] = [];
    for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
      const last = parts.at(-1);
      const found = this.faceOf(segment, last?.face);
      if (!found) missing.push(segment);
      const face = found ?? this.face(0);
      const drawn = found ? segment : '?';
      const neutral = /^[\s\p{P}]+$/u.test(segment);
      const leftward = RIGHT_TO_LEFT.test(segment) || (neutral && last?.leftward === true);
      if (last?.face === face && last.leftward === leftward) last.text += drawn;
      else parts.push({ face, text: drawn, leftward });
    }
    // A line whose first letter runs to the left is read from the right: its parts change places, each as it is.
    const first = /[\p{L}]/u.exec(text)?.[0] ?? '';
    return RIGHT_TO_LEFT.test(first) ? parts.reverse() : parts;
  }

  private faceOf(cluster: string, before: Face | undefined): Face | undefined {
    const points = [...cluster].map((character) => character.codePointAt(0) ?? 0);
    const draws = (face: Face): boolean => points.every((point) => face.font.hasGlyphForCodePoint(point));
    // A space or full stop stays with the words before it.
    if (before && /^[\s\p{P}]+$/u.test(cluster) && draws(before)) return before;
    for (let index = 0; index < REGULAR.length; index += 1) {
      const only = ONLY[REGULAR[index] ?? ''];
      if (only && ![...cluster].every((character) => only.test(character) || /\p{M}/u.test(character))) continue;
      const face = this.face(index);
      if (draws(face)) return face;
    }
    return undefined;
  }

  private face(index: number): Face {
    const family = REGULAR[index] ?? '';
    const known = this.faces.get(family);
    if (known) return known;
    const file = shippedFonts.find((font) => font.family === family);
    if (!file) throw new Error(`${family} is not among the shipped fonts`);
    const font = this.open(file.read());
    const subset = font.createSubset();
    const width = Math.round((font.getGlyph(0).advanceWidth * 1_000) / font.unitsPerEm);
    const face = { name: `F${index}`, ref: this.context.nextRef(), font, subset, widths: [width], unicode: [] };
    this.faces.set(family, face);
    return face;
  }

  private run(face: Face, text: string): Run {
    const scale = 1_000 / face.font.unitsPerEm;
    if (!NEEDS_SHAPING.test(text)) {
      const glyphs = [...text].map((character) => {
        const code = this.include(face, face.font.glyphForCodePoint(character.codePointAt(0) ?? 32), character);
        const width = face.widths[code] ?? 0;
        return { code, width, advance: width, x: 0, y: 0 };
      });
      return { face, glyphs };
    }
    const { glyphs, positions } = face.font.layout(text);
    const placed = glyphs.map((glyph, index) => {
      const code = this.include(face, glyph, String.fromCodePoint(...glyph.codePoints));
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
      return { code, width: face.widths[code] ?? 0, advance: xAdvance * scale, x: xOffset * scale, y: yOffset * scale };
    });
    return { face, glyphs: placed, spoken: text };
  }

  private include(face: Face, glyph: Glyph, text: string): number {
    const code = Number(face.subset.includeGlyph(glyph));
    face.widths[code] ??= Math.round((glyph.advanceWidth * 1_000) / face.font.unitsPerEm);
    face.unicode[code] ??= text;
    return code;
  }

  private write({ ref, font, subset, widths, unicode }: Face): void {
    const { context } = this;
    const name = `EVPFRM+${font.postscriptName}`;
    const scale = (value: number): number => Math.round((value * 1_000) / font.unitsPerEm);
    const bytes = subset.encode();
    const file = context.register(deflated(context, bytes, { Length1: bytes.length }));
    const { minX, minY, maxX, maxY } = font.bbox;
    const descriptor = context.obj({
      Type: 'FontDescriptor',
      FontName: name,
      Flags: 4,
      FontBBox: [minX, minY, maxX, maxY].map(scale),
      ItalicAngle: 0,
      Ascent: scale(font.ascent),
      Descent: scale(font.descent),
      CapHeight: scale(font.capHeight),
      StemV: 80,
      FontFile2: file,
    });
    const descendant = context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: name,
      CIDSystemInfo: {
        Registry: PDFHexString.of(Buffer.from('Adobe').toString('hex')),
        Ordering: PDFHexString.of(Buffer.from('Identity').toString('hex')),
        Supplement: 0,
      },
      CIDToGIDMap: 'Identity',
      FontDescriptor: context.register(descriptor),
      DW: 0,
      W: [0, Array.from(widths, (width) => width ?? 0)],
    });
    context.assign(
      ref,
      context.obj({
        Type: 'Font',
        Subtype: 'Type0',
        BaseFont: name,
        Encoding: 'Identity-H',
        DescendantFonts: [context.register(descendant)],
        ToUnicode: context.register(deflated(context, Buffer.from(unicodeMap(unicode), 'latin1'), {})),
      }),
    );
  }
}

const REGULAR: readonly string[] = [
  'Noto Sans',
  'Vazirmatn',
  'Noto Sans Arabic',
  'Noto Sans Hebrew',
  'Noto Sans Devanagari',
  'Noto Sans Bengali',
  'Noto Sans Gurmukhi',
  'Noto Sans Math',
  'Noto Sans Symbols 2',
];

function deflated(context: PDFContext, bytes: Uint8Array, entries: Record<string, number>): PDFRawStream {
  return PDFRawStream.of(
    context.obj({ ...entries, Filter: 'FlateDecode' }),
    new Uint8Array(deflateSync(bytes, { level: 9 })),
  );
}

const hex = (value: number): string => value.toString(16).padStart(4, '0');

function unicodeMap(unicode: readonly (string | undefined)[]): string {
  const pairs = unicode.flatMap((text, code) => {
    if (text === undefined || text === '') return [];
    const units = Array.from({ length: text.length }, (_, index) => hex(text.charCodeAt(index)));
    return [`<${hex(code)}> <${units.join('')}>`];
  });
  const blocks: string[] = [];
  for (let at = 0; at < pairs.length; at += 100) {
    const block = pairs.slice(at, at + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar\n`);
  }
  return (
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n' +
    '/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n' +
    '1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n' +
    `${blocks.join('')}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n`
  );
}
