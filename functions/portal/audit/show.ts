import type { AuditEntry } from '../../access/audit.ts';
import { may } from '../../access/authorisation.ts';
import {
  councilScope,
  filterTrail,
  readTrail,
  type Trail,
  type TrailFilter,
  trailCsv,
} from '../../access/read-trail.ts';
import { listReviews } from '../../reviews/read-review.ts';
import { dateOf, type FieldErrors, type Values } from '../http/form.ts';
import { fail, page } from '../http/replies.ts';
import { crumbs, onReview } from '../http/visit.ts';
import type { Handle, PortalContext } from '../model.ts';

const pageSize = 50;

/** Everything that was done in a review, newest first, filtered, and whether its chain holds. */
export const showAudit = onReview(async ({ context, parts, actor }, review) => {
  const trail = await readTrail(parts, actor, review.reviewId);
  if (!trail.ok) return fail(context, trail);
  return page(context, 'audit/show', {
    title: 'Audit trail',
    // Who looks after the system may not open the review itself.
    crumbs: may(actor, 'review.read') ? crumbs(review) : [{ href: '/audit', text: 'Audit trail' }],
    caption: review.title,
    ...trailModel(context, trail.value),
  });
}, 'audit.read');

/** What belongs to no review, the daily roots, and the way to each review's own trail. */
export const showCouncilAudit: Handle = async ({ context, parts, actor }) => {
  const [trail, reviews] = await Promise.all([readTrail(parts, actor, councilScope), listReviews(parts, actor)]);
  if (!trail.ok) return fail(context, trail);
  return page(context, 'audit/council', {
    title: 'Audit trail of the council',
    reviews,
    roots: (trail.value.roots ?? []).toReversed(),
    rootsFault: trail.value.rootsFault,
    ...trailModel(context, trail.value),
  });
};

function trailModel(context: PortalContext, trail: Trail) {
  const { filter, values, errors } = filterOf(context);
  const found = filterTrail(trail.entries, filter).toReversed();
  const pages = Math.max(1, Math.ceil(found.length / pageSize));
  const asked = Number(context.req.query('page') ?? '1');
  const number = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), pages) : 1;
  const { holds } = trail.verdict;
  return {
    entries: found.slice((number - 1) * pageSize, number * pageSize) satisfies AuditEntry[],
    count: trail.entries.length,
    found: found.length,
    filtered: found.length !== trail.entries.length || Object.keys(errors).length > 0,
    fault: holds ? undefined : trail.verdict,
    exports: context.req.path,
    paging: { number, pages, before: link(context, number - 1, pages), next: link(context, number + 1, pages) },
    values,
    errors,
  };
}

function link(context: PortalContext, number: number, pages: number): string | undefined {
  if (number < 1 || number > pages) return undefined;
  return `${context.req.path}?${new URLSearchParams({ ...context.req.query(), page: String(number) }).toString()}`;
}

const dateFields = ['from-day', 'from-month', 'from-year', 'until-day', 'until-month', 'until-year'] as const;

function filterOf(context: PortalContext): { filter: TrailFilter; values: Values; errors: FieldErrors } {
  const empty = Object.fromEntries(['words', 'who', ...dateFields].map((name) => [name, '']));
  const values: Values = { ...empty, ...context.req.query() };
  const [from, until] = [dateOf(values, 'from'), dateOf(values, 'until')];
  const typed = (name: string) =>
    dateFields.some((field) => field.startsWith(name) && (values[field] ?? '').trim() !== '');
  const errors: FieldErrors = {
    ...(from === '' && typed('from') ? { 'from-day': 'The first day must be a real date, such as 31 3 2026' } : {}),
    ...(until === '' && typed('until') ? { 'until-day': 'The last day must be a real date, such as 31 3 2026' } : {}),
  };
  return { filter: { words: values.words ?? '', who: values.who ?? '', from, until }, values, errors };
}

export const exportReviewCsv: Handle = onReview(async ({ context, parts, actor }, { reviewId }) => {
  const trail = await readTrail(parts, actor, reviewId);
  return trail.ok ? csvFile(context, trail.value) : fail(context, trail);
}, 'audit.read');

export const exportReviewJson: Handle = onReview(async ({ context, parts, actor }, { reviewId }) => {
  const trail = await readTrail(parts, actor, reviewId);
  return trail.ok ? jsonFile(context, trail.value) : fail(context, trail);
}, 'audit.read');

export const exportCouncilCsv: Handle = async ({ context, parts, actor }) => {
  const trail = await readTrail(parts, actor, councilScope);
  return trail.ok ? csvFile(context, trail.value) : fail(context, trail);
};

export const exportCouncilJson: Handle = async ({ context, parts, actor }) => {
  const trail = await readTrail(parts, actor, councilScope);
  return trail.ok ? jsonFile(context, trail.value) : fail(context, trail);
};

function csvFile(context: PortalContext, trail: Trail): Response {
  return context.body(trailCsv(trail), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="audit-${trail.scope}.csv"`,
  });
}

function jsonFile(context: PortalContext, trail: Trail): Response {
  return context.body(`${JSON.stringify(trail, undefined, 2)}\n`, 200, {
    'content-type': 'application/json',
    'content-disposition': `attachment; filename="audit-${trail.scope}.json"`,
  });
}
