import { firstAtOrAfter } from '../compile/digests.ts';
import { INTEGER_WIDTH, NUMBER_WIDTH, PREFIX_WIDTH, REFERENCE_WIDTH } from '../compile/object-writer.ts';
import type { OpenedObject } from './object-reader.ts';
import { type Output, writeDigits } from './output.ts';
import type { Numbering } from './place.ts';

export interface Relocation extends Numbering {
  /** Added to every key of the parent tree. */
  keyBase: number;
  /** Number of the part, for the prefix of structure ids. */
  part: number;
  /** What a symbol stands for: an object's global number. `at` is its position in the body. */
  symbol: (kind: number, argument: number, at: number) => number;
}

/** Copied and patched at a time. */
const SEGMENT = 262_144;
/** Bytes without a place to patch, from this many on, go out without a copy, so many at a time. Fewer are cheaper copied than written apart. */
const PLAIN = 524_288;
const DIRECT = 4_194_304;

/** Copies an object's body to the output, patched by its table. The body itself is not changed. */
export async function relocate(object: OpenedObject, relocation: Relocation, output: Output): Promise<void> {
  const objects = byStart(object.table.starts);
  const { ends } = object.table;
  const starts = objects.map((index) => object.table.starts[index] ?? 0);
  const copier = new BodyCopier(object, objects, starts, relocation, output);
  let from = -1;
  let to = -1;
  for (let at = 0; at < objects.length; at += 1) {
    const index = objects[at] ?? 0;
    if (relocation.dropped[index] === 1) continue;
    const start = starts[at] ?? 0;
    if (start !== to) {
      if (from >= 0) await copier.copy(from, to);
      from = start;
    }
    to = ends[index] ?? 0;
  }
  if (from >= 0) await copier.copy(from, to);
}

/** Indexes of objects in the order of the body. Numbers without a comparator sort many times faster than with one. */
function byStart(starts: Uint32Array): Uint32Array {
  const factor = 2 ** 21;
  const keys = Float64Array.from(starts, (start, index) => start * factor + index).sort();
  return Uint32Array.from(keys, (key) => key % factor);
}

/** Copies stretches of a body in ascending order. */
class BodyCopier {
  private readonly object: OpenedObject;
  private readonly objects: Uint32Array;
  private readonly starts: Uint32Array;
  private readonly relocation: Relocation;
  private readonly output: Output;
  private readonly places: readonly (readonly [Uint32Array, number])[];
  private readonly prefix: string;

  constructor(object: OpenedObject, objects: Uint32Array, starts: Uint32Array, relocation: Relocation, output: Output) {
    this.object = object;
    this.objects = objects;
    this.starts = starts;
    this.relocation = relocation;
    this.output = output;
    const { refAt, symbolAt, shiftAt, prefixAt } = object.table;
    this.places = [
      [starts, NUMBER_WIDTH],
      [refAt, REFERENCE_WIDTH],
      [symbolAt, REFERENCE_WIDTH],
      [shiftAt, INTEGER_WIDTH],
      [prefixAt, PREFIX_WIDTH],
    ];
    this.prefix = idPrefix(relocation.part);
  }

  /** Whole objects from `from` to `to`. Every turn goes on by a byte at least. */
  async copy(from: number, to: number): Promise<void> {
    let at = from;
    while (at < to) {
      const plain = Math.min(this.nextPlace(at), to);
      if (plain - at >= PLAIN) at = await this.direct(at, plain);
      else at = await this.patched(at, to);
    }
  }

  private nextPlace(at: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const [positions] of this.places) next = Math.min(next, positions[firstAtOrAfter(positions, at)] ?? next);
    return next;
  }

  private async direct(from: number, to: number): Promise<number> {
    const end = Math.min(to, from + DIRECT);
    await this.output.direct(await this.view(from, end));
    return end;
  }

  private async patched(from: number, most: number): Promise<number> {
    const to = this.segmentEnd(from, Math.min(most, from + SEGMENT));
    const bytes = await this.view(from, to);
    const start = this.output.offset;
    const room = await this.output.claim(to - from);
    room.set(bytes);
    this.numbers(room, from, to, start);
    this.patch(room, from, to);
    return to;
  }

  /** The end of a piece that cuts no place in two, and stops where a long stretch without any begins. */
  private segmentEnd(from: number, wanted: number): number {
    let end = wanted;
    let last = from;
    for (const [positions, width] of this.places) {
      const index = firstAtOrAfter(positions, end) - 1;
      const position = positions[index];
      if (position === undefined || position < from) continue;
      if (position + width > end) return this.segmentEnd(from, position);
      last = Math.max(last, position + width);
    }
    // The data of a large stream goes out without a copy: only its head is copied.
    if (last > from && this.nextPlace(last) - last >= PLAIN) end = Math.min(end, last);
    return end;
  }

  private async view(from: number, to: number): Promise<Uint8Array> {
    const { body } = this.object;
    if (!body.holds(from, to)) {
      await this.output.settled();
      await body.load(from);
    }
    return body.view(from, to);
  }

  private numbers(room: Buffer, from: number, to: number, offset: number): void {
    const { starts, objects, output } = this;
    const { globals } = this.relocation;
    for (let index = firstAtOrAfter(starts, from); (starts[index] ?? to) < to; index += 1) {
      const at = (starts[index] ?? 0) - from;
      const global = globals[objects[index] ?? 0] ?? 0;
      room.fill(10, at, at + NUMBER_WIDTH);
      output.place(global, offset + writeDigits(room, at + NUMBER_WIDTH, global));
    }
  }

  private patch(room: Buffer, from: number, to: number): void {
    const { refAt, refTo, symbolAt, symbolKind, symbolArgument, shiftAt, shiftValue, prefixAt } = this.object.table;
    const { globals, symbol, keyBase } = this.relocation;
    for (let index = firstAtOrAfter(refAt, from); (refAt[index] ?? to) < to; index += 1) {
      writeReference(room, (refAt[index] ?? 0) - from, globals[(refTo[index] ?? 0) - 1] ?? 0);
    }
    for (let index = firstAtOrAfter(symbolAt, from); (symbolAt[index] ?? to) < to; index += 1) {
      const at = symbolAt[index] ?? 0;
      writeReference(room, at - from, symbol(symbolKind[index] ?? 0, symbolArgument[index] ?? 0, at));
    }
    for (let index = firstAtOrAfter(shiftAt, from); (shiftAt[index] ?? to) < to; index += 1) {
      writeLeft(room, (shiftAt[index] ?? 0) - from, (shiftValue[index] ?? 0) + keyBase, INTEGER_WIDTH);
    }
    for (let index = firstAtOrAfter(prefixAt, from); (prefixAt[index] ?? to) < to; index += 1) {
      room.write(this.prefix, (prefixAt[index] ?? 0) - from, 'latin1');
    }
  }
}

/** `12 0 R` and spaces. */
function writeReference(room: Buffer, at: number, target: number): void {
  if (target < 1) throw new Error('a reference leads to no object');
  const end = writeLeft(room, at, target, REFERENCE_WIDTH);
  room[end + 1] = 48;
  room[end + 3] = 82;
}

/** A whole number, then spaces up to the width. Returns where its digits end. */
function writeLeft(room: Buffer, at: number, value: number, width: number): number {
  let end = at + 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) end += 1;
  writeDigits(room, end, value);
  for (let index = end; index < at + width; index += 1) room[index] = 32;
  return end;
}

/** Four ASCII characters in hexadecimal, ascending with the part. */
export function idPrefix(part: number): string {
  if (part > 0xffff) throw new Error('more than 65,536 parts in one volume');
  return Buffer.from(part.toString(16).padStart(4, '0')).toString('hex');
}
