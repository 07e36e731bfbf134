import { PDFArray, type PDFDict } from 'pdf-lib';
import { type Checked, contentKey, markInfo } from './document.ts';
import { type Finding, ua, unread } from './finding.ts';
import { boolAt, has, numberAt } from './read/objects.ts';
import type { Mark } from './read/page-content.ts';

/** Matterhorn 01 and 30: all that is painted is tagged or an artifact, never both; form XObjects with content are drawn once. */
export function* checkContent(document: Checked): Generator<Finding> {
  if (boolAt(markInfo(document), 'Marked') !== true)
    yield ua('UA-6.2', '6.2', 'catalogue', 'MarkInfo does not say Marked true');
  if (boolAt(markInfo(document), 'Suspects') === true) yield ua('01-007', '7.1', 'catalogue', 'Suspects is true');
  if (!document.tree) yield ua('UA-7.1', '7.1', 'catalogue', 'there is no structure tree');
  const tagged = (mark: Mark) => mark.mcid !== undefined && document.elementOf.has(contentKey(mark.owner, mark.mcid));
  for (const page of document.contents) {
    for (const { mark, around } of page.opened) {
      if (mark.tag === 'Artifact' && around.some(tagged))
        yield ua(
          '01-003',
          '7.1',
          page.where,
          `an artifact stands inside tagged content (${around.map(({ tag }) => tag).join(' > ')})`,
        );
      if (tagged(mark) && around.some(({ tag }) => tag === 'Artifact'))
        yield ua('01-004', '7.1', page.where, `tagged content (${mark.tag} ${mark.mcid}) stands inside an artifact`);
    }
    for (const item of page.items) {
      if (!item.marks.some((mark) => tagged(mark) || mark.tag === 'Artifact'))
        yield ua('01-005', '7.1', page.where, `${item.kind} is neither tagged nor an artifact`);
    }
    for (const what of page.unread) yield unread(page.where, `${what} was not looked into`);
  }
  yield* checkForms(document);
  yield* checkRoundTrip(document);
}

function* checkForms(document: Checked): Generator<Finding> {
  const times = new Map<string, number>();
  for (const { drawn, where } of document.contents) {
    for (const { ref, stream, hasContent } of drawn) {
      if (has(stream.dict, 'Ref')) yield ua('30-001', '7.20', where, 'a reference XObject is used');
      times.set(ref, (times.get(ref) ?? 0) + 1);
      if (hasContent && times.get(ref) === 2)
        yield ua('30-002', '7.20', where, 'a form XObject with marked content of its own is drawn more than once');
    }
  }
}

/** Content → parent tree → element → content: each marked content has one place in the structure, and each place its content. */
function* checkRoundTrip(document: Checked): Generator<Finding> {
  const { tree } = document;
  if (!tree) return;
  const painted = new Set<string>();
  for (const { where, opened } of document.contents) {
    for (const { mark } of opened) {
      if (mark.mcid === undefined) continue;
      const key = contentKey(mark.owner, mark.mcid);
      if (painted.has(key)) yield ua('UA-7.1', '7.1', where, `marked content ${mark.mcid} is there twice`);
      painted.add(key);
      if (!document.elementOf.has(key))
        yield ua('UA-7.1', '7.1', where, `marked content ${mark.mcid} belongs to no structure element`);
    }
  }
  const used = new Set<string>();
  for (const node of tree.nodes) {
    for (const kid of node.kids) {
      if (kid.kind !== 'content') continue;
      const key = contentKey(kid.owner, kid.mcid);
      if (used.has(key))
        yield ua('UA-7.1', '7.1', `<${node.type}>`, `marked content ${kid.mcid} belongs to two elements`);
      used.add(key);
      if (!painted.has(key))
        yield ua('UA-7.1', '7.1', `<${node.type}>`, `refers to marked content ${kid.mcid}, which is not on its page`);
    }
  }
  yield* checkParentTree(document);
}

/** ISO 32000-1 14.7.4.4: a page with content has StructParents, whose entry lists the elements of its content by number. */
function* checkParentTree({ tree, contents, pages, elementOf, pdf }: Checked): Generator<Finding> {
  if (!tree) return;
  const owners = new Map<string, { where: string; dict: PDFDict }>();
  for (const page of pages) owners.set(page.ref, { where: page.where, dict: page.node });
  for (const { drawn, where } of contents) {
    for (const { ref, stream, hasContent } of drawn) if (hasContent) owners.set(ref, { where, dict: stream.dict });
  }
  const all = [...tree.parents.keys()];
  if (all.some((key, index) => index > 0 && key <= (all[index - 1] as number)))
    yield ua('UA-7.1', '7.1', 'structure', 'the parent tree is not in order');
  const keys = new Set<number>();
  for (const [ref, { where, dict }] of owners) {
    const numbers = contents.flatMap(({ opened }) =>
      opened.flatMap(({ mark }) => (mark.owner === ref && mark.mcid !== undefined ? [mark.mcid] : [])),
    );
    if (numbers.length === 0) continue;
    const key = numberAt(dict, 'StructParents');
    if (key === undefined) {
      yield ua('UA-7.1', '7.1', where, 'has tagged content and no StructParents');
      continue;
    }
    if (keys.has(key)) yield ua('UA-7.1', '7.1', where, `StructParents ${key} is used twice`);
    keys.add(key);
    const entry = pdf.context.lookup(tree.parents.get(key));
    for (const mcid of numbers) {
      const element = entry instanceof PDFArray && mcid < entry.size() ? entry.lookup(mcid) : undefined;
      if (element !== elementOf.get(contentKey(ref, mcid))?.dict)
        yield ua('UA-7.1', '7.1', where, `the parent tree does not lead from marked content ${mcid} to its element`);
    }
  }
}
