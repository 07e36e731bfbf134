import { headOf, writeAudited } from '../access/audit.ts';
import type { Actor } from '../access/model.ts';
import { failure, type Outcome, type Problem, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { frameworkOf } from './frameworks.ts';
import type { Approver, Review } from './model.ts';
import { readReviewFor } from './read-review.ts';
import { reviewRoom } from './store.ts';

/**
 * Names who approves for each post that the framework asks for, in place of whoever was named before. What somebody has
 * signed already stands. One person may hold several posts. `unknown-post`: a post that the framework doesn't ask for, or one
 * that is named twice.
 */
export async function assignApprovers(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  approvers: readonly Approver[],
): Promise<Outcome<Review, 'not-found' | 'unknown-post'>> {
  const found = await readReviewFor(parts, actor, 'approvers.assign', reviewId);
  if (!found.ok) return found;
  const review = found.value;
  const posts = frameworkOf(review.framework).approvers;
  const problems = wrongPosts(posts, approvers);
  if (problems.length > 0) {
    return failure('unknown-post', `Name each of these posts once at most: ${posts.join('; ')}.`, problems);
  }
  const inOrder = posts.flatMap((post) => approvers.filter((each) => each.post === post).map((each) => ({ ...each })));
  const sentence =
    inOrder.length === 0
      ? 'named nobody as approver'
      : `named as approvers: ${inOrder.map(({ post, email }) => `${email} (${post})`).join(', ')}`;
  await writeAudited(parts, { scope: reviewId, actor, sentence }, (entry) =>
    reviewRoom(parts)
      .transaction.write((own) => [
        own.review.patch({ reviewId }).set({ approvers: inOrder }).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  return success({ ...review, approvers: inOrder });
}

function wrongPosts(posts: readonly string[], approvers: readonly Approver[]): Problem[] {
  return approvers.flatMap(({ post }, index) => {
    if (!posts.includes(post)) {
      return [{ where: post, expected: posts.join('; '), message: 'The framework of this review has no such post.' }];
    }
    const first = approvers.findIndex((each) => each.post === post);
    return first === index ? [] : [{ where: post, message: 'This post is named twice.' }];
  });
}
