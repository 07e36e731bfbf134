/** Values of PDF syntax as the text that they are in the file (ISO 32000-1 7.3), of which only what is asked for is taken apart. */
export type Entries = Map<string, string>;

/** White space, and what else ends a word (ISO 32000-1 7.2.2), by their codes. */
const SPACES = new Uint8Array(256);
const ENDS = new Uint8Array(256);
for (const letter of '\0\t\n\f\r ') SPACES[letter.charCodeAt(0)] = 1;
for (const letter of '\0\t\n\f\r ()<>[]{}/%') ENDS[letter.charCodeAt(0)] = 1;
/** What a reference has after its number. */
const GENERATION = ' 0 R';
/** Deeper than anything that the compiler writes. */
const DEEPEST = 50;

function skip(text: string, from: number): number {
  let at = from;
  while (SPACES[text.charCodeAt(at)] === 1) at += 1;
  return at;
}

/** A word that starts here: at least one letter that ends none. A name's first is its stroke. */
function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && ENDS[text.charCodeAt(at)] === 0) at += 1;
  if (at === from) throw new Error(`The compiler's file has something at ${from} that is no value`);
  return at;
}

/** A number, a keyword, or a whole reference. */
function endOfReferenceOrWord(text: string, from: number): number {
  const end = endOfWord(text, from);
  const whole = end + GENERATION.length;
  if (!text.startsWith(GENERATION, end) || ENDS[text.charCodeAt(whole)] === 0) return end;
  for (let at = from; at < end; at += 1) if (!isDigit(text.charCodeAt(at))) return end;
  return whole;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Where the value that starts here ends. */
function endOf(text: string, at: number, depth = 0): number {
  if (depth > DEEPEST) throw new Error("The compiler's file nests its values deeper than any of ours");
  switch (text[at]) {
    case '/':
      return at + 1 < text.length && ENDS[text.charCodeAt(at + 1)] === 0 ? endOfWord(text, at + 1) : at + 1;
    case '(':
      return endOfString(text, at);
    case '[':
      return endOfRow(text, at + 1, ']', depth);
    case '<':
      return text[at + 1] === '<' ? endOfRow(text, at + 2, '>>', depth) : closing(text, '>', at) + 1;
    default:
      return endOfReferenceOrWord(text, at);
  }
}

function closing(text: string, mark: string, at: number): number {
  const found = text.indexOf(mark, at);
  if (found === -1) throw new Error(`The compiler's file has no ${mark} after ${at}`);
  return found;
}

function endOfRow(text: string, start: number, close: string, depth: number): number {
  let at = skip(text, start);
  while (!text.startsWith(close, at)) at = skip(text, endOf(text, at, depth + 1));
  return at + close.length;
}

function endOfString(text: string, start: number): number {
  let open = 0;
  for (let at = start; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '\\') at += 1;
    else if (letter === '(') open += 1;
    else if (letter === ')') open -= 1;
    if (open === 0) return at + 1;
  }
  throw new Error(`The compiler's file has a string at ${start} that doesn't end`);
}

/** The values of an array, or the one value that stands in its place. */
export function itemsOf(value: string): string[] {
  if (!value.startsWith('[')) return [value];
  const items: string[] = [];
  let at = skip(value, 1);
  while (value[at] !== ']') {
    const end = endOf(value, at);
    items.push(value.slice(at, end));
    at = skip(value, end);
  }
  return items;
}

/** Names and values of a dictionary, in their order. What follows it, as a stream does, is not looked at. */
export function entriesOf(value: string): Entries {
  const entries: Entries = new Map();
  if (!value.startsWith('<<'))
    throw new Error("The compiler's file has something else where a dictionary was expected");
  let at = skip(value, 2);
  while (!value.startsWith('>>', at)) {
    const key = endOf(value, at);
    const start = skip(value, key);
    const end = endOf(value, start);
    entries.set(value.slice(at + 1, key), value.slice(start, end));
    at = skip(value, end);
  }
  return entries;
}

export function dictionary(entries: Iterable<readonly [string, string]>): string {
  return `<<${Array.from(entries, ([key, value]) => `/${key} ${value}`).join('\n')}>>`;
}

export const array = (items: readonly string[]): string => `[${items.join(' ')}]`;

export const reference = (number: number): string => `${number} 0 R`;

/** The object that a reference names; `undefined` of anything else. */
export function referred(value: string | undefined): number | undefined {
  if (value === undefined || !value.endsWith(GENERATION)) return undefined;
  const end = value.length - GENERATION.length;
  for (let at = 0; at < end; at += 1) if (!isDigit(value.charCodeAt(at))) return undefined;
  return end === 0 ? undefined : Number(value.slice(0, end));
}
