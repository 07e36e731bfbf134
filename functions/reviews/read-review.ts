import { decide } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { frameworkOf } from './frameworks.ts';
import type { NarrativeSection, Review } from './model.ts';
import { findReview, findReviews, findSections } from './store.ts';

type Store = Pick<Parts, 'table' | 'wallClock'>;

/** The reviews that this person may open, newest first. Nobody is told of those that they may not. */
export async function listReviews(parts: Store, actor: Actor): Promise<Review[]> {
  return decide(actor, 'review.list', {}, parts.wallClock()) === 'allowed' ? findReviews(parts) : [];
}

/** One review. Absent and forbidden give the same answer. */
export function readReview(parts: Store, actor: Actor, reviewId: string): Promise<Outcome<Review, 'not-found'>> {
  return readReviewFor(parts, actor, 'review.read', reviewId);
}

/** The same for what else may be done on a review. */
export async function readReviewFor(
  parts: Store,
  actor: Actor,
  action:
    | 'review.read'
    | 'review.write'
    | 'narrative.read'
    | 'narrative.write'
    | 'scrutiny.write'
    | 'audit.read'
    | 'approvers.assign'
    | 'version.build'
    | 'version.compare'
    | 'version.read',
  reviewId: string,
): Promise<Outcome<Review, 'not-found'>> {
  const review = await findReview(parts, reviewId);
  const allowed = review !== undefined && decide(actor, action, review, parts.wallClock()) === 'allowed';
  return allowed ? success(review) : failure('not-found', 'There is no such page.');
}

/** Every section that the framework asks for, in its order; those not written yet are empty and of edition 0. */
export async function readNarrative(
  parts: Store,
  actor: Actor,
  reviewId: string,
): Promise<Outcome<NarrativeSection[], 'not-found'>> {
  const review = await readReviewFor(parts, actor, 'narrative.read', reviewId);
  return review.ok ? success(await narrativeOf(parts, review.value)) : review;
}

/** The same for those who have already been let in: the pack that is being built. */
export async function narrativeOf(parts: Pick<Parts, 'table'>, review: Review): Promise<NarrativeSection[]> {
  const saved = new Map((await findSections(parts, review.reviewId)).map((section) => [section.sectionId, section]));
  return frameworkOf(review.framework).sections.map(
    ({ id }) => saved.get(id) ?? { sectionId: id, markdown: '', edition: 0 },
  );
}
