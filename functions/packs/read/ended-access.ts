import { decide } from '../../access/authorisation.ts';
import { begins, day, ends } from '../../access/british-dates.ts';
import type { Actor } from '../../access/model.ts';
import { type Failure, failure } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import type { Grant, Version } from '../model.ts';

export type Ended = 'access-ended' | 'access-not-begun' | 'withdrawn';

/**
 * Why somebody may not read what was once given to them, and whom to ask: for those alone who could read it but for the
 * time, since they know of it. To anybody else it is as if it didn't exist.
 */
export function endedAccess(
  parts: Pick<Parts, 'wallClock'>,
  actor: Actor,
  action: 'version.download' | 'released.read',
  asked: Version & { grant?: Grant; edition?: string },
): Failure<'not-found' | Ended> {
  const { grant, number, withdrawnAt, notice } = asked;
  const absent = failure('not-found', 'There is no such page.');
  if (!grant) return absent;
  const now = parts.wallClock();
  const { revokedAt: _, ...given } = grant;
  const open = { ...given, from: new Date(0).toISOString(), until: new Date(now.getTime() + 1000).toISOString() };
  const readable = { ...asked, state: asked.state === 'withdrawn' ? ('released' as const) : asked.state, grant: open };
  if (decide(actor, action, readable, now) !== 'allowed') return absent;

  const ask = `Ask ${grant.grantedBy}, who gave you access, if you need it again.`;
  if (grant.revokedAt !== undefined) {
    return failure(
      'access-ended',
      `Your access to version ${number} was taken back on ${day(grant.revokedAt)}. ${ask}`,
    );
  }
  if (now.toISOString() < grant.from) {
    return failure('access-not-begun', `You may read version ${number} from ${begins(grant.from)}. Come back then.`);
  }
  if (Date.parse(grant.until) <= now.getTime()) {
    return failure('access-ended', `Your access to version ${number} ended at ${ends(grant.until)}. ${ask}`);
  }
  const when = withdrawnAt ? ` on ${day(withdrawnAt)}` : '';
  return failure(
    'withdrawn',
    `Version ${number} was withdrawn${when}: ${notice ?? ''} Its files are no longer given out.`,
  );
}
