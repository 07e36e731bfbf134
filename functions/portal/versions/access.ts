import { z } from 'zod';
import { type Edition, editions, type Grant, usualEditions } from '../../packs/model.ts';
import { readVersion } from '../../packs/read/read-versions.ts';
import { accessTo, giveAccess, revokeAccess } from '../../packs/release/give-access.ts';
import { stateSentence } from '../../packs/release/state-sentence.ts';
import type { Review } from '../../reviews/model.ts';
import {
  checkForm,
  dateOf,
  dateValues,
  errorsFrom,
  type FieldErrors,
  type Fields,
  readChoices,
  readForm,
  type Values,
} from '../http/form.ts';
import { dateAt, endOfDay, startOfDay } from '../http/london.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { onReview, versionNumber } from '../http/visit.ts';
import type { Visit } from '../model.ts';
import { versionCrumbs } from './release.ts';

const fields: Fields = {
  email: { noun: 'the reader’s e-mail address', wrong: 'Enter an e-mail address, such as name@example.org' },
  from: { noun: 'the first day', kind: 'date' },
  until: { noun: 'the last day', kind: 'date' },
  editions: { noun: 'at least one file', kind: 'choice' },
};
const said = accessTo.extend({ from: z.iso.date(), until: z.iso.date() });

export const showAccess = onReview((visit, review) => accessPage(visit, review, {}, {}));

/** Gives one reader leave to read a version, from the beginning of the first day until the end of the last, in London. */
export const giveReader = onReview(async (visit, review) => {
  const { context, parts, actor } = visit;
  const chosen = await readChoices(context, 'editions');
  const values: Values = { ...(await readForm(context)), editions: chosen.join(',') };
  const typed = { email: values.email?.trim() ?? '', from: dateOf(values, 'from'), until: dateOf(values, 'until') };
  const checked = checkForm(said, { ...typed, editions: chosen }, fields, values);
  if (!checked.ok) return accessPage(visit, review, values, checked.errors);
  const number = versionNumber(visit);
  const { from, until, ...rest } = checked.value;
  const to = { ...rest, from: startOfDay(from), until: endOfDay(until) };
  const done = await giveAccess(parts, actor, review.reviewId, number, to);
  if (done.ok) return seeOther(context, `/reviews/${review.reviewId}/versions/${number}/access?given=1`);
  if (done.code !== 'dates') return fail(context, done);
  return accessPage(visit, review, values, errorsFrom(done.details, fields, 'email', done.message));
});

export const revokeReader = onReview(async (visit, review) => {
  const { context, parts, actor } = visit;
  const { email = '' } = await readForm(context);
  const number = versionNumber(visit);
  const done = await revokeAccess(parts, actor, review.reviewId, number, email.trim().toLowerCase());
  return done.ok ? seeOther(context, `/reviews/${review.reviewId}/versions/${number}/access`) : fail(context, done);
});

async function accessPage(visit: Visit, review: Review, values: Values, errors: FieldErrors): Promise<Response> {
  const { context, parts, actor } = visit;
  const number = versionNumber(visit);
  const found = await readVersion(parts, actor, review.reviewId, number);
  if (!found.ok) return fail(context, found);
  const { version, grants } = found.value;
  const now = parts.wallClock().toISOString();
  const model = {
    title: `Who may read version ${number}`,
    crumbs: versionCrumbs(review, number),
    ...{ review, version, errors },
    grants: grants.map((grant) => readable(grant, now)),
    state: stateSentence(version),
    can: ['releasing', 'released', 'superseded'].includes(version.state),
    given: context.req.query('given') !== undefined,
    values: { ...dateValues('from', dateAt(parts.wallClock())), ...values },
    editionOptions: Object.entries(editions).map(([value, { label }]) => ({ value, text: label })),
    chosen: values.editions === undefined ? usualEditions : values.editions.split(','),
  };
  return page(context, 'versions/access', model, Object.keys(errors).length > 0 ? 422 : 200);
}

/** A grant as a row: its files by name, and whether it is open. */
export function readable(grant: Grant, now: string) {
  const names = grant.editions.map((edition: Edition) => editions[edition].label);
  const ended = Date.parse(grant.until) <= Date.parse(now);
  return { ...grant, editionNames: names, open: !ended && grant.revokedAt === undefined, ended };
}
