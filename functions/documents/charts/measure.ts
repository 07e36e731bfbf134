/**
 * Charts have no font metrics at hand, and a label must never be cut: these are the widths of the shipped bold face in ems, rounded up, so
 * that every line is at least as wide here as on paper.
 */
const WIDTHS: readonly (readonly [ems: number, characters: string])[] = [
  [0.3, " !',.:;ijl’‘·"],
  [0.36, '()-J[]'],
  [0.41, 'I`f{}ı'],
  [0.45, '/\\_rt“”°'],
  [0.5, '"?z–'],
  [0.55, '*Fcs'],
  [0.61, '$+0123456789<=>ELSTZ^aevxy|~−×£€'],
  [0.65, '#CPVYbdghknopqu'],
  [0.75, '&ABDGKRX'],
  [0.85, 'HNOQU'],
];
const EMS = new Map(WIDTHS.flatMap(([ems, characters]) => Array.from(characters, (one) => [one, ems] as const)));

/** Of one line, in the units of `size`. */
export function widthOf(content: string, size = 13): number {
  let ems = 0;
  for (const character of content) {
    // A letter with an accent is as wide as the letter.
    const letter = character.charCodeAt(0) < 128 ? character : (character.normalize('NFD')[0] ?? character);
    ems += EMS.get(letter) ?? otherwise(letter);
  }
  return ems * size;
}

/** The widest letters (m, W) are not in the list; of a script that a picture can't set, the page prints the code instead: `U+0A2A`, `U+1F600`. */
const otherwise = (letter: string): number => (PICTURED.test(letter) ? 1 : letter.length > 1 ? 5.3 : 4.5);
const PICTURED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\u0020-\u00BF\u2010-\u2027\u20AC]/u;

/** Words in lines no wider than `width`; a word that is wider is cut between characters. At most `most` lines, the last with `…`. */
export function wrap(content: string, width: number, most: number, size = 13): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of content.split(/\s+/).filter((part) => part !== '')) {
    for (const piece of pieces(word, width, size)) {
      const longer = line === '' ? piece : `${line} ${piece}`;
      if (line !== '' && widthOf(longer, size) > width) {
        lines.push(line);
        line = piece;
      } else line = longer;
    }
  }
  if (line !== '') lines.push(line);
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  let last = kept.at(-1) ?? '';
  while (last !== '' && widthOf(`${last}…`, size) > width) last = Array.from(last).slice(0, -1).join('');
  return [...kept.slice(0, -1), `${last}…`];
}

/** On one line; what doesn't fit is cut and marked. */
export const cut = (content: string, width: number, size = 13): string => wrap(content, width, 1, size)[0] ?? '';

function pieces(word: string, width: number, size: number): string[] {
  const found: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && widthOf(piece + character, size) > width) {
      found.push(piece);
      piece = '';
    }
    piece += character;
  }
  return piece === '' ? found : [...found, piece];
}
