import { currentFiles, editions, fingerprint } from '../../packs/model.ts';
import { listReleased, type ReleasedPack, readReleased } from '../../packs/read/read-versions.ts';
import { fail, page } from '../http/replies.ts';
import { param, versionNumber } from '../http/visit.ts';
import type { Handle } from '../model.ts';
import { filesOf } from '../versions/show.ts';

export const showReleased: Handle = async ({ context, parts, actor }) => {
  const packs = (await listReleased(parts, actor)).map(packModel);
  return page(context, 'released/list', { title: 'Packs released to me', packs });
};

/** One pack as its reader meets it: what it is, its files, and how to tell that a copy is the right one. */
export const showReleasedPack: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const found = await readReleased(parts, actor, param(visit, 'reviewId'), versionNumber(visit));
  if (!found.ok) return fail(context, found);
  const pack = packModel(found.value);
  return page(context, 'released/show', { ...pack, crumbs: [{ href: '/released', text: 'Packs released to me' }] });
};

function packModel({ version, grant, manifest, newer }: ReleasedPack) {
  const files = filesOf({ files: currentFiles(version) }).filter(({ edition }) => grant.editions.includes(edition));
  return {
    title: manifest.review.title,
    ...{ version, grant, newer },
    files: version.state === 'withdrawn' ? [] : files,
    withdrawn: version.state === 'withdrawn',
    approvals: version.decisions,
    changes: manifest.changes,
    council: manifest.council,
    review: manifest.review,
    kind: manifest.framework.label,
    fingerprint: fingerprint(version.manifestDigest),
    evidence: manifest.evidence,
    refused: manifest.evidence.filter(({ state }) => state !== 'ready').length,
    example: files[0] ?? { name: editions.report.file },
  };
}
