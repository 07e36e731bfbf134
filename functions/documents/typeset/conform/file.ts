import { dictionary, type Entries, entriesOf, referred } from './values.ts';

/**
 * A file of the compiler, to be patched: one table of references, every object by itself and of generation 0, no object in a stream.
 * Text stands for bytes, one letter each (latin-1). What isn't changed is copied as it is, so that a file of hundreds of pages costs
 * little more than its changes. A file of another shape throws: then the engine has changed.
 */
export class CompilerFile {
  readonly catalog: number;
  /** Objects by number, from `<<` (or what else they are) to `endobj`; the first is of nobody. */
  readonly #objects: string[];
  readonly #changed = new Map<number, Entries>();
  readonly #head: string;
  readonly #trailer: Entries;

  constructor(bytes: Uint8Array) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const table = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1]);
    const start = /^xref\s+0 (\d+)\s+/.exec(text.slice(table, table + 40));
    if (!start) throw new Error("The compiler's file has no table of references");
    const size = Number(start[1]);
    const lines = table + start[0].length;
    this.#trailer = entriesOf(text.slice(text.indexOf('<<', lines + size * LINE)));
    this.catalog = referred(this.#trailer.get('Root')) ?? 0;
    const starts = Array.from({ length: size }, (_, number) => offsetAt(text, lines + number * LINE));
    const order = starts.map((_, number) => number).slice(1);
    order.sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0));
    this.#head = text.slice(0, starts[order[0] ?? 0]);
    this.#objects = new Array<string>(size).fill('');
    for (const [place, number] of order.entries()) {
      const next = order[place + 1];
      const object = text.slice(starts[number], next === undefined ? table : starts[next]);
      const mark = `${number} 0 obj`;
      const end = object.lastIndexOf('endobj');
      if (!object.startsWith(mark) || end === -1) throw new Error(`The compiler's file has no object ${number}`);
      this.#objects[number] = object.slice(mark.length, end).trim();
    }
  }

  /** Numbers of all objects, of those too that were added. */
  *numbers(): Generator<number> {
    for (let number = 1; number < this.#objects.length; number += 1) yield number;
  }

  /** As it was written. */
  source(number: number): string {
    return this.#objects[number] ?? '';
  }

  /** The entries of a dictionary object. Whoever changes them says `change`. */
  entries(number: number): Entries {
    return this.#changed.get(number) ?? entriesOf(this.source(number));
  }

  /** The dictionary object is written anew, as these entries say by then. */
  change(number: number, entries: Entries): void {
    this.#changed.set(number, entries);
  }

  replace(number: number, source: string): void {
    this.#objects[number] = source;
  }

  add(source: string): number {
    return this.#objects.push(source) - 1;
  }

  bytes(): Uint8Array {
    const pieces = [this.#head];
    const table = [`xref\n0 ${this.#objects.length}\n0000000000 65535 f \n`];
    let at = this.#head.length;
    for (const number of this.numbers()) {
      const changed = this.#changed.get(number);
      const piece = `${number} 0 obj\n${changed ? dictionary(changed) : this.source(number)}\nendobj\n`;
      table.push(`${String(at).padStart(10, '0')} 00000 n \n`);
      pieces.push(piece);
      at += piece.length;
    }
    this.#trailer.set('Size', String(this.#objects.length));
    pieces.push(...table, `trailer\n${dictionary(this.#trailer)}\nstartxref\n${at}\n%%EOF\n`);
    return new Uint8Array(Buffer.from(pieces.join(''), 'latin1'));
  }
}

/** Bytes of an entry of the table (ISO 32000-1 7.5.4). */
const LINE = 20;

const offsetAt = (text: string, at: number): number => Number(text.slice(at, at + 10));
