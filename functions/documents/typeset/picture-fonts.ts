import type { Covers } from '../tree/characters.ts';
import { type Element, walk } from '../tree/model.ts';
import { covers, familyHas, familyOf } from './coverage.ts';

const MAIN = 'Noto Sans';
/** Their letters join and change places, which the compiler's pictures can only set where one font draws the whole text. */
const JOINING: ReadonlySet<string> = new Set(
  ['Devanagari', 'Bengali', 'Gurmukhi'].map((script) => `${MAIN} ${script}`),
);
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const clustersOf = (text: string): string[] => Array.from(clusters.segment(text), ({ segment }) => segment);

/** What can be drawn in this text of a picture: not a joining script among letters of another. */
export function pictureCovers(text: string): Covers {
  return joining(text) === undefined ? (cluster) => covers(cluster) && !JOINING.has(familyOf(cluster) ?? '') : covers;
}

/** The joining family that can draw all of the text. */
function joining(text: string): string | undefined {
  const family = clustersOf(text)
    .map(familyOf)
    .find((each) => each !== undefined && JOINING.has(each));
  return family !== undefined && familyHas(family, text) ? family : undefined;
}

/**
 * Names the family of every run of letters in a picture that the main family lacks: the compiler's own search for a substitute gives up
 * on some, and then refuses the whole document.
 */
export function nameFamilies(sections: readonly Element[]): void {
  for (const element of walk(sections)) {
    if (element.picture === undefined) continue;
    element.picture = element.picture.replace(
      /(<(?:title|desc)\b[^>]*>[^<]*)|>([^<]+)(?=<)/g,
      (whole, unseen: string | undefined, text: string) => (unseen === undefined ? `>${runs(text)}` : whole),
    );
  }
}

function runs(text: string): string {
  const whole = joining(text);
  if (whole !== undefined) return `<tspan font-family="${whole}">${text}</tspan>`;
  let out = '';
  let family = MAIN;
  // References such as `&amp;` are letters of the main family.
  for (const cluster of clustersOf(text)) {
    const next = familyOf(cluster) ?? MAIN;
    if (next !== family) {
      if (family !== MAIN) out += '</tspan>';
      if (next !== MAIN) out += `<tspan font-family="${next}">`;
      family = next;
    }
    out += cluster;
  }
  return family === MAIN ? out : `${out}</tspan>`;
}
