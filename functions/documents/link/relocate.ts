import { firstAtOrAfter } from '../compile/digests.ts';
import type { RelocatableObject } from '../compile/object-file.ts';
import { INTEGER_WIDTH, NUMBER_WIDTH, PREFIX_WIDTH, REFERENCE_WIDTH } from '../compile/object-writer.ts';
import type { Output } from './output.ts';

export interface Relocation {
  /** Global number of each local object (index 0 is object 1). */
  globals: Uint32Array;
  /** 1 for an object whose equal is in the file already: its number is that one's, and it is not written again. */
  shared: Uint8Array;
  /** Added to every key of the parent tree. */
  keyBase: number;
  /** Number of the part, for the prefix of structure ids. */
  part: number;
  /** What a symbol stands for: an object's global number. */
  symbol: (kind: number, argument: number) => number;
}

const LARGE = 262_144;

/** Copies an object's body to the output, patched by its table. The body itself is not changed. */
export async function relocate(
  { body, table }: RelocatableObject,
  relocation: Relocation,
  output: Output,
): Promise<void> {
  const order = Uint32Array.from(table.starts, (_, index) => index).sort(
    (a, b) => (table.starts[a] ?? 0) - (table.starts[b] ?? 0),
  );
  let run: number[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    if (run.length > 0) await copyRun(body, table, run, relocation, output);
    run = [];
    size = 0;
  };
  for (const index of order) {
    const length = (table.ends[index] ?? 0) - (table.starts[index] ?? 0);
    const previous = run.at(-1);
    const follows = previous === undefined || table.ends[previous] === table.starts[index];
    if (!follows || size + length > LARGE || relocation.shared[index] === 1) await flush();
    if (relocation.shared[index] === 1) continue;
    run.push(index);
    size += length;
  }
  await flush();
}

/** Objects that follow one another: what holds places to patch is copied, the data of a large stream goes out as it is. */
async function copyRun(
  body: Uint8Array,
  table: RelocatableObject['table'],
  run: readonly number[],
  relocation: Relocation,
  output: Output,
): Promise<void> {
  const from = table.starts[run[0] ?? 0] ?? 0;
  const to = table.ends[run.at(-1) ?? 0] ?? 0;
  const head = run.length > 1 ? to : lastPlace(table, from, to);
  const copy = Buffer.allocUnsafe(head - from);
  copy.set(body.subarray(from, head));
  patch(copy, from, head, table, relocation);
  for (const index of run) {
    const start = table.starts[index] ?? 0;
    const digits = String(relocation.globals[index]);
    copy.write(digits.padStart(NUMBER_WIDTH, '\n'), start - from, 'latin1');
    output.place(relocation.globals[index] ?? 0, output.offset + start - from + NUMBER_WIDTH - digits.length);
  }
  await output.write(copy);
  if (head < to) await output.write(body.subarray(head, to));
}

function lastPlace(table: RelocatableObject['table'], from: number, to: number): number {
  let last = from + NUMBER_WIDTH;
  for (const [at, width] of places(table)) {
    const index = firstAtOrAfter(at, to) - 1;
    last = Math.max(last, (at[index] ?? 0) + width);
  }
  return Math.min(last, to);
}

function places(table: RelocatableObject['table']): [Uint32Array, number][] {
  return [
    [table.refAt, REFERENCE_WIDTH],
    [table.symbolAt, REFERENCE_WIDTH],
    [table.shiftAt, INTEGER_WIDTH],
    [table.prefixAt, PREFIX_WIDTH],
  ];
}

function patch(
  copy: Buffer,
  from: number,
  to: number,
  table: RelocatableObject['table'],
  relocation: Relocation,
): void {
  const { refAt, refTo, symbolAt, symbolKind, symbolArgument, shiftAt, shiftValue, prefixAt } = table;
  for (let index = firstAtOrAfter(refAt, from); (refAt[index] ?? to) < to; index += 1) {
    writeReference(copy, (refAt[index] ?? 0) - from, relocation.globals[(refTo[index] ?? 0) - 1] ?? 0);
  }
  for (let index = firstAtOrAfter(symbolAt, from); (symbolAt[index] ?? to) < to; index += 1) {
    const target = relocation.symbol(symbolKind[index] ?? 0, symbolArgument[index] ?? 0);
    writeReference(copy, (symbolAt[index] ?? 0) - from, target);
  }
  for (let index = firstAtOrAfter(shiftAt, from); (shiftAt[index] ?? to) < to; index += 1) {
    const value = (shiftValue[index] ?? 0) + relocation.keyBase;
    copy.write(String(value).padEnd(INTEGER_WIDTH), (shiftAt[index] ?? 0) - from, 'latin1');
  }
  const prefix = idPrefix(relocation.part);
  for (let index = firstAtOrAfter(prefixAt, from); (prefixAt[index] ?? to) < to; index += 1) {
    copy.write(prefix, (prefixAt[index] ?? 0) - from, 'latin1');
  }
}

function writeReference(copy: Buffer, at: number, target: number): void {
  if (target < 1) throw new Error('a reference leads to no object');
  copy.write(`${target} 0 R`.padEnd(REFERENCE_WIDTH), at, 'latin1');
}

/** Four ASCII characters in hexadecimal, ascending with the part. */
export function idPrefix(part: number): string {
  if (part > 0xffff) throw new Error('more than 65,536 parts in one volume');
  return Buffer.from(part.toString(16).padStart(4, '0')).toString('hex');
}
