import { createHash } from 'node:crypto';
import type { ObjectWriter } from './object-writer.ts';
import { NUMBER_WIDTH } from './object-writer.ts';

/** Smaller streams are not worth the bookkeeping. */
const SMALLEST_SHARED = 4_096;
const DEEPEST = 40;

export interface Digests {
  digested: number[];
  digests: Uint8Array;
}

/**
 * SHA-256 of each larger stream with its children's digests in place of references: equal digests, equal objects, whatever their
 * numbers. What has a place that the linker patches, or leads back to itself, has none.
 */
export function digestStreams(writer: ObjectWriter, body: Uint8Array): Digests {
  const memo = new Map<number, Buffer | undefined>();
  const patched = [writer.shiftAt, writer.symbolAt, writer.prefixAt];

  const digest = (local: number, depth: number): Buffer | undefined => {
    if (memo.has(local)) return memo.get(local);
    // Set first: an object met again below itself is in a circle.
    memo.set(local, undefined);
    const start = (writer.starts[local - 1] ?? 0) + NUMBER_WIDTH;
    const end = writer.ends[local - 1] ?? 0;
    if (depth > DEEPEST || patched.some((at) => (at[firstAtOrAfter(at, start)] ?? end) < end)) return undefined;
    const hash = createHash('sha256');
    let from = start;
    for (let index = firstAtOrAfter(writer.refAt, start); (writer.refAt[index] ?? end) < end; index += 1) {
      const child = digest(writer.refTo[index] ?? 0, depth + 1);
      if (!child) return undefined;
      const at = writer.refAt[index] ?? end;
      hash.update(body.subarray(from, at)).update(child);
      from = at;
    }
    const result = hash.update(body.subarray(from, end)).digest();
    memo.set(local, result);
    return result;
  };

  const digested: number[] = [];
  const digests: Buffer[] = [];
  const tail = Buffer.from('endstream\nendobj\n');
  for (let local = 1; local <= writer.objects; local += 1) {
    const start = writer.starts[local - 1] ?? 0;
    const end = writer.ends[local - 1] ?? 0;
    if (end - start < SMALLEST_SHARED || tail.compare(body, end - tail.length, end) !== 0) continue;
    const found = digest(local, 0);
    if (!found) continue;
    digested.push(local);
    digests.push(found);
  }
  return { digested, digests: new Uint8Array(Buffer.concat(digests)) };
}

/** Index of the first position that is not before `position`, in a list that ascends. */
export function firstAtOrAfter(positions: ArrayLike<number>, position: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((positions[middle] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
