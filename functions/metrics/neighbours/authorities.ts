import { authorityRows, regionNames, replaced } from './data/authorities.ts';

/** An authority of England, as the Department for Education numbers it. The three digits stay when an ONS code changes. */
export interface Authority {
  /** Three digits: '372'. */
  old: string;
  /** The newest ONS code: 'E08000018'. Names it in figures of neighbours. */
  code: string;
  /** All its ONS codes, the newest first. */
  codes: readonly string[];
  name: string;
  /** ONS code of its region. */
  region: string;
  /** ISO date: its last day, where it is no more. */
  until?: string;
  /** Three-digit codes of those that came after it. */
  by?: readonly string[];
}

export const authorities: readonly Authority[] = authorityRows.map(([old, codes, region, name]) => ({
  old,
  code: codes[0],
  codes,
  region,
  name,
  ...replaced[old],
}));

const byCode = new Map(authorities.flatMap((one) => [one.old, ...one.codes].map((code) => [code, one])));

/** By its three digits or any of its ONS codes, in any case. */
export function findAuthority(code: string): Authority | undefined {
  return byCode.get(code.trim().toUpperCase());
}

export function regionName(code: string): string | undefined {
  return regionNames[code];
}

/** Of `find`: the one that is meant, or those whose names are nearest, at most five, nearest first. */
export type Found = { authority: Authority } | { near: readonly Authority[] };

const letters = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('&', 'and')
    .replaceAll(/[^a-z0-9]/g, '');

/** A code, or a name in any case and punctuation. Of two with one name, the one that still is. */
export function meantBy(text: string): Found {
  const byItsCode = findAuthority(text);
  if (byItsCode) return { authority: byItsCode };
  const wanted = letters(text);
  const named = authorities.filter((one) => letters(one.name) === wanted);
  const authority = named.find((one) => one.until === undefined) ?? named[0];
  if (authority) return { authority };
  const scored = authorities.map((one) => ({ one, away: distanceOf(wanted, one) }));
  return {
    near: scored
      .toSorted((a, b) => a.away - b.away)
      .slice(0, 5)
      .map(({ one }) => one),
  };
}

/** Digits are held against codes, words against names; a part of a name is nearer than a likeness. */
function distanceOf(wanted: string, one: Authority): number {
  if (/\d/.test(wanted)) return Math.min(...[one.old, ...one.codes].map((code) => edits(wanted, code.toLowerCase())));
  const name = letters(one.name);
  return wanted !== '' && name.includes(wanted) ? 0.5 : edits(wanted, name);
}

/** Levenshtein distance: letters to change, add or take away. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
