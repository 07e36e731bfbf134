import { may } from '../../access/authorisation.ts';
import { listEvidence, readEvidence, readRevisions } from '../../evidence/list-evidence.ts';
import { whereUsed } from '../../packs/read/where-used.ts';
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
  const files = await readRevisions(parts, actor, review.reviewId, item.itemId);
  if (!files.ok) return fail(context, files);
  const uses = await whereUsed(parts, actor, review.reviewId, ref);
  if (!uses.ok) return fail(context, uses);
  const newest = files.value.revisions[0] ?? revision;
  const sent = context.req.query('sent') !== undefined;
  const onItsWay = newest.state === 'inspecting' || (newest.state === 'awaiting-upload' && sent);
  return page(context, 'evidence/item', {
    title: `${ref} ${item.title}`,
    crumbs: crumbs(review, evidenceCrumb(review)),
    ...{ review, ref, item, revision },
    awaiting: newest.state === 'awaiting-upload' && !sent,
    replaceable: newest.state !== 'inspecting' && newest.state !== 'awaiting-upload',
    files: files.value.revisions.map((each) => ({
      ...each,
      current: each.revisionId === files.value.currentRevision,
    })),
    several: files.value.revisions.length > 1,
    uses: uses.value.map((use) => ({ ...use, same: use.sha256 !== undefined && use.sha256 === revision.sha256 })),
    mayAdd: may(actor, 'evidence.upload'),
    ...(onItsWay
      ? waiting(
          context,
          inspectionInWords(newest.state),
          `/api/v1${context.req.path}/progress`,
          sent ? { sent: '1' } : {},
        )
      : {}),
  });
});
