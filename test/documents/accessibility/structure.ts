import type { Checked } from './document.ts';
import { type Finding, ua } from './finding.ts';
import { childrenOf, idOf, type Node, STANDARD, standardOf, type Tree } from './read/tree.ts';

/** Matterhorn 02, 09 and 19: types mean something, and stand where they may (ISO 32000-1 14.8.4). */
export function* checkStructure({ tree }: Checked): Generator<Finding> {
  if (!tree) return;
  yield* tree.faults;
  yield* checkRoles(tree);
  for (const node of tree.nodes) yield* checkPlace(node);
  yield* checkNotes(tree);
}

function* checkRoles({ nodes, roles }: Tree): Generator<Finding> {
  for (const name of roles.keys()) {
    if (STANDARD.has(name)) yield ua('02-004', '7.1', 'role map', `the standard type ${name} is mapped to another`);
    if (standardOf(name, roles) === 'circular') yield ua('02-003', '7.1', 'role map', `${name} is mapped in a circle`);
  }
  for (const type of new Set(nodes.map((node) => node.type))) {
    if (standardOf(type, roles) === undefined)
      yield ua('02-001', '7.1', `<${type}>`, 'is not a standard type and is not mapped to one');
  }
}

interface Place {
  checkpoint: string;
  /** Types of which its parent must be one. */
  in?: string[];
  /** Types of which its children must be; none may be there when empty. */
  of?: string[];
  /** A caption may be first, or last too. */
  caption?: 'first' | 'first or last';
}

/** ISO 32000-1 14.8.4.2 to 14.8.4.5. */
const PLACES: Record<string, Place> = {
  Table: { checkpoint: '09-004', of: ['TR', 'THead', 'TBody', 'TFoot', 'Caption'], caption: 'first or last' },
  THead: { checkpoint: '09-004', in: ['Table'], of: ['TR'] },
  TBody: { checkpoint: '09-004', in: ['Table'], of: ['TR'] },
  TFoot: { checkpoint: '09-004', in: ['Table'], of: ['TR'] },
  TR: { checkpoint: '09-004', in: ['Table', 'THead', 'TBody', 'TFoot'], of: ['TH', 'TD'] },
  TH: { checkpoint: '09-004', in: ['TR'] },
  TD: { checkpoint: '09-004', in: ['TR'] },
  L: { checkpoint: '09-005', of: ['L', 'LI', 'Caption'], caption: 'first' },
  LI: { checkpoint: '09-005', in: ['L'], of: ['Lbl', 'LBody'] },
  LBody: { checkpoint: '09-005', in: ['LI'] },
  TOC: { checkpoint: '09-006', of: ['TOC', 'TOCI', 'Caption'], caption: 'first' },
  TOCI: { checkpoint: '09-006', in: ['TOC'], of: ['Lbl', 'Reference', 'P', 'NonStruct', 'TOC'] },
  Ruby: { checkpoint: '09-007', of: ['RB', 'RT', 'RP'] },
  Warichu: { checkpoint: '09-008', of: ['WT', 'WP'] },
};

function* checkPlace(node: Node): Generator<Finding> {
  const place = PLACES[node.standard ?? ''];
  if (!place) return;
  const fault = (message: string) => ua(place.checkpoint, '7.2', `<${node.type}>`, message);
  const parent = node.parent?.standard ?? 'the root';
  if (place.in && !place.in.includes(parent)) yield fault(`stands in ${parent}, not in ${place.in.join(' or ')}`);
  const kinds = childrenOf(node).map((child) => child.standard ?? child.type);
  const { of } = place;
  if (of) {
    const strange = kinds.filter((kind) => !of.includes(kind));
    if (strange.length > 0) yield fault(`holds ${strange.join(', ')}`);
    if (node.kids.some((kid) => kid.kind === 'content')) yield fault('holds content of its own');
  }
  if (place.caption) {
    const last = place.caption === 'first' ? 0 : kinds.length - 1;
    const wrong = kinds.some((kind, index) => kind === 'Caption' && index !== 0 && index !== last);
    if (wrong || kinds.filter((kind) => kind === 'Caption').length > 1)
      yield fault(`has a caption that is not ${place.caption}, or more than one`);
  }
}

function* checkNotes({ nodes }: Tree): Generator<Finding> {
  const seen = new Set<string>();
  for (const node of nodes) {
    if (node.standard !== 'Note') continue;
    const id = idOf(node) || undefined;
    if (id === undefined) yield ua('19-003', '7.9', '<Note>', 'has no ID');
    else if (seen.has(id)) yield ua('19-004', '7.9', '<Note>', `shares its ID ${id}`);
    else seen.add(id);
  }
}
