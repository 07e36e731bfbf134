import type { RelocatableObject } from '../compile/object-file.ts';
import { SYMBOL } from '../compile/object-writer.ts';
import type { Output } from './output.ts';
import type { Relocation } from './relocate.ts';
import { idPrefix } from './relocate.ts';
import type { PageLeaf } from './trees.ts';

const PAGES_PER_LEAF = 32;

/** Digest of each shared stream (hexadecimal) and the number it has in the file. */
export type SharedStreams = Map<string, number>;

/** Gives every local object its global number. A stream that is in the file already keeps that one's. */
export function numberObjects(
  { header, table }: RelocatableObject,
  output: Output,
  streams: SharedStreams,
  firstPage: number | undefined,
): Pick<Relocation, 'globals' | 'shared'> {
  const globals = new Uint32Array(header.objects);
  const shared = new Uint8Array(header.objects);
  const digests = Buffer.from(table.digests.buffer, table.digests.byteOffset, table.digests.length);
  const fresh: [string, number][] = [];
  table.digested.forEach((local, index) => {
    const digest = digests.toString('hex', index * 32, index * 32 + 32);
    const known = streams.get(digest);
    if (known === undefined) fresh.push([digest, local]);
    else {
      globals[local - 1] = known;
      shared[local - 1] = 1;
    }
  });
  for (let index = 0; index < globals.length; index += 1) {
    if (shared[index] === 1) continue;
    globals[index] = index === 0 && firstPage !== undefined ? firstPage : output.allocate();
  }
  for (const [digest, local] of fresh) if (!streams.has(digest)) streams.set(digest, globals[local - 1] ?? 0);
  return { globals, shared };
}

/** Leaves of the page tree for consecutive pages, and the leaf of each page. */
export function leavesFor(pages: ArrayLike<number>, output: Output): { leaves: PageLeaf[]; leafOf: Uint32Array } {
  const leaves: PageLeaf[] = [];
  const leafOf = new Uint32Array(pages.length);
  for (let at = 0; at < pages.length; at += 1) {
    if (at % PAGES_PER_LEAF === 0) leaves.push({ number: output.allocate(), pages: [] });
    const leaf = leaves.at(-1);
    leaf?.pages.push(pages[at] ?? 0);
    leafOf[at] = leaf?.number ?? 0;
  }
  return { leaves, leafOf };
}

/** What an object's symbols stand for. */
export function symbols(parents: {
  page: (page: number) => number;
  stamp: (page: number) => number;
  structure: number;
  pack: (link: number) => number;
}): Relocation['symbol'] {
  return (kind, argument) => {
    if (kind === SYMBOL.pageParent) return parents.page(argument);
    if (kind === SYMBOL.stamp) return parents.stamp(argument);
    if (kind === SYMBOL.structParent) return parents.structure;
    if (kind === SYMBOL.packLink) return parents.pack(argument);
    throw new Error(`symbol of an unknown kind: ${kind}`);
  };
}

export function prefixedIds(
  { header }: RelocatableObject,
  part: number,
  globals: Uint32Array,
): { id: string; element: number }[] {
  const prefix = idPrefix(part);
  const seen = new Set<string>();
  return header.ids.flatMap(([id, local]) => {
    if (seen.has(id)) return [];
    seen.add(id);
    return [{ id: `${prefix}${id}`, element: globals[local - 1] ?? 0 }];
  });
}
