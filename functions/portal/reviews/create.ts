import { createReview } from '../../reviews/create-review.ts';
import { reviewDetails } from '../../reviews/model.ts';
import { checkForm, dateOf, errorsFrom, type FieldErrors, readForm, type Values } from '../http/form.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import type { Handle, PortalContext } from '../model.ts';
import { frameworkOptions, markingOptions, reviewFields } from './fields.ts';

export const newReview: Handle = async ({ context }) => {
  const [only, ...others] = frameworkOptions();
  return form(context, only && others.length === 0 ? { framework: only.value } : {}, {});
};

export const saveNewReview: Handle = async ({ context, parts, actor }) => {
  const values = await readForm(context);
  const checked = checkForm(reviewDetails, detailsOf(values), reviewFields, values);
  if (!checked.ok) return form(context, values, checked.errors);
  const created = await createReview(parts, actor, checked.value);
  if (created.ok) return seeOther(context, `/reviews/${created.value.reviewId}`);
  if (created.code === 'not-found') return fail(context, created);
  return form(context, values, errorsFrom(created.details, reviewFields, 'framework', created.message));
};

function detailsOf(values: Values): Record<string, unknown> {
  const { framework, title, theme, scope, leadName, leadPost, leadAuthority, hostSponsor, organiser, marking } = values;
  return {
    framework: framework ?? '',
    ...{ title, theme, scope, leadName, leadPost, leadAuthority, hostSponsor, organiser, marking },
    handling: values.handling ?? '',
    daysOnSite: /^\d{1,3}$/.test((values.daysOnSite ?? '').trim()) ? Number(values.daysOnSite) : undefined,
    startsOn: dateOf(values, 'startsOn'),
    endsOn: dateOf(values, 'endsOn'),
    asAt: dateOf(values, 'asAt'),
  };
}

function form(context: PortalContext, values: Values, errors: FieldErrors): Response {
  const model = {
    title: 'Create a review',
    crumbs: [{ href: '/', text: 'My reviews' }],
    values,
    errors,
    frameworks: frameworkOptions(),
    markings: markingOptions,
  };
  return page(context, 'reviews/new', model, Object.keys(errors).length > 0 ? 422 : 200);
}
