import type { Review } from '../../reviews/model.ts';
import { readReviewFor } from '../../reviews/read-review.ts';
import type { Handle, Visit } from '../model.ts';
import { fail } from './replies.ts';

/** A part of the path that the route's pattern promises. */
export function param({ context }: Visit, name: string): string {
  const value = context.req.param(name);
  if (value === undefined) throw new Error(`The route ${context.req.path} has no parameter "${name}"`);
  return value;
}

/** The number of a version. What is not one gives 0, which no version has. */
export function versionNumber(visit: Visit): number {
  return numberIn(visit, 'number');
}

export function numberIn(visit: Visit, name: string): number {
  const text = param(visit, name);
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 0;
}

/** A page that belongs to a review: read first, so that every such page says "not found" in the same way. */
export function onReview(
  handle: (visit: Visit, review: Review) => Promise<Response>,
  action: Parameters<typeof readReviewFor>[2] = 'review.read',
): Handle {
  return async (visit) => {
    const review = await readReviewFor(visit.parts, visit.actor, action, param(visit, 'reviewId'));
    return review.ok ? handle(visit, review.value) : fail(visit.context, review);
  };
}

/** The way back, for pages under a review. */
export function crumbs(review: Review, ...more: { href: string; text: string }[]): { href: string; text: string }[] {
  return [{ href: '/', text: 'My reviews' }, { href: `/reviews/${review.reviewId}`, text: review.title }, ...more];
}
