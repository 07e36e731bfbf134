import { MAIN, shippedFonts } from '../assets.ts';
import { advancesOf, capitalHeightOf, glyphsOf } from './font-tables.ts';

export type Weight = 400 | 600 | 700;

/** The pairs of letters that the main family may set further apart, in some weight, and by how much at most, in em. All others come closer. */
const APART = /[¿_([{fÆEÈÉÊË¡îïAÀÁÂÃÄÅrvyýÿw‘’"'FTVYctÝ“”W](?=[J'’”"\]})j?VTWYÝl])/g;
const FURTHER = 0.1;

/** Characters whose widths are kept: the letters of nearly all text, each of a shape of its own. */
const MEASURED = /^[\x20-\x7E\u00A0-\u00AC\u00AE-\u00FF\u2013\u2014\u2018-\u201D\u2020-\u2022\u2026]*$/;
const PAST_MEASURED = 0x2027;

const FACES: Readonly<Record<Weight, string>> = { 400: '400Regular', 600: '600SemiBold', 700: '700Bold' };
const known = new Map<Weight, Float64Array>();

function fontOf(weight: Weight): Uint8Array {
  const font = shippedFonts.find(({ family, face }) => family === MAIN && face === FACES[weight]);
  if (!font) throw new Error(`The main family has no weight ${weight}`);
  return font.bytes;
}

let height: number | undefined;

/** From the line that letters stand on to the top of capitals, in em: as high as the compiler takes a line to be. The same in all weights. */
export function lineHeight(): number {
  height ??= capitalHeightOf(fontOf(400));
  return height;
}

/** Widths in em by code point, of the main family. */
function widthsOf(weight: Weight): Float64Array {
  const found = known.get(weight);
  if (found) return found;
  const font = fontOf(weight);
  const { em, advance } = advancesOf(font);
  const widths = new Float64Array(PAST_MEASURED);
  for (const [point, glyph] of glyphsOf(font)) {
    if (point >= PAST_MEASURED) break;
    widths[point] = advance(glyph) / em;
  }
  known.set(weight, widths);
  return widths;
}

/**
 * How wide these words are on one line, in em: the advances of their glyphs, and the most that kerning may add. What kerning takes away,
 * a hundredth or so, is not told. `undefined` where other families or shapes come into play.
 */
export function widthOf(text: string, weight: Weight): number | undefined {
  if (!MEASURED.test(text)) return undefined;
  const widths = widthsOf(weight);
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += widths[text.charCodeAt(at)] ?? 0;
  return sum + FURTHER * (text.match(APART)?.length ?? 0);
}
