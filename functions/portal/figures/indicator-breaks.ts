import { catalogue } from '../../metrics/catalogue/catalogue.ts';
import { findIndicator } from '../../metrics/catalogue/indicators.ts';
import { readIndicator } from '../../metrics/catalogue/list-indicators.ts';
import { breaksBody, saveBreaks } from '../../metrics/catalogue/save-breaks.ts';
import type { OwnBreaks } from '../../metrics/catalogue/store.ts';
import type { Indicator } from '../../metrics/model.ts';
import { checkForm, type FieldErrors, readForm, type Values } from '../http/form.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { param } from '../http/visit.ts';
import type { Handle, Visit } from '../model.ts';
import { allIndicators, catalogueCrumbs, cataloguePath, editionOf } from './catalogue.ts';
import { breakLines, breaksField, breaksFrom } from './indicator-form.ts';

/** The breaks that the council adds to the series of an indicator that ships. */
export function showBreaks(visit: Visit, indicator: Indicator, local: OwnBreaks | undefined): Response {
  const values = { breaks: breakLines(local?.breaks ?? []), edition: String(local?.edition ?? 0) };
  return form(visit, indicator, values, {});
}

export const saveBreaksForm: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const found = await readIndicator(parts, actor, param(visit, 'code'));
  if (!found.ok) return fail(context, found);
  const { indicator } = found.value;
  const values = await readForm(context);
  const typed = { breaks: breaksFrom(values), edition: editionOf(values) };
  const checked = checkForm(breaksBody, typed, { breaks: breaksField }, values);
  if (!checked.ok) return form(visit, indicator, values, checked.errors);
  const done = await saveBreaks(parts, actor, indicator.code, checked.value);
  if (done.ok) return seeOther(context, `${cataloguePath}/${indicator.code}`);
  return done.code === 'invalid' ? form(visit, indicator, values, { breaks: done.message }) : fail(context, done);
};

function form({ context, actor }: Visit, { code, label }: Indicator, values: Values, errors: FieldErrors): Response {
  const model = {
    title: `Breaks in the series of “${label}”`,
    crumbs: catalogueCrumbs(actor, allIndicators, { href: `${cataloguePath}/${code}`, text: label }),
    code,
    shipped: findIndicator(catalogue, code)?.breaks ?? [],
    ...{ values, errors },
  };
  return page(context, 'figures/indicator-breaks', model, Object.keys(errors).length > 0 ? 422 : 200);
}
