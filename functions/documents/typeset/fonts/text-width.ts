import { MAIN, shippedFonts } from '../assets.ts';
import { advancesOf, capitalHeightOf, glyphsOf } from './font-tables.ts';

export type Weight = 400 | 600 | 700;

/** `any`: the widest that each letter has, upright or sloping, in whatever weight. A few are wider in a lighter one: `§`. */
export type Face = Weight | 'any';

/** The pairs of letters that the main family may set further apart, in some weight, and by how much at most, in em. All others come closer. */
const APART = /[¿_([{fÆEÈÉÊË¡îïAÀÁÂÃÄÅrvyýÿw‘’"'FTVYctÝ“”W](?=[J'’”"\]})j?VTWYÝl])/g;
const FURTHER = 0.1;

/** Characters whose widths are kept: the letters of nearly all text, each of a shape of its own. */
const MEASURED = /^[\x20-\x7E\u00A0-\u00AC\u00AE-\u00FF\u2013\u2014\u2018-\u201D\u2020-\u2022\u2026]*$/;
const PAST_MEASURED = 0x2027;

const FILES: Readonly<Record<Face, readonly string[]>> = {
  400: ['400Regular'],
  600: ['600SemiBold'],
  700: ['700Bold'],
  any: ['400Regular', '400Regular_Italic', '600SemiBold', '700Bold', '700Bold_Italic'],
};
const known = new Map<Face, Float64Array>();

function fontsOf(face: Face): Uint8Array[] {
  return FILES[face].map((file) => {
    const font = shippedFonts.find((shipped) => shipped.family === MAIN && shipped.face === file);
    if (!font) throw new Error(`The main family has no face ${file}`);
    return font.read();
  });
}

let height: number | undefined;

/** From the line that letters stand on to the top of capitals, in em: as high as the compiler takes a line to be. The same in all weights. */
export function lineHeight(): number {
  height ??= Math.max(...fontsOf(400).map(capitalHeightOf));
  return height;
}

/** Widths in em by code point, of the main family. */
function widthsOf(face: Face): Float64Array {
  const found = known.get(face);
  if (found) return found;
  const widths = new Float64Array(PAST_MEASURED);
  for (const font of fontsOf(face)) {
    const { em, advance } = advancesOf(font);
    for (const [point, glyph] of glyphsOf(font)) {
      if (point >= PAST_MEASURED) break;
      widths[point] = Math.max(widths[point] ?? 0, advance(glyph) / em);
    }
  }
  known.set(face, widths);
  return widths;
}

/**
 * How wide these words are on one line, in em: the advances of their glyphs, and the most that kerning may add. What kerning takes away,
 * a hundredth or so, is not told. `undefined` where other families or shapes come into play.
 */
export function widthOf(text: string, weight: Weight): number | undefined {
  const width = advanceOf(text, weight);
  return width === undefined ? undefined : width + kerningOf(text);
}

/** The same without what kerning may add. */
export function advanceOf(text: string, face: Face): number | undefined {
  if (!MEASURED.test(text)) return undefined;
  const widths = widthsOf(face);
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += widths[text.charCodeAt(at)] ?? 0;
  return sum;
}

/** The most that kerning may add between the letters of these words, in em. */
export const kerningOf = (text: string): number => FURTHER * (text.match(APART)?.length ?? 0);
