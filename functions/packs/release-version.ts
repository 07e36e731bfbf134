import { z } from 'zod';
import { headOf, writeAudited } from '../access/audit.ts';
import { decide } from '../access/authorisation.ts';
import { begins, ends } from '../access/british-dates.ts';
import type { Actor } from '../access/model.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { editions, type Grant, type Version } from './model.ts';
import { findVersion, packRoom } from './store.ts';

/** To whom a version is released, between which instants, and which files. */
export const releaseTo = z.strictObject({
  email: z.email().max(254).toLowerCase(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  editions: z.array(z.enum(['report', 'bundle', 'manifest'])).min(1),
});
export type ReleaseTo = z.infer<typeof releaseTo>;

/** Gives one reader leave to read one version. The first release of a version marks it released; it is never edited after. */
export async function releaseVersion(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  number: number,
  to: ReleaseTo,
): Promise<Outcome<Grant, 'not-found' | 'not-built' | 'dates'>> {
  const version = await findVersion(parts, reviewId, number);
  const decision = version ? decide(actor, 'version.release', version, parts.wallClock()) : 'absent';
  if (!version || decision === 'absent') return failure('not-found', 'There is no such page.');
  if (decision === 'not-now') {
    return failure('not-built', `Version ${number} is not built, so it can't be released. Build one first.`);
  }
  if (to.until <= to.from) {
    const problem = {
      where: 'until',
      found: to.until,
      expected: `later than ${to.from}`,
      message: 'Access ends before it begins.',
    };
    return failure('dates', 'Access ends before it begins. Change one of the dates.', [problem]);
  }
  const grant: Grant = { ...to, reviewId, number, grantedBy: actor.name, grantedAt: parts.clock().toISOString() };
  await recordGrant(parts, actor, version, grant);
  return success(grant);
}

function recordGrant(parts: Pick<Parts, 'table' | 'clock'>, actor: Actor, version: Version, grant: Grant) {
  const { reviewId, number } = version;
  const files = grant.editions.map((edition) => editions[edition].label.toLowerCase()).join(', ');
  const sentence = `released version ${number} to ${grant.email}, from ${begins(grant.from)} until ${ends(grant.until)}: ${files}`;
  return writeAudited(parts, { scope: reviewId, actor, sentence }, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [
        own.version
          .patch({ reviewId, number })
          .set({ state: 'released', releasedAt: version.releasedAt ?? grant.grantedAt })
          .commit(),
        own.grant.put({ ...grant, editions: [...grant.editions] }).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
}
