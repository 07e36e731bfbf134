import { headOf, writeAudited } from '../access/audit.ts';
import { decide } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { type Edition, editions, type Version } from './model.ts';
import { findVersion, grantFor, packRoom } from './store.ts';

const linkSeconds = 60;

/**
 * A link to one file of a version, good for a minute: for those whose role lets them download, or to whom it is released.
 * Who took what is in the audit trail before the link is given.
 */
export async function downloadLink(
  parts: Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  number: number,
  edition: Edition,
): Promise<Outcome<{ url: string }, 'not-found'>> {
  const version = await allowedVersion(parts, actor, reviewId, number, edition);
  const file = version?.files.find((each) => each.edition === edition);
  if (!version || !file) return failure('not-found', 'There is no such page.');
  const sentence = `downloaded the ${editions[edition].label.toLowerCase()} of version ${number}`;
  await writeAudited(parts, { scope: reviewId, actor, sentence }, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [own.audit.create(entry).commit(), own.chain.put(headOf(entry)).commit()])
      .go(),
  );
  const url = await parts.objects.downloadUrl('packs', file.key, {
    expiresSeconds: linkSeconds,
    fileName: editions[edition].file,
    contentType: editions[edition].contentType,
  });
  return success({ url });
}

async function allowedVersion(
  parts: Pick<Parts, 'table' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  number: number,
  edition: Edition,
): Promise<Version | undefined> {
  const [version, grant] = await Promise.all([
    findVersion(parts, reviewId, number),
    grantFor(parts, actor.email, reviewId, number),
  ]);
  const asked = version && { ...version, edition, ...(grant ? { grant } : {}) };
  return asked && decide(actor, 'version.download', asked, parts.wallClock()) === 'allowed' ? version : undefined;
}
