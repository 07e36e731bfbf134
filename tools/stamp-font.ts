/**
 * Makes functions/documents/link/stamp-font.ts: the subset of Noto Sans (SIL Open Font Licence) that stamps are set in. Run by hand when
 * the font package changes; the result is kept in the repository, so that linking needs no font engine and gives the same bytes everywhere.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { create, type Font } from 'fontkit';

const CHARACTERS = `${Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('')}·`;
const source = new URL(
  '../node_modules/@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  import.meta.url,
);
const font = create(readFileSync(source)) as Font;
const subset = font.createSubset();
const widths = [Math.round((font.getGlyph(0).advanceWidth * 1000) / font.unitsPerEm)];
for (const character of CHARACTERS) {
  const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 32);
  const id = Number(subset.includeGlyph(glyph));
  widths[id] = Math.round((glyph.advanceWidth * 1000) / font.unitsPerEm);
}
const bytes = Buffer.from(subset.encode());
const scale = (value: number): number => Math.round((value * 1000) / font.unitsPerEm);
const { minX, minY, maxX, maxY } = font.bbox;
const lines = [
  '// Made by tools/stamp-font.ts from Noto Sans Regular (SIL Open Font Licence 1.1). Not edited by hand.',
  'export const STAMP_FONT = {',
  `  name: 'EVPSTP+NotoSans-Regular',`,
  '  /** Glyph n (from 1) draws the n-th of these. */',
  `  characters: ${JSON.stringify(CHARACTERS)},`,
  '  /** Thousandths of the size, by glyph. */',
  `  widths: [${widths.join(', ')}],`,
  `  box: [${[minX, minY, maxX, maxY].map(scale).join(', ')}],`,
  `  ascent: ${scale(font.ascent)},`,
  `  descent: ${scale(font.descent)},`,
  `  capHeight: ${scale(font.capHeight)},`,
  `  length: ${bytes.length},`,
  '  /** TrueType, deflated, base64. */',
  `  data: '${deflateSync(bytes, { level: 9 }).toString('base64')}',`,
  '} as const;',
];
writeFileSync(new URL('../functions/documents/link/stamp-font.ts', import.meta.url), `${lines.join('\n')}\n`);
