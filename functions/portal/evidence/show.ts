import { may } from '../../access/authorisation.ts';
import { listEvidence, readEvidence } from '../../evidence/list-evidence.ts';
import { inspectionInWords } from '../http/progress.ts';
import { fail, page } from '../http/replies.ts';
import { crumbs, onReview, param } from '../http/visit.ts';
import { waiting } from '../http/waiting.ts';
import { evidenceCrumb } from './add.ts';

export const showEvidenceList = onReview(async ({ context, parts, actor }, review) => {
  const evidence = await listEvidence(parts, actor, review.reviewId);
  if (!evidence.ok) return fail(context, evidence);
  const pages = evidence.value.reduce((sum, { revision }) => sum + (revision.pages ?? 0), 0);
  return page(context, 'evidence/list', {
    title: 'Evidence',
    crumbs: crumbs(review),
    review,
    evidence: evidence.value,
    pages,
    mayAdd: may(actor, 'evidence.upload'),
  });
});

/** An item: what was said of it, and what became of its file. Updates itself while the file is on its way. */
export const showEvidence = onReview(async (visit, review) => {
  const { context, parts, actor } = visit;
  const found = await readEvidence(parts, actor, review.reviewId, param(visit, 'itemId'));
  if (!found.ok) return fail(context, found);
  const { ref, item, revision } = found.value;
  const sent = context.req.query('sent') !== undefined;
  const onItsWay = revision.state === 'inspecting' || (revision.state === 'awaiting-upload' && sent);
  return page(context, 'evidence/item', {
    title: `${ref} ${item.title}`,
    crumbs: crumbs(review, evidenceCrumb(review)),
    ...{ review, ref, item, revision },
    awaiting: revision.state === 'awaiting-upload' && !sent,
    mayAdd: may(actor, 'evidence.upload'),
    ...(onItsWay
      ? waiting(
          context,
          inspectionInWords(revision.state),
          `/api/v1${context.req.path}/progress`,
          sent ? { sent: '1' } : {},
        )
      : {}),
  });
});
