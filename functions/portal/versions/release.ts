import { readVersionAndChanges } from '../../packs/read/read-versions.ts';
import { releaseVersion } from '../../packs/release/release-version.ts';
import { stateSentence } from '../../packs/release/state-sentence.ts';
import { withdrawBody, withdrawVersion } from '../../packs/release/withdraw-version.ts';
import type { Review } from '../../reviews/model.ts';
import { checkForm, type FieldErrors, type Fields, readForm, type Values } from '../http/form.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { crumbs, onReview, versionNumber } from '../http/visit.ts';
import type { Visit } from '../model.ts';
import { changesModel } from './changes.ts';

export const showReleaseForm = onReview((visit, review) => releasePage(visit, review, {}));

/** Releases an approved version. Where something has changed since, the officer ticks that they know of it. */
export const release = onReview(async (visit, review) => {
  const { context, parts, actor, settings } = visit;
  const values = await readForm(context);
  const number = versionNumber(visit);
  const said = { despiteChanges: values.despiteChanges === 'yes', to: [] };
  const done = await releaseVersion(parts, actor, settings.council, review.reviewId, number, said);
  if (done.ok) return seeOther(context, `/reviews/${review.reviewId}/versions/${number}`);
  if (done.code !== 'changed-since') return fail(context, done);
  return releasePage(visit, review, { despiteChanges: 'Say that it is to go out without these changes' });
});

async function releasePage(visit: Visit, review: Review, errors: FieldErrors): Promise<Response> {
  const { context, parts, actor, settings } = visit;
  const number = versionNumber(visit);
  const found = await readVersionAndChanges(parts, actor, settings.council, review.reviewId, number);
  if (!found.ok) return fail(context, found);
  const { version, changedSince } = found.value;
  const model = {
    title: `Release version ${number}`,
    crumbs: versionCrumbs(review, number),
    ...{ review, version, errors },
    state: stateSentence(version),
    changed: changesModel(changedSince),
  };
  return page(context, 'versions/release', model, Object.keys(errors).length > 0 ? 422 : 200);
}

const withdrawFields: Fields = { notice: { noun: 'the notice that its readers will see' } };

export const showWithdraw = onReview((visit, review) => withdrawPage(visit, review, {}, {}));

export const withdraw = onReview(async (visit, review) => {
  const { context, parts, actor } = visit;
  const values = await readForm(context);
  const checked = checkForm(withdrawBody, { notice: values.notice ?? '' }, withdrawFields, values);
  if (!checked.ok) return withdrawPage(visit, review, values, checked.errors);
  const number = versionNumber(visit);
  const done = await withdrawVersion(parts, actor, review.reviewId, number, checked.value);
  return done.ok ? seeOther(context, `/reviews/${review.reviewId}/versions/${number}`) : fail(context, done);
});

async function withdrawPage(visit: Visit, review: Review, values: Values, errors: FieldErrors): Promise<Response> {
  const { context, parts, actor, settings } = visit;
  const number = versionNumber(visit);
  const found = await readVersionAndChanges(parts, actor, settings.council, review.reviewId, number);
  if (!found.ok) return fail(context, found);
  const { version, grants } = found.value;
  const readers = grants.filter(({ revokedAt }) => revokedAt === undefined).map(({ email }) => email);
  const model = {
    title: `Withdraw version ${number}`,
    crumbs: versionCrumbs(review, number),
    ...{ review, version, values, errors, readers },
    state: stateSentence(version),
    can: version.state === 'released' || version.state === 'superseded',
  };
  return page(context, 'versions/withdraw', model, Object.keys(errors).length > 0 ? 422 : 200);
}

export function versionCrumbs(review: Review, number: number) {
  const versions = `/reviews/${review.reviewId}/versions`;
  return crumbs(
    review,
    { href: versions, text: 'Versions' },
    { href: `${versions}/${number}`, text: `Version ${number}` },
  );
}
