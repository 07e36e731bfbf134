import * as fontkit from 'fontkit';
import type { Covers } from '../tree/characters.ts';
import { ONLY, shippedFonts } from './assets.ts';

let sets: ReadonlyMap<string, ReadonlySet<number>> | undefined;

/** The characters of each shipped family that can be drawn in every weight and slope that the stylesheet uses. */
function characterSets(): ReadonlyMap<string, ReadonlySet<number>> {
  if (sets) return sets;
  const families = new Map<string, Set<number>>();
  for (const { family, bytes } of shippedFonts()) {
    const font = fontkit.create(bytes);
    if (!('characterSet' in font)) throw new Error(`The font file of ${family} is a collection`);
    const only = ONLY[family];
    const own = font.characterSet.filter((point) => only?.test(String.fromCodePoint(point)) ?? true);
    const before = families.get(family);
    families.set(family, new Set(before ? own.filter((point) => before.has(point)) : own));
  }
  sets = families;
  return sets;
}

/**
 * The family that draws the cluster: the first that has its letter, which is the one that the compiler takes; it must have the marks
 * too. (An Arabic mark on a Latin letter is refused by the compiler although one family has both.)
 */
export function familyOf(cluster: string): string | undefined {
  const [letter, ...marks] = Array.from(cluster, (character) => character.codePointAt(0) ?? 0);
  for (const [family, points] of characterSets()) {
    if (letter === undefined || points.has(letter)) return marks.every((mark) => points.has(mark)) ? family : undefined;
  }
  return undefined;
}

export const covers: Covers = (cluster) => familyOf(cluster) !== undefined;
