import { firstAtOrAfter } from '../compile/digests.ts';
import type { ObjectHead } from '../compile/object-file.ts';
import type { DigestTable } from './digest-table.ts';
import type { Output } from './output.ts';

const WORDS = 8;

export interface Numbering {
  /** Global number of each local object (index 0 is object 1); 0 for one that is not written and that nothing written refers to. */
  globals: Uint32Array;
  /** 1 for an object that is not written: its equal is in the file already, or nothing that is written refers to it. */
  dropped: Uint8Array;
}

/**
 * Gives every local object its global number. A stream whose equal is in the file already, or earlier in this object, has that one's; what
 * then nothing refers to any more is left out.
 * @param reserved numbers that were given before: of pages, by 0-based index
 */
export function numberObjects(
  object: Pick<ObjectHead, 'header' | 'table'>,
  output: Output,
  streams: DigestTable,
  reserved: ReadonlyMap<number, number> | undefined,
): Numbering {
  const { header, table } = object;
  const globals = new Uint32Array(header.objects);
  const dropped = new Uint8Array(header.objects);
  const { equalTo, entries, shared } = findEqual(object, streams, globals, dropped);
  if (shared) leaveOut(object, equalTo, dropped, reachable(object, equalTo, globals));
  for (let index = 0; index < globals.length; index += 1) {
    if (dropped[index] === 0) globals[index] = reserved?.get(index) ?? output.allocate();
  }
  for (const [local, other] of equalTo) globals[local - 1] = globals[other - 1] ?? 0;
  table.digested.forEach((local, index) => {
    if (dropped[local - 1] === 0) streams.set(entries[index] ?? 0, globals[local - 1] ?? 0);
  });
  return { globals, dropped };
}

/** Marks streams that the file has already; those that this object has earlier are in `equalTo`, with the first of their kind. */
function findEqual(
  { table }: Pick<ObjectHead, 'table'>,
  streams: DigestTable,
  globals: Uint32Array,
  dropped: Uint8Array,
): { equalTo: Map<number, number>; entries: Uint32Array; shared: boolean } {
  const { digested, digests } = table;
  const words = new Uint32Array(digests.buffer, digests.byteOffset, digested.length * WORDS);
  const entries = new Uint32Array(digested.length);
  const equalTo = new Map<number, number>();
  const firstOf = new Map<number, number>();
  let shared = false;
  digested.forEach((local, index) => {
    const entry = streams.entry(words, index * WORDS);
    entries[index] = entry;
    const known = streams.value(entry);
    const first = firstOf.get(entry);
    if (known === 0 && first === undefined) {
      firstOf.set(entry, local);
      return;
    }
    shared = true;
    dropped[local - 1] = 1;
    if (known > 0) globals[local - 1] = known;
    else if (first !== undefined) equalTo.set(local, first);
  });
  return { equalTo, entries, shared };
}

/** Which local objects are still referred to, from the pages and from what the linker itself refers to. */
function reachable(
  { header, table }: Pick<ObjectHead, 'header' | 'table'>,
  equalTo: ReadonlyMap<number, number>,
  globals: Uint32Array,
): Uint8Array {
  const reached = new Uint8Array(header.objects);
  const open: number[] = [];
  const reach = (local: number): void => {
    if (local < 1 || reached[local - 1] === 1) return;
    reached[local - 1] = 1;
    // What is in the file already has its own children there.
    if (globals[local - 1] === 0) open.push(local);
  };
  for (let page = 1; page <= header.pages; page += 1) reach(page);
  for (const [local] of header.kids) reach(local);
  for (const [, local] of header.ids) reach(local);
  header.layers.forEach(reach);
  table.parentTree.forEach(reach);
  // Each object is opened once.
  for (let local = open.pop(); local !== undefined; local = open.pop()) {
    const equal = equalTo.get(local);
    if (equal !== undefined) {
      reach(equal);
      continue;
    }
    const end = table.ends[local - 1] ?? 0;
    let index = firstAtOrAfter(table.refAt, table.starts[local - 1] ?? 0);
    for (; (table.refAt[index] ?? end) < end; index += 1) reach(table.refTo[index] ?? 0);
  }
  return reached;
}

function leaveOut(
  { header }: Pick<ObjectHead, 'header'>,
  equalTo: Map<number, number>,
  dropped: Uint8Array,
  reached: Uint8Array,
): void {
  for (let local = 1; local <= header.objects; local += 1) {
    if (reached[local - 1] === 1) continue;
    dropped[local - 1] = 1;
    equalTo.delete(local);
  }
}
