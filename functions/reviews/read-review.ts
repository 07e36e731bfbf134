import { may } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { frameworkOf } from './frameworks.ts';
import type { NarrativeSection, Review } from './model.ts';
import { findReview, findReviews, findSections } from './store.ts';

type Store = Pick<Parts, 'table'>;

/** The reviews that this person may open, newest first. Nobody is told of those that they may not. */
export async function listReviews(parts: Store, actor: Actor): Promise<Review[]> {
  return may(actor, 'review.list') ? findReviews(parts) : [];
}

/** One review. Absent and forbidden give the same answer. */
export async function readReview(parts: Store, actor: Actor, reviewId: string): Promise<Outcome<Review, 'not-found'>> {
  const review = may(actor, 'review.read') ? await findReview(parts, reviewId) : undefined;
  return review ? success(review) : failure('not-found', 'There is no such page.');
}

/** Every section that the framework asks for, in its order; those not written yet are empty and of edition 0. */
export async function readNarrative(
  parts: Store,
  actor: Actor,
  reviewId: string,
): Promise<Outcome<NarrativeSection[], 'not-found'>> {
  const review = await readReview(parts, actor, reviewId);
  return review.ok ? success(await narrativeOf(parts, review.value)) : review;
}

/** The same for those who have already been let in: the pack that is being built. */
export async function narrativeOf(parts: Store, review: Review): Promise<NarrativeSection[]> {
  const saved = new Map((await findSections(parts, review.reviewId)).map((section) => [section.sectionId, section]));
  return frameworkOf(review.framework).sections.map(
    ({ id }) => saved.get(id) ?? { sectionId: id, markdown: '', edition: 0 },
  );
}
