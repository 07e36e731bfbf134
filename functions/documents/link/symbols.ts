import { firstAtOrAfter } from '../compile/digests.ts';
import type { SideTable } from '../compile/object-file.ts';
import { SYMBOL } from '../compile/object-writer.ts';
import type { Output } from './output.ts';
import type { Relocation } from './relocate.ts';
import type { PageLeaf } from './trees.ts';

const PAGES_PER_LEAF = 32;

/** What an object's symbols stand for. */
export function symbols(parents: {
  page: (page: number) => number;
  stamp: (page: number) => number;
  structure: number;
  /** `at` is where in the body the link is. */
  pack: (link: number, at: number) => number;
}): Relocation['symbol'] {
  return (kind, argument, at) => {
    if (kind === SYMBOL.pageParent) return parents.page(argument);
    if (kind === SYMBOL.stamp) return parents.stamp(argument);
    if (kind === SYMBOL.structParent) return parents.structure;
    if (kind === SYMBOL.packLink) return parents.pack(argument, at);
    throw new Error(`symbol of an unknown kind: ${kind}`);
  };
}

/** Leaves of the page tree for consecutive pages, and the leaf of each page. */
export function leavesFor(pages: Uint32Array, output: Output): { leaves: PageLeaf[]; leafOf: Uint32Array } {
  const leaves: PageLeaf[] = [];
  const leafOf = new Uint32Array(pages.length);
  for (let at = 0; at < pages.length; at += PAGES_PER_LEAF) {
    const leaf = { number: output.allocate(), pages: pages.subarray(at, at + PAGES_PER_LEAF) };
    leaves.push(leaf);
    leafOf.fill(leaf.number, at, at + PAGES_PER_LEAF);
  }
  return { leaves, leafOf };
}

/** The page (0-based) that an annotation is on: `at` is a position within it. Only for links that lead nowhere, which are few. */
export function pageOfAnnotation(table: SideTable, pages: number, at: number): number {
  const local = table.starts.findIndex((start, index) => start <= at && at < (table.ends[index] ?? 0)) + 1;
  for (let page = 0; page < pages; page += 1) {
    const end = table.ends[page] ?? 0;
    let index = firstAtOrAfter(table.refAt, table.starts[page] ?? 0);
    for (; (table.refAt[index] ?? end) < end; index += 1) if (table.refTo[index] === local) return page;
  }
  throw new Error('an annotation is on no page');
}
