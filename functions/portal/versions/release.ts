import { z } from 'zod';
import { accessTo, giveAccess } from '../../packs/give-access.ts';
import { checkForm, dateOf, errorsFrom, type Fields, readChoices, readForm, type Values } from '../http/form.ts';
import { endOfDay, startOfDay } from '../http/london.ts';
import { fail, seeOther } from '../http/replies.ts';
import { onReview, versionNumber } from '../http/visit.ts';
import { versionPage } from './show.ts';

const fields: Fields = {
  email: { noun: 'the reader’s e-mail address', wrong: 'Enter an e-mail address, such as name@example.org' },
  from: { noun: 'the first day', kind: 'date' },
  until: { noun: 'the last day', kind: 'date' },
  editions: { noun: 'at least one file', kind: 'choice' },
};
const said = accessTo.extend({ from: z.iso.date(), until: z.iso.date() });

/** Releases a version to one reader, from the beginning of the first day until the end of the last, in London. */
export const release = onReview(async (visit, review) => {
  const { context, parts, actor } = visit;
  const chosen = await readChoices(context, 'editions');
  const values: Values = { ...(await readForm(context)), editions: chosen.join(',') };
  const typed = { email: values.email?.trim() ?? '', from: dateOf(values, 'from'), until: dateOf(values, 'until') };
  const checked = checkForm(said, { ...typed, editions: chosen }, fields, values);
  if (!checked.ok) return versionPage(visit, review, values, checked.errors);
  const number = versionNumber(visit);
  const { from, until, ...rest } = checked.value;
  const to = { ...rest, from: startOfDay(from), until: endOfDay(until) };
  const done = await giveAccess(parts, actor, review.reviewId, number, to);
  if (done.ok) return seeOther(context, `/reviews/${review.reviewId}/versions/${number}?granted=1#release`);
  if (done.code === 'not-found') return fail(context, done);
  return versionPage(visit, review, values, errorsFrom(done.details, fields, 'email', done.message));
});
