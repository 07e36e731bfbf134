import type { CompilerFile } from './file.ts';
import { array, dictionary, type Entries, entriesOf, entryOf, itemsOf, reference, referred } from './values.ts';

/** Deeper than any tree that we print; a loop in the structure ends here. */
const DEEPEST = 200;

/** An element of the structure tree (ISO 32000-1 14.7.2). */
export interface Tag {
  number: number;
  kind: string;
  /** Objects among its children, in reading order: elements and what is no element. */
  kids: readonly number[];
}

/** What is mended in the structure tree, in reading order. */
export interface Found {
  /** Of each table its rows, of each row the object numbers of its cells. */
  tables: number[][][];
  /** Entries of contents. */
  entries: Tag[];
}

const root = (file: CompilerFile): number => referred(file.entry(file.catalog, 'StructTreeRoot')) ?? 0;

/** The entries of the structure tree's root. */
export const rootOf = (file: CompilerFile): Entries => file.entries(root(file));

const NONE: readonly number[] = [];

function kidsIn(source: string): readonly number[] {
  const kids = entryOf(source, 'K');
  // Most hold nothing but the number of a piece of the page.
  if (kids === undefined || !kids.includes('R')) return NONE;
  return itemsOf(kids).flatMap((item) => referred(item) ?? []);
}

/** The structure element that this object is; `undefined` if it is something else. */
function tagOf(file: CompilerFile, number: number): Tag | undefined {
  const source = file.source(number);
  if (!source.startsWith('<<')) return undefined;
  const kind = entryOf(source, 'S')?.slice(1);
  return kind === undefined ? undefined : { number, kind, kids: kidsIn(source) };
}

/** Children of a structure element that are elements themselves, in reading order. */
export const childrenOf = (file: CompilerFile, { kids }: Tag): Tag[] => kids.flatMap((kid) => tagOf(file, kid) ?? []);

/** Walks the structure tree once. A row in a row, as of a table in a cell, belongs to the inner table only. */
export function findIn(file: CompilerFile): Found {
  const found: Found = { tables: [], entries: [] };
  const look = (
    kids: readonly number[],
    depth: number,
    tables: readonly number[][][],
    row: number[] | undefined,
  ): void => {
    if (depth > DEEPEST) throw new Error('The structure tree is deeper than any page of ours');
    for (const kid of kids) {
      const tag = tagOf(file, kid);
      if (!tag) continue;
      if (tag.kind === 'TR') {
        const cells: number[] = [];
        for (const table of tables) table.push(cells);
        look(tag.kids, depth + 1, [], cells);
        continue;
      }
      if (tag.kind === 'Table') {
        const rows: number[][] = [];
        found.tables.push(rows);
        look(tag.kids, depth + 1, [...tables, rows], undefined);
        continue;
      }
      if (tag.kind === 'TH' || tag.kind === 'TD') row?.push(kid);
      if (tag.kind === 'TOCI') found.entries.push(tag);
      look(tag.kids, depth + 1, tables, undefined);
    }
  };
  look(kidsIn(file.source(root(file))), 0, [], undefined);
  return found;
}

/** Adds names to the IDTree, which is written anew as one sorted leaf. The compiler writes its own as one. */
export function addIds(file: CompilerFile, ids: ReadonlyMap<string, number>): void {
  if (ids.size === 0) return;
  const entries = rootOf(file);
  const before = entriesOf(entries.get('IDTree') ?? '<<>>');
  if (before.has('Kids')) throw new Error("The compiler's IDTree is more than one leaf");
  const flat = itemsOf(before.get('Names') ?? '[]');
  const leaves = Array.from(
    { length: flat.length / 2 },
    (_, at) => [flat[2 * at] ?? '', flat[2 * at + 1] ?? ''] as const,
  );
  for (const [id, number] of ids) leaves.push([`(${id})`, reference(number)]);
  if (leaves.some(([key]) => !PLAIN.test(key)))
    throw new Error("The compiler's IDTree has a name that is no plain word");
  const word = (key: string): string => key.slice(1, -1);
  leaves.sort(([a], [b]) => (word(a) < word(b) ? -1 : word(a) > word(b) ? 1 : 0));
  entries.set('IDTree', dictionary([['Names', array(leaves.flat())]]));
  file.change(root(file), entries);
}

/** Whose letters are their bytes. */
const PLAIN = /^\([A-Za-z0-9 ]+\)$/;
