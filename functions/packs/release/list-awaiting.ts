import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import type { Parts } from '../../platform/parts.ts';
import type { Review } from '../../reviews/model.ts';
import { findReviews } from '../../reviews/store.ts';
import { type Version, waitingPosts } from '../model.ts';
import { findVersions } from '../store.ts';

export interface Awaiting {
  review: Review;
  version: Version;
  /** The posts of this person that have not decided on it yet. */
  posts: string[];
}

/** What awaits this person's approval: of each review the newest version, if it is built and one of their posts is open. */
export async function listAwaiting(parts: Pick<Parts, 'table' | 'wallClock'>, actor: Actor): Promise<Awaiting[]> {
  if (decide(actor, 'approval.list', {}, parts.wallClock()) !== 'allowed') return [];
  const reviews = (await findReviews(parts)).filter(({ approvers }) =>
    approvers.some(({ email }) => email === actor.email),
  );
  const found = await Promise.all(
    reviews.map(async (review) => {
      const version = (await findVersions(parts, review.reviewId)).find(({ state }) => state !== 'failed');
      const posts = version ? openPosts(review, version, actor) : [];
      return version && posts.length > 0 ? [{ review, version, posts }] : [];
    }),
  );
  return found.flat();
}

/** The posts of this person that may still decide on a version: none unless it is built. */
export function openPosts({ approvers }: Review, version: Version, { email }: Actor): string[] {
  if (version.state !== 'built') return [];
  return waitingPosts(version).filter((post) =>
    approvers.some((approver) => approver.post === post && approver.email === email),
  );
}
