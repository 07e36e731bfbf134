import { PDFContext, PDFDict, PDFName, PDFNumber, PDFObjectParser, PDFRawStream, PDFRef } from 'pdf-lib';
import { Reader } from './access.ts';
import type { Inflater } from './inflate.ts';
import { Refusal } from './model.ts';

/** What a file says of one of its objects (ISO 32000-2, 7.5.4 to 7.5.8). */
interface Entry {
  kind: 'free' | 'plain' | 'packed';
  /** Position in the file; of a packed object the number of its object stream. */
  place: number;
  generation: number;
}

export interface CrossReference {
  root: PDFRef;
  info: PDFRef | undefined;
  /** By number. What isn't here is null to readers, as what is free. */
  entries: ReadonlyMap<number, Entry>;
  /** How many of them are packed. */
  packed: number;
}

/** More objects than any PDF may have (ISO 32000-1, annex C). */
const HIGHEST = 8_388_607;
/** Each may be as long as the file. */
const MOST_SECTIONS = 1_000;
const NINE = 0x39;
const ZERO = 0x30;

/**
 * Reads the file's own table of its objects, newest section first. Undefined unless every section can be read to its end and one names
 * the catalogue: readers that stumble over a table make one of their own.
 */
export function readCrossReference(file: Buffer, inflater: Inflater): CrossReference | undefined {
  const at = file.lastIndexOf('startxref');
  const stated = /^\s*(\d{1,10})(?!\d)/.exec(at < 0 ? '' : file.toString('latin1', at + 9, at + 40))?.[1];
  if (stated === undefined) return undefined;
  try {
    return new TableReader(file, inflater).read(Number(stated));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // The parser or this reader stumbled: there is no table to go by.
    return undefined;
  }
}

class TableReader {
  private readonly reader = new Reader(PDFContext.create());
  private readonly file: Buffer;
  private readonly inflater: Inflater;
  private readonly entries = new Map<number, Entry>();
  private packed = 0;
  /** An entry takes a byte of the file at least, but where sections share a stream: hostile files count on that. */
  private left: number;

  constructor(file: Buffer, inflater: Inflater) {
    this.file = file;
    this.inflater = inflater;
    this.left = 10_000 + file.length;
  }

  read(start: number): CrossReference | undefined {
    let root: PDFRef | undefined;
    let info: PDFRef | undefined;
    const seen = new Set<number>();
    for (let next: number | undefined = start; next !== undefined; ) {
      if (seen.has(next) || seen.size === MOST_SECTIONS) return undefined;
      seen.add(next);
      const trailer = this.section(next);
      root ??= referenceIn(trailer, 'Root');
      info ??= referenceIn(trailer, 'Info');
      next = this.reader.number(trailer, 'Prev');
      if (next === undefined && trailer.has(PDFName.of('Prev'))) return undefined;
    }
    return root && { root, info, entries: this.entries, packed: this.packed };
  }

  /** Takes over its entries, where no newer section had one. Returns its trailer. */
  private section(at: number): PDFDict {
    const word = this.file.toString('latin1', at, at + 32);
    const table = /^\s*xref\b/.exec(word);
    if (table) return this.table(at + table[0].length);
    const header = /^\s*\d+\s+\d+\s+obj\b/.exec(word);
    if (!header) throw new Error('no cross-reference here');
    return this.stream(at + header[0].length);
  }

  private table(from: number): PDFDict {
    const free: number[] = [];
    let at = from;
    // Each turn reads the head of a subsection, or it is over.
    for (;;) {
      const head = /^\s*(?:trailer|(\d{1,10})\s+(\d{1,10})(?!\d))/.exec(this.file.toString('latin1', at, at + 64));
      if (!head) throw new Error('no subsection here');
      at += head[0].length;
      if (head[1] === undefined) break;
      const first = Number(head[1]);
      for (let number = first; number < first + Number(head[2]); number += 1) at = this.entry(at, number, free);
    }
    const trailer = this.parsed(at);
    if (!(trailer instanceof PDFDict)) throw new Error('no trailer here');
    const hybrid = this.reader.number(trailer, 'XRefStm');
    if (hybrid === undefined) return trailer;
    // What the table hides from older readers as free is in this stream (7.5.8.4).
    for (const number of free) this.entries.delete(number);
    this.section(hybrid);
    return trailer;
  }

  /** `0000000017 00000 n` and a line end of one or two bytes. Returns where it ends. */
  private entry(from: number, number: number, free: number[]): number {
    let at = from;
    while ((this.file[at] ?? 255) <= 0x20) at += 1;
    const kind = this.file[at + 17];
    const place = this.digits(at, 10);
    const generation = this.digits(at + 11, 5);
    if (kind === 0x6e) this.set(number, 'plain', place, generation);
    else if (kind !== 0x66) throw new Error('no entry here');
    else if (this.set(number, 'free', place, generation)) free.push(number);
    return at + 18;
  }

  private digits(from: number, count: number): number {
    let value = 0;
    for (let at = from; at < from + count; at += 1) {
      const byte = this.file[at] ?? 0;
      if (byte < ZERO || byte > NINE) throw new Error('no number here');
      value = value * 10 + byte - ZERO;
    }
    return value;
  }

  private stream(at: number): PDFDict {
    const stream = this.parsed(at);
    if (!(stream instanceof PDFRawStream) || this.reader.name(stream.dict, 'Type') !== 'XRef')
      throw new Error('no cross-reference stream here');
    const { dict } = stream;
    const rows = this.inflater.decode(this.reader, stream);
    const [kindWidth = -1, placeWidth = -1, lastWidth = -1] = this.reader.numbers(dict, 'W', 3) ?? [];
    const ranges = this.reader
      .array(dict, 'Index')
      ?.map((value) => (value instanceof PDFNumber ? value.asNumber() : -1));
    const [size, row] = [this.reader.number(dict, 'Size') ?? -1, kindWidth + placeWidth + lastWidth];
    const isSound = [kindWidth, placeWidth, lastWidth].every((width) => width >= 0 && width <= 6) && row > 0;
    if (!rows || !isSound) throw new Error('no rows here');
    const field = (from: number, width: number): number => {
      let value = 0;
      for (let byte = from; byte < from + width; byte += 1) value = value * 256 + (rows[byte] ?? 0);
      return value;
    };
    const isOldest = !dict.has(PDFName.of('Prev'));
    let from = 0;
    for (const [first, count] of pairs(ranges ?? [0, size])) {
      for (let number = first; number < first + count; number += 1, from += row) {
        if (from + row > rows.length) throw new Error('fewer rows than stated');
        const kind = kindWidth === 0 ? 1 : field(from, kindWidth);
        // In the oldest section, what is free is as what isn't there. Some files have tens of thousands of these.
        if (kind === 0 && isOldest) continue;
        const [place, last] = [field(from + kindWidth, placeWidth), field(from + kindWidth + placeWidth, lastWidth)];
        if (kind === 0) this.set(number, 'free', place, last);
        else if (kind === 1) this.set(number, 'plain', place, last);
        else if (kind === 2) this.set(number, 'packed', place, 0);
      }
    }
    return dict;
  }

  /** Whether it was new. */
  private set(number: number, kind: Entry['kind'], place: number, generation: number): boolean {
    this.left -= 1;
    if (!(number >= 0 && number <= HIGHEST && this.left >= 0)) throw new Error('too many entries');
    if (this.entries.has(number)) return false;
    this.entries.set(number, { kind, place, generation });
    if (kind === 'packed') this.packed += 1;
    return true;
  }

  private parsed(at: number) {
    return PDFObjectParser.forBytes(this.file.subarray(at), this.reader.context).parseObject();
  }
}

function* pairs(numbers: readonly number[]): Generator<readonly [number, number]> {
  if (numbers.some((number) => !(Number.isInteger(number) && number >= 0))) throw new Error('no ranges here');
  for (let at = 0; at + 1 < numbers.length; at += 2) yield [numbers[at] ?? 0, numbers[at + 1] ?? 0];
}

function referenceIn(dict: PDFDict, key: string): PDFRef | undefined {
  const value = dict.get(PDFName.of(key));
  return value instanceof PDFRef ? value : undefined;
}
