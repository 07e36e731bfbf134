import type { Catalogue } from '../model.ts';

const most = 5;

/** For a message about a code that isn't known: the few codes that are most like it, the likest first. */
export function likeCodes(catalogue: Catalogue, typed: string): string[] {
  const text = typed.trim().toLowerCase().slice(0, 60);
  return catalogue.indicators
    .filter(({ retired }) => retired === undefined)
    .map(({ code }) => ({ code, far: distance(text, code) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ code }) => code);
}

/** How many letters have to be put in, taken out or changed to make one text the other (Levenshtein). */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1];
    for (const [column, its] of [...other].entries()) {
      const changed = (above[column] ?? 0) + (letter === its ? 0 : 1);
      line.push(Math.min(changed, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}
