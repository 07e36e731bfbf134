import type { BundlePart, BundlePlan, OutlineNode } from '../documents/link/model.ts';
import type { Manifest } from './model.ts';

/** The typeset front of a bundle: everything authored, its coversheets included. */
export interface Front {
  /** The name under which its compiled object is opened. */
  object: string;
  pages: number;
  /** 1-based page of each item's coversheet, by reference. */
  coversheets: ReadonlyMap<string, number>;
}

/**
 * Where every page of a bundle comes from: the front up to the first coversheet; then each coversheet with its item's pages
 * behind it; last the rest of the front. Slip sheets have no pages behind them.
 * @param compiled the object's name of each item that is ready, by reference
 */
export function bundlePlan(
  manifest: Manifest,
  digest: string,
  front: Front,
  compiled: ReadonlyMap<string, string>,
): BundlePlan {
  const parts: BundlePart[] = [];
  const items: OutlineNode[] = [];
  let next = 0;
  const frontUpTo = (page: number) => {
    if (page > next) parts.push({ kind: 'pages', object: front.object, first: next, count: page - next });
    next = Math.max(next, page);
  };
  for (const { ref, title } of manifest.evidence) {
    const coversheet = front.coversheets.get(ref);
    if (coversheet === undefined) throw new Error(`The front has no coversheet for ${ref}`);
    frontUpTo(coversheet - 1);
    parts.push({ kind: 'pages', object: front.object, first: coversheet - 1, count: 1 });
    next = coversheet;
    const object = compiled.get(ref);
    if (object !== undefined) parts.push({ kind: 'evidence', object, ref, title, stamp: true });
    items.push(
      object === undefined
        ? { title: `${ref} ${title}`, part: parts.length - 1, page: 0 }
        : {
            title: `${ref} ${title}`,
            part: parts.length - 2,
            page: 0,
            children: [{ title: 'The document', part: parts.length - 1, page: 0, own: true }],
          },
    );
  }
  frontUpTo(front.pages);
  return {
    title: manifest.review.title,
    author: manifest.council,
    language: 'en-GB',
    date: manifest.frozenAt,
    documentId: digest.slice(0, 32),
    parts,
    outline: [{ ownOutlineOf: front.object }, ...evidenceNode(items)],
  };
}

function evidenceNode(items: readonly OutlineNode[]): OutlineNode[] {
  const first = items[0];
  return first && 'part' in first ? [{ title: 'Evidence', part: first.part, page: first.page, children: items }] : [];
}
