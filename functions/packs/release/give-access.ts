import { z } from 'zod';
import { headOf, writeAudited } from '../../access/audit.ts';
import { decide } from '../../access/authorisation.ts';
import { begins, ends } from '../../access/british-dates.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, type Problem, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { editionNames, editions, type Grant } from '../model.ts';
import { findVersion, grantFor, packRoom } from '../store.ts';
import { stateSentence } from './state-sentence.ts';

/** Who may read a version, between which instants, and which files. */
export const accessTo = z.strictObject({
  email: z.email().max(254).toLowerCase(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  editions: z.array(z.enum(editionNames)).min(1),
});
export type AccessTo = z.infer<typeof accessTo>;

/**
 * Gives one reader leave to read a released version, in place of what that address was given of it before. `not-released`:
 * only what was released can be read from outside.
 */
export async function giveAccess(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  number: number,
  to: AccessTo,
): Promise<Outcome<Grant, 'not-found' | 'not-released' | 'dates'>> {
  const version = await findVersion(parts, reviewId, number);
  const decision = version ? decide(actor, 'access.grant', version, parts.wallClock()) : 'absent';
  if (!version || decision === 'absent') return failure('not-found', 'There is no such page.');
  if (decision === 'not-now') {
    return failure('not-released', `${stateSentence(version)} Readers get access to a released version.`);
  }
  const problems = wrongDates([to]);
  if (problems.length > 0) return failure('dates', 'Access ends before it begins. Change one of the dates.', problems);
  const grant = newGrant(parts, actor, reviewId, number, to);
  await writeAudited(
    parts,
    { scope: reviewId, actor, sentence: `gave access to version ${number}: ${inWords(grant)}` },
    (entry) =>
      packRoom(parts)
        .transaction.write((own) => [
          own.grant.put({ ...grant, editions: [...grant.editions] }).commit(),
          own.audit.create(entry).commit(),
          own.chain.put(headOf(entry)).commit(),
        ])
        .go(),
  );
  return success(grant);
}

/** Takes a reader's leave back at once. What they were given stays on record. `already-revoked`: somebody did so before. */
export async function revokeAccess(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  number: number,
  email: string,
): Promise<Outcome<Grant, 'not-found' | 'already-revoked'>> {
  const [version, grant] = await Promise.all([
    findVersion(parts, reviewId, number),
    grantFor(parts, email, reviewId, number),
  ]);
  const allowed = version && decide(actor, 'access.revoke', version, parts.wallClock()) === 'allowed';
  if (!allowed || !grant) return failure('not-found', 'There is no such page.');
  const gone = failure('already-revoked', `The access of ${email} to version ${number} was taken back before.`);
  if (grant.revokedAt !== undefined) return gone;
  const revoked = { revokedAt: parts.clock().toISOString(), revokedBy: actor.name };
  const draft = { scope: reviewId, actor, sentence: `took back the access of ${email} to version ${number}` };
  const written = await writeAudited(parts, draft, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [
        own.grant
          .patch({ email, reviewId, number })
          .set(revoked)
          .where(({ revokedAt }, { notExists }) => notExists(revokedAt))
          .commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  return written === 'written' ? success({ ...grant, ...revoked }) : gone;
}

export function newGrant(
  parts: Pick<Parts, 'clock'>,
  actor: Actor,
  reviewId: string,
  number: number,
  to: AccessTo,
): Grant {
  return { ...to, reviewId, number, grantedBy: actor.name, grantedAt: parts.clock().toISOString() };
}

export function wrongDates(all: readonly AccessTo[]): Problem[] {
  return all
    .filter(({ from, until }) => Date.parse(until) <= Date.parse(from))
    .map(({ from, until }) => ({
      where: 'until',
      found: until,
      expected: `later than ${from}`,
      message: 'Access ends before it begins.',
    }));
}

/** 'a@b.example, from 1 October 2026 until the end of 31 October 2026: report, manifest' */
export function inWords({ email, from, until, editions: chosen }: AccessTo | Grant): string {
  const files = chosen.map((edition) => editions[edition].label.toLowerCase()).join(', ');
  return `${email}, from ${begins(from)} until ${ends(until)}: ${files}`;
}
