/**
 * The entries of a dictionary in their order (ISO 32000-1 7.3.7): names and values, as the text that they are in the file, of which
 * only what is asked for is taken apart.
 */
export class Entries {
  /** Each as `Name value`. */
  readonly #lines: string[];

  constructor(lines: string[]) {
    this.#lines = lines;
  }

  get(name: string): string | undefined {
    return this.#lines[this.#placeOf(name)]?.slice(name.length + 1);
  }

  has(name: string): boolean {
    return this.#placeOf(name) !== -1;
  }

  /** In the place of the value that the name had, else at the end. */
  set(name: string, value: string): this {
    const place = this.#placeOf(name);
    this.#lines[place === -1 ? this.#lines.length : place] = `${name} ${value}`;
    return this;
  }

  #placeOf(name: string): number {
    for (let place = 0; place < this.#lines.length; place += 1) {
      const line = this.#lines[place] ?? '';
      if (line.startsWith(name) && line.charCodeAt(name.length) === SPACE) return place;
    }
    return -1;
  }

  *[Symbol.iterator](): Generator<[name: string, value: string]> {
    for (const line of this.#lines) {
      const end = line.indexOf(' ');
      yield [line.slice(0, end), line.slice(end + 1)];
    }
  }

  /** As a dictionary. */
  written(): string {
    return this.#lines.length === 0 ? '<<>>' : `<</${this.#lines.join('\n/')}>>`;
  }
}

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

const [STROKE, OPEN, ROW, ANGLE, LINE, SPACE] = [...'/([<\n '].map((letter) => letter.charCodeAt(0));

/** By its depth, what closes a dictionary that the compiler wrote: each entry on a line, two spaces further in than the end. */
const CLOSINGS = Array.from({ length: DEEPEST }, (_, depth) => `\n${'  '.repeat(depth)}>>`);
const LEADS = Array.from({ length: DEEPEST }, (_, depth) => `\n${'  '.repeat(depth + 1)}/`);

/**
 * How deep in others the dictionary stands that starts here; -1 if it isn't written in lines. The compiler's are (and no string of its
 * has the end of a line in it), those that were written anew aren't.
 */
function depthOf(text: string, start: number): number {
  if (text.charCodeAt(start + 2) !== LINE) return -1;
  for (let depth = 0; depth < DEEPEST; depth += 1) if (text.startsWith(LEADS[depth] ?? '', start + 2)) return depth;
  return -1;
}

/** Where the value that starts here ends. */
function endOf(text: string, at: number, depth = 0): number {
  if (depth > DEEPEST) throw new Error("The compiler's file nests its values deeper than any of ours");
  switch (text.charCodeAt(at)) {
    case STROKE:
      return at + 1 < text.length && ENDS[text.charCodeAt(at + 1)] === 0 ? endOfWord(text, at + 1) : at + 1;
    case OPEN:
      return endOfString(text, at);
    case ROW:
      return endOfRow(text, at + 1, ']', depth);
    case ANGLE:
      return text.charCodeAt(at + 1) === ANGLE ? endOfDictionary(text, at, depth) : endAfter(text, '>', at);
    default:
      return endOfReferenceOrWord(text, at);
  }
}

function endAfter(text: string, mark: string, at: number): number {
  const found = text.indexOf(mark, at);
  if (found === -1) throw new Error(`The compiler's file has no ${mark.trim()} after ${at}`);
  return found + mark.length;
}

function endOfDictionary(text: string, start: number, depth: number): number {
  const closing = CLOSINGS[depthOf(text, start)];
  return closing === undefined ? endOfRow(text, start + 2, '>>', depth) : endAfter(text, closing, start);
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

/** An array of whole numbers and references, as children are most often, and each of them. */
const NUMBERS = /^\[(?:\d+(?: 0 R)?(?: (?=\d)|(?=\])))*\]$/;
const NUMBER = /\d+(?: 0 R)?/g;

/** The values of an array, or the one value that stands in its place. */
export function itemsOf(value: string): string[] {
  if (!value.startsWith('[')) return [value];
  if (NUMBERS.test(value)) return value.match(NUMBER) ?? [];
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
  if (!value.startsWith('<<'))
    throw new Error("The compiler's file has something else where a dictionary was expected");
  const depth = depthOf(value, 0);
  return depth === -1 ? entriesAnywhere(value) : entriesInLines(value, depth);
}

function entriesInLines(value: string, depth: number): Entries {
  const closing = CLOSINGS[depth] ?? '';
  const start = 2 + (LEADS[depth]?.length ?? 0);
  const lines = value.slice(start, endAfter(value, closing, 0) - closing.length).split(LEADS[depth] ?? '');
  return new Entries(lines);
}

function entriesAnywhere(value: string): Entries {
  const lines: string[] = [];
  let at = skip(value, 2);
  while (!value.startsWith('>>', at)) {
    const key = endOf(value, at);
    const start = skip(value, key);
    const end = endOf(value, start);
    lines.push(`${value.slice(at + 1, key)} ${value.slice(start, end)}`);
    at = skip(value, end);
  }
  return new Entries(lines);
}

export const dictionary = (entries: Iterable<readonly [name: string, value: string]>): string =>
  new Entries(Array.from(entries, ([name, value]) => `${name} ${value}`)).written();

export const array = (items: readonly string[]): string => `[${items.join(' ')}]`;

/** The array, which is `[]` if there is none yet, with one more. */
export const withItem = (row: string | undefined, item: string): string =>
  row === undefined || row === '[]' ? `[${item}]` : `${row.slice(0, -1)} ${item}]`;

export const reference = (number: number): string => `${number} 0 R`;

/** The object that a reference names; `undefined` of anything else. */
export const referred = (value: string | undefined): number | undefined =>
  value !== undefined && REFERENCE.test(value) ? Number.parseInt(value, 10) : undefined;

const REFERENCE = /^\d+ 0 R$/;
