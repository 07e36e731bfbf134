import { writeAudited } from '../access/audit.ts';
import { may } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import type { Review, TeamMember } from './model.ts';
import { findReview, reviewRoom } from './store.ts';

/** Replaces the review team. */
export async function saveTeam(
  parts: Pick<Parts, 'table' | 'clock'>,
  actor: Actor,
  reviewId: string,
  team: readonly TeamMember[],
): Promise<Outcome<Review, 'not-found'>> {
  const review = may(actor, 'review.write') ? await findReview(parts, reviewId) : undefined;
  if (!review) return failure('not-found', 'There is no such page.');
  const draft = { scope: reviewId, actor, sentence: `recorded a review team of ${team.length}` };
  const members = team.map((member) => ({ ...member }));
  await writeAudited(parts, draft, (entry) =>
    reviewRoom(parts)
      .transaction.write((own) => [
        own.review.patch({ reviewId }).set({ team: members }).commit(),
        own.audit.create(entry).commit(),
      ])
      .go(),
  );
  return success({ ...review, team: members });
}
