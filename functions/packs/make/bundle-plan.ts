import type { BundlePart, BundlePlan } from '../../documents/link/model.ts';
import { sha256 } from '../canonical-json.ts';
import type { Manifest } from '../model.ts';
import type { SetPack, SetPart } from './model.ts';

/** What of a manifest is said in the files themselves. */
type Titles = Pick<Manifest, 'council' | 'frozenAt'> & {
  review: { title: string };
  evidence: readonly { ref: string; title: string }[];
};

/**
 * One plan for each volume of a bundle, in order.
 * @param digest of the release record if there is one, otherwise of the manifest
 * @param compiled the object's name of each item that is included, by reference
 */
export function bundlePlans(
  manifest: Titles,
  digest: string,
  set: SetPack,
  compiled: ReadonlyMap<string, string>,
): BundlePlan[] {
  const titles = new Map(manifest.evidence.map(({ ref, title }) => [ref, title]));
  const partOf = (part: SetPart): BundlePart => {
    if ('object' in part) return { kind: 'pages', ...part };
    const object = compiled.get(part.ref);
    if (object === undefined) throw new Error(`${part.ref} is included and was never compiled`);
    return { kind: 'evidence', object, ref: part.ref, title: titles.get(part.ref) ?? '', stamp: true };
  };
  const several = set.volumes.length > 1;
  return set.volumes.map(({ number, firstPage, parts, outline, anchors }) => ({
    title: several ? `${manifest.review.title}, volume ${number} of ${set.volumes.length}` : manifest.review.title,
    author: manifest.council,
    language: 'en-GB',
    date: manifest.frozenAt,
    documentId: (several ? sha256(`${digest} volume ${number}`) : digest).slice(0, 32),
    parts: parts.map(partOf),
    outline,
    firstPage,
    anchors,
  }));
}
