import type { Covers } from '../../tree/characters.ts';
import { clustersOf } from '../../tree/clusters.ts';
import { type Element, walk } from '../../tree/model.ts';
import { MAIN } from '../assets.ts';
import { familyOf, isPlain } from './coverage.ts';

/** Families whose letters stand alone: one character, one shape. */
const ALONE: ReadonlySet<string> = new Set(['Noto Sans Hebrew', 'Noto Sans Math', 'Noto Sans Symbols 2']);

/**
 * What can be drawn in this text of a picture. The compiler sets pictures with a shaper of its own, which fails (or never ends: tried
 * with Arabic vowels) where letters join or come apart into letter and mark while another family stands beside them. So joining scripts
 * print as their codes there, and signs of another family do beside accented letters; the problem says so. Everywhere else the same
 * words are set properly.
 */
export function pictureCovers(text: string): Covers {
  const alone = text.normalize('NFD') === text;
  return (cluster) => {
    const family = familyOf(cluster);
    if (Array.from(cluster).length > 1 || family === undefined) return false;
    return family === MAIN || (alone && ALONE.has(family));
  };
}

/** Names the family of every run of letters in a picture that the main family lacks, so that no substitute is looked for. */
export function nameFamilies(sections: readonly Element[]): void {
  for (const element of walk(sections)) {
    if (element.picture === undefined || isPlain(element.picture)) continue;
    element.picture = element.picture.replace(
      /(<(?:title|desc)\b[^>]*>[^<]*)|>([^<]+)(?=<)/g,
      (whole, unseen: string | undefined, text: string) => (unseen === undefined ? `>${runs(text)}` : whole),
    );
  }
}

function runs(text: string): string {
  if (isPlain(text)) return text;
  let out = '';
  let family = MAIN;
  // References such as `&amp;` are letters of the main family.
  for (const segment of clustersOf(text)) {
    const next = familyOf(segment) ?? MAIN;
    if (next !== family) {
      if (family !== MAIN) out += '</tspan>';
      if (next !== MAIN) out += `<tspan font-family="${next}">`;
      family = next;
    }
    out += segment;
  }
  return family === MAIN ? out : `${out}</tspan>`;
}
