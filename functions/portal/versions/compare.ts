import { compareVersions } from '../../packs/compare/compare-versions.ts';
import { listVersions } from '../../packs/read/read-versions.ts';
import { fail, page } from '../http/replies.ts';
import { crumbs, onReview } from '../http/visit.ts';
import { changesModel } from './changes.ts';

/** Two versions side by side: `?one=2&other=3`; without them, the two newest. */
export const showComparison = onReview(async ({ context, parts, actor }, review) => {
  const versions = await listVersions(parts, actor, review.reviewId);
  if (!versions.ok) return fail(context, versions);
  const numbers = versions.value.map(({ number }) => number);
  const asked = (name: string, otherwise: number | undefined) =>
    Number(context.req.query(name) ?? otherwise ?? Number.NaN);
  const [one, other] = [asked('one', numbers[1]), asked('other', numbers[0])];
  const compared = await compareVersions(parts, actor, review.reviewId, one, other);
  if (!compared.ok) return fail(context, compared);
  const { before, now, changes } = compared.value;
  return page(context, 'versions/compare', {
    title: `What changed from version ${before.number} to version ${now.number}`,
    crumbs: crumbs(review, { href: `/reviews/${review.reviewId}/versions`, text: 'Versions' }),
    ...{ review, before, now, numbers, same: before.number === now.number },
    pair: { one: before.number, other: now.number },
    changes: changesModel(changes),
  });
});
