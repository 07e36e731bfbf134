import { readIndicator } from '../../metrics/catalogue/list-indicators.ts';
import { ownIndicatorBody } from '../../metrics/catalogue/own-indicator.ts';
import { addIndicator, changeIndicator, retireIndicator } from '../../metrics/catalogue/save-own.ts';
import type { OwnIndicator } from '../../metrics/catalogue/store.ts';
import { checkForm, errorsFrom, type FieldErrors, readForm, type Values } from '../http/form.ts';
import { notFound } from '../http/problem.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { param } from '../http/visit.ts';
import type { Handle, Visit } from '../model.ts';
import { allIndicators, catalogueCrumbs, cataloguePath, editionOf } from './catalogue.ts';
import { showBreaks } from './indicator-breaks.ts';
import { bodyFrom, indicatorChoices, indicatorFields, valuesOf } from './indicator-form.ts';

const fresh: Values = { code: 'own.', decimals: '0', disclosure: 'small-counts', inTemplate: 'yes' };

export const newIndicator: Handle = async (visit) => form(visit, fresh, {});

export const saveNewIndicator: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const values = await readForm(context);
  const checked = checkForm(ownIndicatorBody, bodyFrom(values), indicatorFields, values);
  if (!checked.ok) return form(visit, values, checked.errors);
  const done = await addIndicator(parts, actor, checked.value);
  if (done.ok) return seeOther(context, `${cataloguePath}/${done.value.indicator.code}`);
  if (done.code === 'not-found') return fail(context, done);
  return form(visit, values, errorsFrom(done.details, indicatorFields, 'code', done.message));
};

/** The form of an indicator of the council's own; of one that ships, that of its breaks. */
export const editIndicator: Handle = async (visit) => {
  const found = await readIndicator(visit.parts, visit.actor, param(visit, 'code'));
  if (!found.ok) return fail(visit.context, found);
  const { own, local, indicator } = found.value;
  if (own) return form(visit, { ...valuesOf(own.indicator), edition: String(own.edition) }, {}, own);
  return showBreaks(visit, indicator, local);
};

export const saveIndicator: Handle = (visit) =>
  ofOurOwn(visit, async (own) => {
    const { context, parts, actor } = visit;
    const values = await readForm(context);
    const checked = checkForm(ownIndicatorBody, bodyFrom(values, own.indicator), indicatorFields, values);
    if (!checked.ok) return form(visit, values, checked.errors, own);
    const done = await changeIndicator(parts, actor, checked.value, editionOf(values));
    if (done.ok) return seeOther(context, `${cataloguePath}/${own.indicator.code}`);
    if (done.code !== 'invalid') return fail(context, done);
    return form(visit, values, errorsFrom(done.details, indicatorFields, 'label', done.message), own);
  });

/** Retires it, or takes it up again when it was retired. */
export const saveRetired: Handle = (visit) =>
  ofOurOwn(visit, async (own) => {
    const { context, parts, actor } = visit;
    const values = await readForm(context);
    const change = { retired: values.retired === 'yes', edition: editionOf(values) };
    const done = await retireIndicator(parts, actor, own.indicator.code, change);
    return done.ok ? seeOther(context, `${cataloguePath}/${own.indicator.code}`) : fail(context, done);
  });

/** Those that ship can't be changed here: they answer as pages that don't exist. */
async function ofOurOwn(visit: Visit, handle: (own: OwnIndicator) => Response | Promise<Response>): Promise<Response> {
  const found = await readIndicator(visit.parts, visit.actor, param(visit, 'code'));
  if (!found.ok) return fail(visit.context, found);
  return found.value.own ? handle(found.value.own) : fail(visit.context, notFound);
}

function form({ context, actor }: Visit, values: Values, errors: FieldErrors, own?: OwnIndicator): Response {
  const code = own?.indicator.code;
  const model = {
    title: own ? `Change “${own.indicator.label}”` : 'Add an indicator',
    crumbs: catalogueCrumbs(actor, allIndicators),
    action: code === undefined ? cataloguePath : `${cataloguePath}/${code}`,
    cancel: code === undefined ? cataloguePath : `${cataloguePath}/${code}`,
    ...(own ? { own: { code, edition: values.edition, retired: own.indicator.retired } } : {}),
    ...indicatorChoices,
    ...{ values, errors },
  };
  return page(context, 'figures/indicator-form', model, Object.keys(errors).length > 0 ? 422 : 200);
}
