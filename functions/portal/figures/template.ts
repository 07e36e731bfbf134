import { z } from 'zod';
import { themesOf } from '../../metrics/catalogue/indicators.ts';
import { readCatalogue } from '../../metrics/catalogue/read-catalogue.ts';
import { readFigures } from '../../metrics/releases/list-releases.ts';
import type { TemplateOptions } from '../../metrics/template/asked-rows.ts';
import { releaseTemplate } from '../../metrics/template/release-template.ts';
import { templateWorkbook } from '../../metrics/template/template-workbook.ts';
import { indicatorsOf } from '../../packs/read/used-in.ts';
import type { Outcome } from '../../platform/outcome.ts';
import { success } from '../../platform/outcome.ts';
import { frameworkOf } from '../../reviews/frameworks.ts';
import { listReviews, readReviewFor } from '../../reviews/read-review.ts';
import { dateOf, dateValues, type FieldErrors, type Values } from '../http/form.ts';
import { fail, page } from '../http/replies.ts';
import type { Handle, PortalContext, Visit } from '../model.ts';
import { figuresCrumb } from './import-start.ts';

interface Wanted {
  /** ISO date; that of the review, or today, when not given. */
  asAt?: string | undefined;
  review?: string | undefined;
  theme?: string | undefined;
  /** Leaves out what is held already, and sets last year's figures beside. */
  missing: boolean;
}

/**
 * The template of this council as a CSV. Query: `asAt` (ISO date); `review` (its id) or `theme` asks for what that one needs and is not held yet; without
 * them, the figures that are usual.
 */
export const downloadTemplate: Handle = (visit) => answer(visit, wantedIn(visit.context.req.query()), 'csv');

/** The same as an Excel workbook. */
export const downloadTemplateWorkbook: Handle = (visit) => answer(visit, wantedIn(visit.context.req.query()), 'xlsx');

function wantedIn({ asAt, review, theme }: Values): Wanted {
  return {
    ...(z.iso.date().safeParse(asAt).success ? { asAt } : {}),
    review,
    theme,
    missing: Boolean(review ?? theme),
  };
}

async function answer(visit: Visit, wanted: Wanted, format: 'csv' | 'xlsx'): Promise<Response> {
  const { context, parts } = visit;
  const options = await optionsFor(visit, wanted);
  if (!options.ok) return fail(context, options);
  const catalogue = await readCatalogue(parts);
  const name = `figures-${options.value.asAt}.${format}`;
  if (format === 'csv')
    return file(context, releaseTemplate(catalogue, options.value), name, 'text/csv; charset=utf-8');
  const workbook = await templateWorkbook(catalogue, options.value);
  return file(context, workbook, name, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
}

function file(context: PortalContext, body: string | Uint8Array, name: string, type: string): Response {
  const headers = { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` };
  return context.body(typeof body === 'string' ? body : new Uint8Array(body), 200, headers);
}

async function optionsFor(
  { parts, actor, settings }: Visit,
  { asAt, review, theme, missing }: Wanted,
): Promise<Outcome<TemplateOptions, 'not-found'>> {
  const { authority: code, name } = settings.council;
  const authority = { code, name };
  const held = missing ? await readFigures(parts, actor) : undefined;
  if (held && !held.ok) return held;
  const more = held ? { held: held.value } : {};
  const today = parts.clock().toISOString().slice(0, 10);
  if (review) {
    const found = await readReviewFor(parts, actor, 'review.read', review);
    if (!found.ok) return found;
    const codes = new Set(indicatorsOf(frameworkOf(found.value.framework)));
    return success({ authority, asAt: asAt ?? found.value.asAt, codes, ...more });
  }
  if (!theme) return success({ authority, asAt: asAt ?? today, ...more });
  const { indicators } = await readCatalogue(parts);
  const codes = new Set(indicators.filter((one) => one.theme === theme).map((one) => one.code));
  return success({ authority, asAt: asAt ?? today, codes, ...more });
}

/** Where an officer says what the file to fill should ask for. */
export const chooseTemplate: Handle = (visit) => {
  const today = visit.parts.clock().toISOString().slice(0, 10);
  return templatePage(visit, { ...dateValues('asAt', lastMarch(today)), for: '', format: 'xlsx' }, {});
};

/** The last 31 March: what most figures of children's services are of. */
function lastMarch(today: string): string {
  const year = Number(today.slice(0, 4));
  return today >= `${year}-03-31` ? `${year}-03-31` : `${year - 1}-03-31`;
}

export const downloadChosen: Handle = async (visit) => {
  const values: Values = visit.context.req.query();
  const asAt = dateOf(values, 'asAt');
  if (asAt === '')
    return templatePage(visit, values, { 'asAt-day': 'The date must be a real date, such as 31 3 2026' });
  const [kind, ...rest] = (values.for ?? '').split(':');
  const which = rest.join(':');
  const wanted: Wanted = {
    asAt,
    missing: true,
    ...(kind === 'review' ? { review: which } : {}),
    ...(kind === 'theme' ? { theme: which } : {}),
  };
  return answer(visit, wanted, values.format === 'csv' ? 'csv' : 'xlsx');
};

async function templatePage(visit: Visit, values: Values, errors: FieldErrors): Promise<Response> {
  const { context, parts, actor } = visit;
  const reviews = await listReviews(parts, actor);
  const catalogue = await readCatalogue(parts);
  const themes = themesOf(catalogue).filter((theme) =>
    catalogue.indicators.some((one) => one.theme === theme && one.inTemplate),
  );
  const model = {
    title: 'A file to fill',
    crumbs: [figuresCrumb],
    choices: [
      { value: '', text: 'The figures that are usual' },
      ...reviews.map(({ reviewId, title }) => ({ value: `review:${reviewId}`, text: `What “${title}” needs` })),
      ...themes.map((theme) => ({ value: `theme:${theme}`, text: `Theme: ${theme}` })),
    ],
    formats: [
      { value: 'xlsx', text: 'Excel workbook' },
      { value: 'csv', text: 'CSV' },
    ],
    ...{ values, errors },
  };
  return page(context, 'figures/import-template', model, Object.keys(errors).length > 0 ? 422 : 200);
}
