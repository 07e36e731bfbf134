import type { BundlePart, BundlePlan } from './model.ts';
import type { Output } from './output.ts';
import { reference, references, textString } from './syntax.ts';
import { writeTree } from './trees.ts';

/** The structure tree of the bundle as it grows: elements of each part, in global numbers. */
export interface GrownStructure {
  root: number;
  document: number;
  /** The Part element of each evidence part, by part. */
  parts: Map<number, EvidencePart>;
  /** Top-level elements of typeset objects, with the page (0-based in the object) that they start on. */
  typeset: Map<string, [number, number][]>;
  /** Value of each key of the parent tree. */
  parentTree: number[];
  /** Prefixed ids, hexadecimal, ascending, and their elements. */
  ids: { id: string; element: number }[];
}

export interface EvidencePart {
  element: number;
  kids: number[];
  language: string | undefined;
  tagged: boolean;
  pages: number;
}

/** Writes root, document and one Part an item: typeset elements and items alternate in reading order, as their pages do. */
export async function writeStructure(output: Output, plan: BundlePlan, grown: GrownStructure): Promise<void> {
  const kids: number[] = [];
  for (const [index, part] of plan.parts.entries()) {
    if (part.kind === 'pages') kids.push(...elementsOf(part, grown.typeset.get(part.object) ?? []));
    else {
      const evidence = grown.parts.get(index);
      if (!evidence) throw new Error(`part ${index} has no structure`);
      kids.push(evidence.element);
      await writeEvidencePart(output, grown.document, part, evidence);
    }
  }
  const entries = grown.parentTree.map((value, key) => ({ key: String(key), value }));
  const parentTree = await writeTree(output, 'Nums', entries);
  const names = grown.ids.map(({ id, element }) => ({ key: `<${id}>`, value: element }));
  const ids = names.length > 0 ? `/IDTree ${reference(await writeTree(output, 'Names', names))}` : '';
  await output.object(
    grown.document,
    `<</Type/StructElem/S/Document/P ${reference(grown.root)}/Lang${textString(plan.language)}/K[${references(kids)}]>>`,
  );
  await output.object(
    grown.root,
    `<</Type/StructTreeRoot/K[${reference(grown.document)}]/ParentTree ${reference(parentTree)}/ParentTreeNextKey ${entries.length}${ids}>>`,
  );
}

/** Elements that start within a part's pages. One without a page goes with the element before it. */
function elementsOf(part: Extract<BundlePart, { kind: 'pages' }>, elements: readonly [number, number][]): number[] {
  const kids: number[] = [];
  let page = 0;
  for (const [element, first] of elements) {
    if (first >= 0) page = first;
    if (page >= part.first && page < part.first + part.count) kids.push(element);
  }
  return kids;
}

async function writeEvidencePart(
  output: Output,
  document: number,
  part: Extract<BundlePart, { kind: 'evidence' }>,
  evidence: EvidencePart,
): Promise<void> {
  const language = evidence.language ? `/Lang${textString(evidence.language)}` : '';
  const pages = `${evidence.pages} ${evidence.pages === 1 ? 'page' : 'pages'}`;
  // A screen reader finds the item and is told what it will not find.
  const untagged = `/Alt${textString(`Evidence ${part.ref}, ${part.title}: ${pages} without tags, as received.`)}`;
  const contents = evidence.tagged ? `/K[${references(evidence.kids)}]` : untagged;
  await output.object(
    evidence.element,
    `<</Type/StructElem/S/Part/P ${reference(document)}/T${textString(`${part.ref} ${part.title}`)}${language}${contents}>>`,
  );
}
