import { z } from 'zod';
import { assignApprovers } from '../../reviews/assign-approvers.ts';
import { frameworkOf } from '../../reviews/frameworks.ts';
import { type Approver, approver, type Review } from '../../reviews/model.ts';
import { checkForm, type FieldErrors, type Fields, readForm, type Values } from '../http/form.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { crumbs, onReview } from '../http/visit.ts';
import type { PortalContext } from '../model.ts';

const nameOf = (index: number) => `post-${index}`;

export const showApprovers = onReview(async ({ context }, review) => {
  const named = postsOf(review).map((post, index) => {
    const email = review.approvers.find((each) => each.post === post)?.email ?? '';
    return [nameOf(index), email] as const;
  });
  return form(context, review, Object.fromEntries(named), {});
});

/** A post left empty is nobody's yet. */
export const saveApprovers = onReview(async ({ context, parts, actor }, review) => {
  const values = await readForm(context);
  const approvers: Approver[] = [];
  let errors: FieldErrors = {};
  for (const [index, post] of postsOf(review).entries()) {
    const name = nameOf(index);
    const typed = (values[name] ?? '').trim();
    if (typed === '') continue;
    const fields: Fields = {
      [name]: { noun: `the address of the ${post}`, wrong: 'Enter an e-mail address, such as name@example.org' },
    };
    const checked = checkForm(z.strictObject({ [name]: approver.shape.email }), { [name]: typed }, fields, values);
    if (checked.ok) approvers.push({ post, email: String(checked.value[name]) });
    else errors = { ...errors, ...checked.errors };
  }
  if (Object.keys(errors).length > 0) return form(context, review, values, errors);
  const saved = await assignApprovers(parts, actor, review.reviewId, approvers);
  return saved.ok ? seeOther(context, `/reviews/${review.reviewId}`) : fail(context, saved);
});

function postsOf(review: Review): readonly string[] {
  return frameworkOf(review.framework).approvers;
}

function form(context: PortalContext, review: Review, values: Values, errors: FieldErrors): Response {
  const model = {
    title: 'Who approves',
    crumbs: crumbs(review),
    ...{ review, values, errors },
    posts: postsOf(review).map((post, index) => ({ name: nameOf(index), label: post })),
  };
  return page(context, 'approvals/approvers', model, Object.keys(errors).length > 0 ? 422 : 200);
}
