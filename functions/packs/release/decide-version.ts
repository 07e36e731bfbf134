import { z } from 'zod';
import { headOf, writeAudited } from '../../access/audit.ts';
import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { findReview } from '../../reviews/store.ts';
import { type Decision, fingerprint, type Version, waitingPosts } from '../model.ts';
import { findVersion, packRoom } from '../store.ts';
import { stateSentence } from './state-sentence.ts';

/** What an approver says of a version, for a post of theirs. The digest is that of the manifest that they read. */
export const decisionBody = z.strictObject({
  post: z.string().trim().min(1).max(255),
  manifestDigest: z.string().regex(/^[0-9a-f]{64}$/, 'must be the 64 digits of the document fingerprint'),
  decision: z.enum(['approved', 'returned']),
  words: z.string().trim().max(4000).optional(),
});
export type DecisionBody = z.infer<typeof decisionBody>;

type Code =
  | 'not-found'
  | 'not-awaiting'
  | 'not-your-post'
  | 'other-digest'
  | 'already-decided'
  | 'words-needed'
  | 'busy';

/** More approvers than any framework asks for. */
const mostTries = 24;

/**
 * Approves a version, or returns it with words. The last post to approve makes it `approved`; one return makes it `returned`
 * for good, and what is mended goes into the next version. Several approvers may decide at once: none is lost.
 *
 * `not-awaiting`: it is not built, or was returned, approved or released already. `not-your-post`: somebody else is named
 * for it, or nobody. `other-digest`: what was read is not this version. `words-needed`: a return without words.
 */
export async function decideVersion(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  number: number,
  said: DecisionBody,
): Promise<Outcome<Version, Code>> {
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const checked = await check(parts, actor, reviewId, number, said);
    if (!checked.ok) return checked;
    const version = checked.value;
    const decided = withDecision(version, {
      post: said.post,
      decision: said.decision,
      personId: actor.personId,
      name: actor.name,
      at: parts.clock().toISOString(),
      ...(said.words ? { words: said.words } : {}),
    });
    if ((await record(parts, actor, version, decided, said)) === 'written') return success(decided);
  }
  return failure('busy', 'Others are deciding on this version just now. Try again.');
}

async function check(
  parts: Pick<Parts, 'table' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  number: number,
  { post, manifestDigest, decision, words }: DecisionBody,
): Promise<Outcome<Version, Code>> {
  const [review, version] = await Promise.all([findReview(parts, reviewId), findVersion(parts, reviewId, number)]);
  const allowed = version ? decide(actor, 'version.approve', version, parts.wallClock()) : 'absent';
  if (!review || !version || allowed === 'absent') return failure('not-found', 'There is no such page.');
  const named = review.approvers.find((each) => each.post === post);
  if (named?.email !== actor.email || !version.posts.includes(post)) {
    return failure(
      'not-your-post',
      `You are not named as ${post} for this review, so you can't decide for that post. The officer of the review can name you.`,
    );
  }
  if (allowed === 'not-now') return failure('not-awaiting', `${stateSentence(version)} It awaits no approval.`);
  if (manifestDigest !== version.manifestDigest) {
    return failure(
      'other-digest',
      `What you read has the fingerprint ${fingerprint(manifestDigest)}; version ${number} has ${fingerprint(version.manifestDigest)}. Read version ${number}, then decide.`,
    );
  }
  if (!waitingPosts(version).includes(post)) {
    return failure('already-decided', `${post} has approved version ${number} already.`);
  }
  if (decision === 'returned' && !words) {
    const message = 'Say what has to change before you would approve it.';
    return failure('words-needed', message, [{ where: 'words', message }]);
  }
  return success(version);
}

function withDecision(version: Version, decision: Decision): Version {
  const decided = { ...version, decisions: [...version.decisions, decision] };
  if (decision.decision === 'returned') return { ...decided, state: 'returned' };
  return waitingPosts(decided).length === 0 ? { ...decided, state: 'approved' } : decided;
}

function record(
  parts: Pick<Parts, 'table' | 'clock'>,
  actor: Actor,
  { reviewId, number, manifestDigest, decisions: before }: Version,
  { state, decisions }: Version,
  { post, decision, words }: DecisionBody,
) {
  const what = `version ${number}, fingerprint ${fingerprint(manifestDigest)}, as ${post}`;
  const sentence = `${decision} ${what}${words ? `: “${words}”` : ''}`;
  return writeAudited(parts, { scope: reviewId, actor, sentence }, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [
        own.version
          .patch({ reviewId, number })
          .set({ state, decisions: decisions.map((each) => ({ ...each })), decided: decisions.length })
          .where((was, { eq }) => `${eq(was.state, 'built')} AND ${eq(was.decided, before.length)}`)
          .commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
}
