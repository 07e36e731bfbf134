import type { Covers } from '../../tree/characters.ts';
import { MAIN, ONLY, SIGNS, shippedFonts } from '../assets.ts';
import { glyphsOf } from './font-tables.ts';

const sets = new Map<string, ReadonlySet<number>>();
const families = [...new Set(shippedFonts.map(({ family }) => family))];

/** The characters of a shipped family that can be drawn in every weight and slope that the stylesheet uses. */
function charactersIn(family: string): ReadonlySet<number> {
  const known = sets.get(family);
  if (known) return known;
  const only = ONLY[family];
  const [first, ...others] = shippedFonts
    .filter((font) => font.family === family)
    .map((font) => new Map(glyphsOf(font.read())));
  const points = [...(first?.keys() ?? [])].filter((point) => others.every((other) => other.has(point)));
  const asked = new Set(points.filter((point) => only?.test(String.fromCodePoint(point)) ?? true));
  sets.set(family, asked);
  return asked;
}

/**
 * The family that draws the cluster: the first that has its letter, which is the one that the compiler takes; it must have the marks
 * too. (An Arabic mark on a Latin letter is refused by the compiler although one family has both.)
 */
export function familyOf(cluster: string): string | undefined {
  const [letter, ...marks] = Array.from(cluster, (character) => character.codePointAt(0) ?? 0);
  for (const family of families) {
    const points = charactersIn(family);
    if (letter === undefined || points.has(letter)) return marks.every((mark) => points.has(mark)) ? family : undefined;
  }
  return undefined;
}

export const covers: Covers = (cluster) => familyOf(cluster) !== undefined;

/** What isn't among the letters that the main family has, as nearly all text is. */
const SPECIAL = /[^\n\x20-\x7E\u00A0-\u00FF\u2013-\u2026]/gu;

/** Whether the text is nothing but letters that the main family has; not all that are so are known here. */
export const isPlain = (text: string): boolean => text.search(SPECIAL) === -1;

/** The families that this printable text is set in: to name more would have the compiler try each, and hold it. */
export function familiesOf(text: string): string[] {
  const special = [...new Set(text.match(SPECIAL) ?? [])];
  const needed = new Set([MAIN, ...special.map((character) => SIGNS[character] ?? familyOf(character))]);
  for (const [family, only] of Object.entries(ONLY)) if (only.test(text)) needed.add(family);
  return families.filter((family) => needed.has(family));
}
