import { headOf, writeAudited } from '../access/audit.ts';
import type { Actor } from '../access/model.ts';
import { type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import type { Review, TeamMember } from './model.ts';
import { readReviewFor } from './read-review.ts';
import { reviewRoom } from './store.ts';

/** Replaces the review team. */
export async function saveTeam(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  team: readonly TeamMember[],
): Promise<Outcome<Review, 'not-found'>> {
  const found = await readReviewFor(parts, actor, 'review.write', reviewId);
  if (!found.ok) return found;
  const review = found.value;
  const draft = {
    scope: reviewId,
    actor,
    sentence: `recorded a review team of ${team.length} ${team.length === 1 ? 'person' : 'people'}`,
  };
  const members = team.map((member) => ({ ...member }));
  await writeAudited(parts, draft, (entry) =>
    reviewRoom(parts)
      .transaction.write((own) => [
        own.review.patch({ reviewId }).set({ team: members }).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  return success({ ...review, team: members });
}
