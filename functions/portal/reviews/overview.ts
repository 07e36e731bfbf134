import { may } from '../../access/authorisation.ts';
import { frameworkOf } from '../../reviews/frameworks.ts';
import { page } from '../http/replies.ts';
import { onReview } from '../http/visit.ts';
import { tasksOf } from './tasks.ts';

/** A review as a task list: what is done and what waits, in words. */
export const showReview = onReview(async (visit, review) => {
  const { prepare, hand } = await tasksOf(visit, review);
  return page(visit.context, 'reviews/overview', {
    title: review.title,
    crumbs: [{ href: '/', text: 'My reviews' }],
    review,
    kind: frameworkOf(review.framework).label,
    enquiries: frameworkOf(review.framework).enquiries,
    prepare,
    hand,
    mayAudit: may(visit.actor, 'audit.read'),
  });
});
