import * as fontkit from 'fontkit';
import type { Covers } from '../tree/characters.ts';
import { shippedFonts } from './assets.ts';

let sets: readonly ReadonlySet<number>[] | undefined;

/** The characters of each shipped family that can be drawn in every weight and slope that the stylesheet uses. */
function characterSets(): readonly ReadonlySet<number>[] {
  if (sets) return sets;
  const families = new Map<string, Set<number>>();
  for (const { family, bytes } of shippedFonts()) {
    const font = fontkit.create(bytes);
    if (!('characterSet' in font)) throw new Error(`The font file of ${family} is a collection`);
    const own = font.characterSet;
    const before = families.get(family);
    families.set(family, new Set(before ? own.filter((point) => before.has(point)) : own));
  }
  sets = [...families.values()];
  return sets;
}

/**
 * Whether the cluster can be drawn: the first family that has its letter, which is the one that the compiler takes, must have its
 * marks too. (An Arabic mark on a Latin letter is refused by the compiler although one family has both.)
 */
export const covers: Covers = (cluster) => {
  const [letter, ...marks] = Array.from(cluster, (character) => character.codePointAt(0) ?? 0);
  if (letter === undefined) return true;
  const family = characterSets().find((set) => set.has(letter));
  return family !== undefined && marks.every((mark) => family.has(mark));
};
