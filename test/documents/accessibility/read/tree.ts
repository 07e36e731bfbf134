import { PDFDict, type PDFObject, PDFRef } from 'pdf-lib';
import { type Finding, ua } from '../finding.ts';
import {
  at,
  dictAt,
  entriesOf,
  nameAt,
  nameOf,
  numberAt,
  numberOf,
  oneOrMany,
  rawAt,
  rawItemsOf,
  textAt,
  treePairs,
} from './objects.ts';

/** A structure element (ISO 32000-1 14.7.2). */
export interface Node {
  dict: PDFDict;
  /** As written: `Strong`. */
  type: string;
  /** What it means after the role map: `Span`. Undefined when it means nothing. */
  standard: string | undefined;
  parent: Node | undefined;
  kids: Kid[];
}

export type Kid =
  | { kind: 'node'; node: Node }
  /** Marked content: `owner` is the reference of the page, or of the form XObject that it is in. */
  | { kind: 'content'; owner: string; mcid: number }
  | { kind: 'object'; ref: string };

export interface Tree {
  root: PDFDict;
  /** Elements in reading order. */
  nodes: Node[];
  top: Node[];
  roles: Map<string, string>;
  /** Key of the parent tree → one element, or the elements of a page's marked content. */
  parents: Map<number, PDFObject>;
  /** Identifier → elements that the ID tree names. */
  ids: Map<string, PDFObject>;
  faults: Finding[];
}

/** ISO 32000-1 14.8.4, tables 333 to 340. */
export const STANDARD = new Set(
  (
    'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody ' +
    'Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP ' +
    'Figure Formula Form'
  ).split(' '),
);

const DEEPEST = 400;

export function readTree(catalog: PDFDict): Tree | undefined {
  const root = dictAt(catalog, 'StructTreeRoot');
  if (!root) return undefined;
  const roles = new Map(
    entriesOf(dictAt(root, 'RoleMap')).flatMap(([from, to]): [string, string][] => {
      const name = nameOf(to);
      return name === undefined ? [] : [[from, name]];
    }),
  );
  const tree: Tree = { root, nodes: [], top: [], roles, parents: new Map(), ids: new Map(), faults: [] };
  for (const [key, value] of treePairs(dictAt(root, 'ParentTree'), 'Nums'))
    tree.parents.set(numberOf(key) ?? -1, value);
  for (const [key, value] of treePairs(dictAt(root, 'IDTree'), 'Names')) tree.ids.set(textAtKey(key), value);
  const reading = new Reading(tree);
  tree.top = reading.kids(root, undefined, undefined, 0).flatMap((kid) => (kid.kind === 'node' ? [kid.node] : []));
  return tree;
}

const textAtKey = (key: PDFObject): string =>
  'decodeText' in key ? (key as { decodeText(): string }).decodeText() : '';

/** The standard type that a name means after the role map; undefined for none, `circular` when the map goes round. */
export function standardOf(type: string, roles: ReadonlyMap<string, string>): string | undefined {
  const seen = new Set<string>();
  for (let name: string | undefined = type; name !== undefined; name = roles.get(name)) {
    if (STANDARD.has(name)) return name;
    if (seen.has(name)) return 'circular';
    seen.add(name);
  }
  return undefined;
}

class Reading {
  readonly #seen = new Set<PDFDict>();
  readonly #tree: Tree;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  kids(dict: PDFDict, parent: Node | undefined, page: string | undefined, depth: number): Kid[] {
    const raw = rawAt(dict, 'K');
    const looked = at(dict, 'K');
    const all =
      oneOrMany(looked).length > 0 && looked !== undefined && 'size' in looked ? rawItemsOf(looked) : raw ? [raw] : [];
    return all.flatMap((item) => this.#kid(dict, item, parent, page, depth) ?? []);
  }

  #kid(
    owner: PDFDict,
    item: PDFObject,
    parent: Node | undefined,
    page: string | undefined,
    depth: number,
  ): Kid | undefined {
    const value = item instanceof PDFRef ? owner.context.lookup(item) : item;
    const number = numberOf(value);
    if (number !== undefined) return { kind: 'content', owner: page ?? 'no page', mcid: number };
    if (!(value instanceof PDFDict)) return undefined;
    const own = refOf(value, 'Pg') ?? page;
    if (nameAt(value, 'Type') === 'MCR') {
      return { kind: 'content', owner: refOf(value, 'Stm') ?? own ?? 'no page', mcid: numberAt(value, 'MCID') ?? -1 };
    }
    if (nameAt(value, 'Type') === 'OBJR') return { kind: 'object', ref: refOf(value, 'Obj') ?? 'nothing' };
    return this.#node(value, parent, own, owner, depth);
  }

  #node(
    dict: PDFDict,
    parent: Node | undefined,
    page: string | undefined,
    owner: PDFDict,
    depth: number,
  ): Kid | undefined {
    const type = nameAt(dict, 'S') ?? '';
    const fault = (clause: string, message: string) =>
      this.#tree.faults.push(ua(`UA-${clause}`, clause, `<${type}>`, message));
    if (this.#seen.has(dict) || depth > DEEPEST) {
      fault('7.1', 'stands in the structure tree twice, or in a loop');
      return undefined;
    }
    this.#seen.add(dict);
    if (type === '') fault('7.1', 'has no type');
    if (at(dict, 'P') !== owner) fault('7.1', 'does not name its parent (P)');
    const standard = standardOf(type, this.#tree.roles);
    const node: Node = { dict, type, standard: standard === 'circular' ? undefined : standard, parent, kids: [] };
    this.#tree.nodes.push(node);
    node.kids = this.kids(dict, node, page, depth + 1);
    return { kind: 'node', node };
  }
}

function refOf(dict: PDFDict, key: string): string | undefined {
  const value = rawAt(dict, key);
  return value instanceof PDFRef ? value.toString() : undefined;
}

/** Children that are elements. */
export const childrenOf = (node: Node): Node[] => node.kids.flatMap((kid) => (kid.kind === 'node' ? [kid.node] : []));

export function* ancestorsOf(node: Node | undefined): Generator<Node> {
  for (let each = node; each; each = each.parent) yield each;
}

/** Attributes of this owner (`Table`), from A; a later dictionary wins (ISO 32000-1 14.7.5). */
export function attributeOf(node: Node, owner: string, name: string): PDFObject | undefined {
  let found: PDFObject | undefined;
  for (const item of oneOrMany(at(node.dict, 'A'))) {
    if (item instanceof PDFDict && nameAt(item, 'O') === owner) found = at(item, name) ?? found;
  }
  return found;
}

export const idOf = (node: Node): string | undefined => textAt(node.dict, 'ID');
