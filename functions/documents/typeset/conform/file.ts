import { type Entries, entriesOf, referred } from './values.ts';

/**
 * A file of the compiler, to be patched: one table of references, every object by itself, of generation 0 and in the order of the
 * numbers, no object in a stream (ISO 32000-1 7.5). What isn't changed stays bytes and is copied as it is, so that a file of hundreds
 * of pages costs little more than its changes. A file of another shape throws: then the engine has changed.
 */
export class CompilerFile {
  readonly catalog: number;
  readonly #bytes: Buffer;
  /** Where the objects start, by number, and at last where the table does, behind all of them; the first is of nobody. */
  readonly #starts: Uint32Array;
  /** Where their values start: behind `N 0 obj`. */
  readonly #values: Uint32Array;
  /** What was changed or added, in text that stands for bytes, one letter each (latin-1). */
  readonly #written: (string | undefined)[];
  readonly #trailer: Entries;

  constructor(bytes: Uint8Array) {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const table = Number(
      /startxref\s+(\d+)\s+%%EOF\s*$/.exec(file.toString('latin1', Math.max(0, file.length - 64)))?.[1],
    );
    const start = /^xref\s+0 (\d+)\s+/.exec(Number.isNaN(table) ? '' : file.toString('latin1', table, table + 40));
    if (!start) throw new Error("The compiler's file has no table of references");
    const size = Number(start[1]);
    const lines = table + start[0].length;
    const trailer = file.toString('latin1', lines + size * LINE);
    this.#bytes = file;
    this.#trailer = entriesOf(trailer.slice(trailer.indexOf('<<')));
    this.catalog = referred(this.#trailer.get('Root')) ?? 0;
    this.#written = new Array(size);
    this.#starts = new Uint32Array(size + 1);
    this.#values = new Uint32Array(size + 1);
    for (let number = 1; number < size; number += 1) this.#starts[number] = numberAt(file, lines + number * LINE);
    this.#starts[size] = table;
    for (let number = 1; number < size; number += 1) this.#values[number] = this.#valueOf(number);
  }

  #valueOf(number: number): number {
    const start = this.#starts[number] ?? 0;
    const end = this.#end(number);
    let at = start;
    while (isDigit(this.#bytes[at])) at += 1;
    const value = at + HEAD.length;
    if (numberAt(this.#bytes, start) !== number || !this.#has(HEAD, at) || value > end || !this.#has(TAIL, end))
      throw new Error(`The compiler's file has no object ${number} where its table says`);
    return value;
  }

  /** Where the object's value ends, before `endobj`. */
  #end(number: number): number {
    return (this.#starts[number + 1] ?? 0) - TAIL.length;
  }

  #has(mark: Uint8Array, start: number): boolean {
    for (let at = 0; at < mark.length; at += 1) if (this.#bytes[start + at] !== mark[at]) return false;
    return true;
  }

  /** The dictionaries of this type that the compiler wrote. Each of its files has some: with none, it writes them otherwise now. */
  typed(type: string): number[] {
    const found = this.beginning(`<<\n  /Type /${type}\n`);
    if (found.length === 0) throw new Error(`The compiler's file has no ${type} where it was expected`);
    return found;
  }

  /** The objects of the compiler that begin so. */
  beginning(words: string): number[] {
    const mark = Buffer.from(OPEN + words, 'latin1');
    const found: number[] = [];
    for (let at = this.#bytes.indexOf(mark); at !== -1; at = this.#bytes.indexOf(mark, at + 1)) {
      const number = this.#numberAt(at + OPEN.length);
      if (number !== undefined) found.push(number);
    }
    return found;
  }

  /** The object whose value starts there: none, if that is in a stream. */
  #numberAt(value: number): number | undefined {
    let [first, last] = [1, this.#values.length - 2];
    while (first <= last) {
      const middle = (first + last) >> 1;
      const start = this.#values[middle] ?? 0;
      if (start === value) return middle;
      if (start < value) first = middle + 1;
      else last = middle - 1;
    }
    return undefined;
  }

  /** The object's value as it is by now: a dictionary and what else it has, or what else it is. */
  source(number: number): string {
    const written = this.#written[number];
    if (written !== undefined) return written;
    return number < this.#starts.length - 1
      ? this.#bytes.toString('latin1', this.#values[number], this.#end(number))
      : '';
  }

  /** The entries of a dictionary object. Whoever changes them says `change`. */
  entries(number: number): Entries {
    return entriesOf(this.source(number));
  }

  /** The dictionary object is written anew, with these entries. */
  change(number: number, entries: Entries): void {
    this.replace(number, entries.written());
  }

  replace(number: number, source: string): void {
    this.#written[number] = source;
  }

  add(source: string): number {
    return this.#written.push(source) - 1;
  }

  /** The file as it is by now: objects in the order of their numbers, and their table. */
  bytes(): Uint8Array {
    const size = this.#written.length;
    const starts = new Uint32Array(size + 1);
    starts[1] = this.#starts[1] ?? 0;
    for (let number = 1; number < size; number += 1)
      starts[number + 1] = (starts[number] ?? 0) + this.#lengthOf(number);
    const table = starts[size] ?? 0;
    this.#trailer.set('Size', String(size));
    const head = `xref\n0 ${size}\n0000000000 65535 f \n`;
    const foot = `trailer\n${this.#trailer.written()}\nstartxref\n${table}\n%%EOF\n`;
    const bytes = new Uint8Array(table + head.length + (size - 1) * LINE + foot.length);
    const target = Buffer.from(bytes.buffer);
    this.#bytes.copy(target, 0, 0, starts[1]);
    for (let number = 1; number < size; number += 1) this.#write(number, target, starts[number] ?? 0);
    const lines = table + target.write(head, table, 'latin1');
    const end = lines + (size - 1) * LINE;
    target.fill(ENTRY, lines, end, 'latin1');
    for (let number = 1; number < size; number += 1)
      writeNumber(target, lines + (number - 1) * LINE, starts[number] ?? 0);
    target.write(foot, end, 'latin1');
    return bytes;
  }

  /** Bytes of the object as it is written. */
  #lengthOf(number: number): number {
    const written = this.#written[number];
    if (written === undefined) return this.#end(number) - (this.#starts[number] ?? 0) + CLOSE.length;
    return String(number).length + HEAD.length + written.length + CLOSE.length;
  }

  #write(number: number, target: Buffer, at: number): void {
    const written = this.#written[number];
    if (written !== undefined) target.write(`${number}${OPEN}${written}${CLOSE}`, at, 'latin1');
    else this.#bytes.copy(target, at, this.#starts[number], this.#end(number) + CLOSE.length);
  }
}

const OPEN = ' 0 obj\n';
const CLOSE = '\nendobj\n';
const HEAD = Buffer.from(OPEN, 'latin1');
/** The compiler sets an empty line between objects. */
const TAIL = Buffer.from(`${CLOSE}\n`, 'latin1');

/** An entry of the table, and its bytes (ISO 32000-1 7.5.4). */
const ENTRY = '0000000000 00000 n \n';
const LINE = ENTRY.length;
const DIGITS = 10;

const isDigit = (code: number | undefined): boolean => code !== undefined && code >= 48 && code <= 57;

/** The whole number that is written there. */
function numberAt(bytes: Buffer, start: number): number {
  let number = 0;
  for (let at = start; isDigit(bytes[at]); at += 1) number = number * 10 + (bytes[at] ?? 0) - 48;
  return number;
}

/** Over the zeros of an entry. */
function writeNumber(bytes: Buffer, start: number, number: number): void {
  let left = number;
  for (let at = start + DIGITS - 1; left > 0; at -= 1) {
    bytes[at] = 48 + (left % 10);
    left = Math.floor(left / 10);
  }
}
