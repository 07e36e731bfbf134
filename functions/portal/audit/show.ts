import { verifyAudit } from '../../access/verify-audit.ts';
import { page } from '../http/replies.ts';
import { crumbs, onReview } from '../http/visit.ts';

/** Everything that was done in a review, newest first, and whether the chain of entries holds. */
export const showAudit = onReview(async ({ context, parts }, review) => {
  const { entries, verdict } = await verifyAudit(parts, review.reviewId);
  return page(context, 'audit/show', {
    title: 'Audit trail',
    crumbs: crumbs(review),
    entries: entries.toReversed(),
    count: entries.length,
    broken: verdict.holds ? undefined : verdict.at,
  });
});
