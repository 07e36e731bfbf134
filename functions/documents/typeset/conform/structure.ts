import type { CompilerFile } from './file.ts';
import { array, dictionary, type Entries, entriesOf, itemsOf, reference, referred } from './values.ts';

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

const root = (file: CompilerFile): number => referred(file.entries(file.catalog).get('StructTreeRoot')) ?? 0;

/** The entries of the structure tree's root. */
export const rootOf = (file: CompilerFile): Entries => file.entries(root(file));

/** How the compiler writes an element: what is deeper in it stands further in, and no string of its has the end of a line in it. */
const ELEMENT = '<<\n  /Type /StructElem\n  /S /';
const KIDS = '\n  /K [';
const REFERENCES = /\d+(?= 0 R)/g;
const NONE: readonly number[] = [];

/** The structure element that this object is; `undefined` if it is something else. */
function tagOf(file: CompilerFile, number: number): Tag | undefined {
  const source = file.source(number);
  const start = source.indexOf(KIDS);
  if (start === -1 || !source.startsWith(ELEMENT)) return anyTagOf(number, source);
  const kids = source.slice(start + KIDS.length, source.indexOf(']', start));
  if (kids.includes('<')) return anyTagOf(number, source);
  const kind = source.slice(ELEMENT.length, source.indexOf('\n', ELEMENT.length));
  // Most hold nothing but the number of a piece of the page.
  return { number, kind, kids: kids.includes('R') ? (kids.match(REFERENCES) ?? []).map(Number) : NONE };
}

/** Without children, or with some that are no objects by themselves. */
function anyTagOf(number: number, source: string): Tag | undefined {
  const entries = source.startsWith('<<') ? entriesOf(source) : undefined;
  const kind = entries?.get('S')?.slice(1);
  return kind === undefined ? undefined : { number, kind, kids: kidsIn(entries) };
}

const kidsIn = (entries: Entries | undefined): number[] =>
  itemsOf(entries?.get('K') ?? '[]').flatMap((item) => referred(item) ?? []);

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
      if (tag?.kind === 'TR') {
        const cells: number[] = [];
        for (const table of tables) table.push(cells);
        look(tag.kids, depth + 1, [], cells);
      } else if (tag?.kind === 'Table') {
        const rows: number[][] = [];
        found.tables.push(rows);
        look(tag.kids, depth + 1, [...tables, rows], undefined);
      } else if (tag) {
        if (tag.kind === 'TH' || tag.kind === 'TD') row?.push(kid);
        if (tag.kind === 'TOCI') found.entries.push(tag);
        look(tag.kids, depth + 1, tables, undefined);
      }
    }
  };
  look(kidsIn(rootOf(file)), 0, [], undefined);
  return found;
}

/** Adds names to the IDTree, which is written anew as one sorted leaf (ISO 32000-1 7.9.6). The compiler writes its own as one. */
export function addIds(file: CompilerFile, ids: ReadonlyMap<string, number>): void {
  if (ids.size === 0) return;
  const entries = rootOf(file);
  const before = entriesOf(entries.get('IDTree') ?? '<<>>');
  if (before.has('Kids')) throw new Error("The compiler's IDTree is more than one leaf");
  const names = before.get('Names') ?? '[]';
  if (!NAMES.test(names)) throw new Error("The compiler's IDTree has a name that is no plain word");
  const leaves = new Map<string, string>();
  const known = names.match(NAME) ?? [];
  for (const leaf of known) leaves.set(leaf.slice(1, leaf.indexOf(')')), leaf);
  for (const [id, number] of ids) leaves.set(id, `(${id}) ${reference(number)}`);
  if (leaves.size < known.length + ids.size) throw new Error("The compiler's IDTree has a name twice");
  const sorted = [...leaves.keys()].sort().map((id) => leaves.get(id) ?? '');
  entries.set('IDTree', dictionary([['Names', array(sorted)]]));
  file.change(root(file), entries);
}

/** Words whose letters are their bytes, each with its element. */
const NAMES = /^\[(?:\([A-Za-z0-9 ]+\) \d+ 0 R(?: (?=\()|(?=\])))*\]$/;
const NAME = /\([A-Za-z0-9 ]+\) \d+ 0 R/g;
