import { headOf, writeAudited } from '../../access/audit.ts';
import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import {
  currentFiles,
  type Edition,
  editions,
  fileLabel,
  fileName,
  fileSlug,
  type Grant,
  type Version,
} from '../model.ts';
import { findVersion, grantFor, packRoom } from '../store.ts';
import { type Ended, endedAccess } from './ended-access.ts';

const linkSeconds = 60;

/** `current`: the released edition once there is one. `draft`: what was approved, for those who made it. */
export type Copy = 'current' | 'draft';

/**
 * A link to one file of a version, good for a minute: for those whose role lets them download, or to whom it is released.
 * `slug` as `fileSlug` makes it. Who took what is in the audit trail before the link is given. Our own address of the file never runs out: it asks again
 * each time, and tells a reader whose time is over whom to ask.
 */
export async function downloadLink(
  parts: Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  number: number,
  slug: string,
  copy: Copy = 'current',
): Promise<Outcome<{ url: string }, 'not-found' | Ended>> {
  const [version, grant] = await Promise.all([
    findVersion(parts, reviewId, number),
    grantFor(parts, actor.email, reviewId, number),
  ]);
  const file = version && filesOf(version, copy).find((each) => fileSlug(each) === slug);
  if (!version || !file) return failure('not-found', 'There is no such page.');
  const { edition } = file;
  const asked = askedFor(version, grant, edition, copy);
  if (decide(actor, 'version.download', asked, parts.wallClock()) !== 'allowed') {
    return endedAccess(parts, actor, 'version.download', asked);
  }
  const draft = copy === 'draft' && version.released ? 'the draft of ' : '';
  const sentence = `downloaded ${draft}the ${fileLabel(file).toLowerCase()} of version ${number}`;
  await writeAudited(parts, { scope: reviewId, actor, sentence }, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [own.audit.create(entry).commit(), own.chain.put(headOf(entry)).commit()])
      .go(),
  );
  const url = await parts.objects.downloadUrl('packs', file.key, {
    expiresSeconds: linkSeconds,
    fileName: fileName(file),
    contentType: editions[edition].contentType,
  });
  return success({ url });
}

function filesOf(version: Version, copy: Copy) {
  return copy === 'draft' ? version.files : currentFiles(version);
}

/** Nobody is given leave to read a draft: to its readers its files have other names than those that they were given. */
function askedFor(version: Version, grant: Grant | undefined, edition: Edition, copy: Copy) {
  return { ...version, edition: copy === 'draft' ? `draft ${edition}` : edition, ...(grant ? { grant } : {}) };
}
