import { headOf, writeAudited } from '../access/audit.ts';
import { decide } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { findFramework } from './frameworks.ts';
import type { Review, ReviewDetails } from './model.ts';
import { reviewRoom } from './store.ts';

/** Creates a review of a kind that a framework describes. Its narrative sections are empty, its team holds nobody yet. */
export async function createReview(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock' | 'ids'>,
  actor: Actor,
  details: ReviewDetails,
): Promise<Outcome<Review, 'not-found' | 'unknown-framework' | 'dates'>> {
  if (decide(actor, 'review.create', {}, parts.wallClock()) !== 'allowed')
    return failure('not-found', 'There is no such page.');
  const framework = findFramework(details.framework);
  if (!framework || framework.period)
    return failure('unknown-framework', `There is no kind of review “${details.framework}”. Choose one of the list.`);
  if (details.endsOn < details.startsOn) {
    const problem = {
      where: 'endsOn',
      found: details.endsOn,
      expected: `${details.startsOn} or later`,
      message: 'The review ends before it starts.',
    };
    return failure('dates', 'The review ends before it starts. Change one of the dates.', [problem]);
  }
  const review: Review = {
    ...details,
    reviewId: parts.ids(),
    kind: framework.kind,
    frameworkVersion: framework.version,
    team: [],
    approvers: [],
    createdAt: parts.clock().toISOString(),
    createdBy: actor.personId,
  };
  const draft = { scope: review.reviewId, actor, sentence: `created the review “${review.title}”` };
  await writeAudited(parts, draft, (entry) =>
    reviewRoom(parts)
      .transaction.write((own) => [
        own.review.create({ ...review, team: [], approvers: [] }).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  return success(review);
}
