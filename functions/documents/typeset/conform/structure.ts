import type { CompilerFile } from './file.ts';
import { array, dictionary, type Entries, entriesOf, itemsOf, reference, referred } from './values.ts';

/** Deeper than any tree that we print; a loop in the structure ends here. */
const DEEPEST = 200;

/** An element of the structure tree. */
export interface Tag {
  number: number;
  kind: string;
  entries: Entries;
}

const root = (file: CompilerFile): number => referred(file.entries(file.catalog).get('StructTreeRoot')) ?? 0;

/** The entries of the structure tree's root. */
export const rootOf = (file: CompilerFile): Entries => file.entries(root(file));

/** Children of a structure element that are elements themselves, in reading order. */
export function childrenOf(file: CompilerFile, entries: Entries): Tag[] {
  const tags: Tag[] = [];
  for (const item of itemsOf(entries.get('K') ?? '[]')) {
    const number = referred(item);
    if (number === undefined || !file.source(number).startsWith('<<')) continue;
    const own = file.entries(number);
    const kind = own.get('S')?.slice(1);
    if (kind !== undefined) tags.push({ number, kind, entries: own });
  }
  return tags;
}

/** Every element of this kind, in reading order; elements of it in others of it are left out when `outer`. */
export function find(file: CompilerFile, kind: string, outer = false, from = rootOf(file)): Tag[] {
  const found: Tag[] = [];
  const look = (entries: Entries, depth: number): void => {
    if (depth > DEEPEST) throw new Error('The structure tree is deeper than any page of ours');
    for (const tag of childrenOf(file, entries)) {
      if (tag.kind === kind) found.push(tag);
      if (tag.kind !== kind || !outer) look(tag.entries, depth + 1);
    }
  };
  look(from, 0);
  return found;
}

/** Changes the element's attributes of this owner (`/Table`), which it has from now on (ISO 32000-1 14.7.6). */
export function changeAttributes(tag: Tag, owner: string, change: (attributes: Entries) => void): void {
  const all = itemsOf(tag.entries.get('A') ?? '[]');
  const place = all.findIndex((item) => item.startsWith('<<') && entriesOf(item).get('O') === owner);
  const attributes: Entries = place === -1 ? new Map([['O', owner]]) : entriesOf(all[place] ?? '');
  change(attributes);
  all[place === -1 ? all.length : place] = dictionary(attributes);
  tag.entries.set('A', array(all));
}

/** Adds names to the IDTree, which is written anew as one sorted leaf. The compiler writes its own as one. */
export function addIds(file: CompilerFile, ids: ReadonlyMap<string, Tag>): void {
  if (ids.size === 0) return;
  const entries = rootOf(file);
  const before = entriesOf(entries.get('IDTree') ?? '<<>>');
  if (before.has('Kids')) throw new Error("The compiler's IDTree is more than one leaf");
  const flat = itemsOf(before.get('Names') ?? '[]');
  const leaves = Array.from(
    { length: flat.length / 2 },
    (_, at) => [flat[2 * at] ?? '', flat[2 * at + 1] ?? ''] as const,
  );
  for (const [id, tag] of ids) leaves.push([`(${id})`, reference(tag.number)]);
  if (leaves.some(([key]) => !PLAIN.test(key)))
    throw new Error("The compiler's IDTree has a name that is no plain word");
  const word = (key: string): string => key.slice(1, -1);
  leaves.sort(([a], [b]) => (word(a) < word(b) ? -1 : word(a) > word(b) ? 1 : 0));
  entries.set('IDTree', dictionary([['Names', array(leaves.flat())]]));
  file.change(root(file), entries);
}

/** Whose letters are their bytes. */
const PLAIN = /^\([A-Za-z0-9 ]+\)$/;
