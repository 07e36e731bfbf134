import { may } from '../../access/authorisation.ts';
import { findAuthority } from '../../metrics/neighbours/authorities.ts';
import { importModel, listModels, modelBody } from '../../metrics/neighbours/import-model.ts';
import { type NeighbourModel, neighboursOf } from '../../metrics/neighbours/models.ts';
import type { Problem } from '../../platform/outcome.ts';
import { checkForm, type FieldErrors, type Fields, readForm, type Values } from '../http/form.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import type { Handle, Visit } from '../model.ts';

/** A file of neighbours has 40 KB. */
export const largestNeighbours = 1_000_000;

const fields: Fields = {
  year: { noun: 'the year of the model', wrong: 'The year of the model must be a year, such as 2027' },
  source: { noun: 'the source of the file' },
};

/** Whose neighbours are held against the council, by each model. */
export const showNeighbours: Handle = (visit) => neighboursPage(visit, {}, {});

export const importNeighbours: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const values = await readForm(context);
  const checked = checkForm(modelBody, { year: values.year?.trim(), source: values.source }, fields, values);
  const { file } = await context.req.parseBody();
  const chosen = file instanceof File && file.size > 0 ? file : undefined;
  if (!checked.ok || !chosen) {
    const missing: FieldErrors = chosen ? {} : { file: 'Choose the file of neighbours: CSV or Excel, as downloaded' };
    return neighboursPage(visit, values, { ...(checked.ok ? {} : checked.errors), ...missing });
  }
  const bytes = new Uint8Array(await chosen.arrayBuffer());
  const done = await importModel(parts, actor, checked.value, { name: chosen.name, bytes });
  if (done.ok) return seeOther(context, '/figures/neighbours?imported=1');
  if (done.code === 'not-found') return fail(context, done);
  return neighboursPage(visit, values, { file: done.message }, done.details);
};

async function neighboursPage(
  { context, parts, actor, settings }: Visit,
  values: Values,
  errors: FieldErrors,
  problems: readonly Problem[] = [],
): Promise<Response> {
  const found = await listModels(parts, actor);
  if (!found.ok) return fail(context, found);
  const { imported, published } = found.value;
  const { authority } = settings.council;
  const replaced = new Set(imported.map(({ year }) => year));
  const models = [
    ...imported.map((model) => ({ ...shown(model, authority), savedAt: model.savedAt, savedBy: model.savedBy })),
    ...published.filter(({ year }) => !replaced.has(year)).map((model) => shown(model, authority)),
  ];
  const model = {
    title: 'Statistical neighbours',
    crumbs: [{ href: '/figures', text: 'Figures' }],
    mayImport: may(actor, 'figures.import'),
    imported: context.req.query('imported') !== undefined,
    models: models.toSorted((a, b) => b.year.localeCompare(a.year)),
    ...{ values, errors, problems },
  };
  return page(context, 'figures/neighbours', model, Object.keys(errors).length > 0 ? 422 : 200);
}

function shown(model: NeighbourModel, authority: string) {
  const ten = neighboursOf(model, authority).map(({ old, closeness }) => ({
    name: findAuthority(old)?.name ?? old,
    closeness,
  }));
  return { year: model.year, source: model.source, licence: model.licence, ten };
}
