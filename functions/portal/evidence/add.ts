import { openUpload } from '../../evidence/open-upload.ts';
import { requestRevision } from '../../evidence/request-revision.ts';
import { requestUpload } from '../../evidence/request-upload.ts';
import type { Review } from '../../reviews/model.ts';
import { evidenceDetails } from '../api/schemas.ts';
import { checkForm, dateOf, type FieldErrors, type Fields, readForm, type Values } from '../http/form.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { crumbs, onReview, param } from '../http/visit.ts';
import type { PortalContext } from '../model.ts';
import { markingOptions } from '../reviews/fields.ts';

const fields: Fields = {
  title: { noun: 'the title of the document' },
  shows: { noun: 'what it shows' },
  source: { noun: 'where it comes from' },
  effectiveDate: { noun: 'its effective date', kind: 'date' },
  agency: { noun: 'the agency it belongs to' },
  marking: { noun: 'the protective marking', kind: 'choice' },
};

export const newEvidence = onReview(async ({ context, settings }, review) =>
  form(context, review, { agency: settings.council.name, marking: review.marking }, {}),
);

export const saveNewEvidence = onReview(async ({ context, parts, actor, settings }, review) => {
  const values = await readForm(context);
  const { title, shows, source, agency, marking } = values;
  const input = { title, shows, source, agency, marking, effectiveDate: dateOf(values, 'effectiveDate') };
  const checked = checkForm(evidenceDetails, input, fields, values);
  if (!checked.ok) return form(context, review, values, checked.errors);
  const back = (itemId: string) => `${settings.origin}${itemPath(review, itemId)}?sent=1`;
  const added = await requestUpload(parts, actor, review.reviewId, checked.value, back);
  if (!added.ok) return fail(context, added);
  return seeOther(context, `${itemPath(review, added.value.itemId)}/file`);
});

/** Opens the upload of a new file for an item: its place and its words stay. */
export const replaceFile = onReview(async (visit, review) => {
  const { context, parts, actor } = visit;
  const itemId = param(visit, 'itemId');
  const opened = await requestRevision(parts, actor, review.reviewId, itemId);
  return opened.ok ? seeOther(context, `${itemPath(review, itemId)}/file`) : fail(context, opened);
});

/** The form that takes the file straight to the object store; it comes back to the item's page. */
export const chooseFile = onReview(async (visit, review) => {
  const { context, parts, actor, settings } = visit;
  const itemId = param(visit, 'itemId');
  const back = `${settings.origin}${itemPath(review, itemId)}?sent=1`;
  const opened = await openUpload(parts, actor, review.reviewId, itemId, back);
  if (!opened.ok) {
    return opened.code === 'closed' ? seeOther(context, itemPath(review, itemId)) : fail(context, opened);
  }
  const { evidence, upload } = opened.value;
  context.set('formAction', new URL(upload.form.url).origin);
  return page(context, 'evidence/file', {
    title: 'Choose the file',
    crumbs: crumbs(review, evidenceCrumb(review)),
    evidence,
    action: upload.form.url,
    hidden: Object.entries(upload.form.fields).map(([name, value]) => ({ name, value })),
    largestMb: Math.floor(upload.largestBytes / 1_048_576),
  });
});

export function evidenceCrumb({ reviewId }: Review): { href: string; text: string } {
  return { href: `/reviews/${reviewId}/evidence`, text: 'Evidence' };
}

function itemPath({ reviewId }: Review, itemId: string): string {
  return `/reviews/${reviewId}/evidence/${itemId}`;
}

function form(context: PortalContext, review: Review, values: Values, errors: FieldErrors): Response {
  const model = {
    title: 'Add evidence',
    crumbs: crumbs(review, evidenceCrumb(review)),
    review,
    values,
    errors,
    markings: markingOptions,
  };
  return page(context, 'evidence/new', model, Object.keys(errors).length > 0 ? 422 : 200);
}
