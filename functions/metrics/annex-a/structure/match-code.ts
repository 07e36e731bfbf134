import type { CodeList } from './codes.ts';

/** Letters and digits in lower case, one space between words. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/['’‘]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

interface Known {
  codes: ReadonlyMap<string, string>;
  words: ReadonlyMap<string, string>;
}

const known = new WeakMap<CodeList, Known>();

function knownOf(list: CodeList): Known {
  const before = known.get(list);
  if (before) return before;
  const made = {
    codes: new Map(list.meanings.flatMap(({ is, codes }) => codes.map((code) => [plainWords(code), is] as const))),
    words: new Map(list.meanings.flatMap(({ is, words }) => words.map((word) => [plainWords(word), is] as const))),
  };
  known.set(list, made);
  return made;
}

/** A code that something follows. A letter alone is one only before a colon: 'B: With parents' and not 'B and B'. */
const leading = /^([a-z]{0,3}\d{1,2}[a-z]?|[a-z]{3}|[a-z](?=\s*:))(?![a-z0-9])(.*)$/is;

/**
 * What a cell of codes means: 'a) Neglect', 'NEG', 'N1 - Abuse or neglect', 'd) U4: anything' or the words alone. A letter and a bracket before it is the
 * place in a drop-down list and says nothing. Undefined for what the list doesn't know, and where code and words contradict each other.
 */
export function matchCode(list: CodeList, text: string): string | undefined {
  const { codes, words } = knownOf(list);
  const bare = text.trim().replace(/^[a-z]{1,2}\)\s*/i, '');
  const whole = words.get(plainWords(bare)) ?? codes.get(plainWords(bare));
  if (whole !== undefined) return whole;
  const [, code = '', rest = ''] = leading.exec(bare) ?? [];
  const byCode = codes.get(code.toLowerCase());
  const byWords = words.get(plainWords(rest));
  return byCode === undefined || byWords === undefined || byCode === byWords ? byCode : undefined;
}
