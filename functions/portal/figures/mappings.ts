import { may } from '../../access/authorisation.ts';
import { readCatalogue } from '../../metrics/catalogue/read-catalogue.ts';
import { readFindings } from '../../metrics/imports/list-imports.ts';
import { readAgain } from '../../metrics/imports/read-again.ts';
import { publishedMappings } from '../../metrics/tidy/mappings/published.ts';
import { listMappings, removeMapping, saveMapping } from '../../metrics/tidy/mappings/save-mapping.ts';
import { type FieldErrors, readForm, type Values } from '../http/form.ts';
import { notFound } from '../http/problem.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { param } from '../http/visit.ts';
import type { Handle, Visit } from '../model.ts';
import { bodyFrom, choicesOf, errorsOf, type MappedFile, reportingYears } from './mapping-form.ts';

const mappingsPath = '/figures/mappings';
const figuresCrumb = { href: '/figures', text: 'Figures' };

/** What files are known by: the council's own mappings, and those that ship. */
export const showMappings: Handle = async ({ context, parts, actor }) => {
  const found = await listMappings(parts, actor);
  if (!found.ok) return fail(context, found);
  const catalogue = await readCatalogue(parts);
  const labels = new Map(catalogue.indicators.map(({ code, label }) => [code, label]));
  return page(context, 'figures/mappings', {
    title: 'Files that we know by their columns',
    crumbs: [figuresCrumb],
    mayImport: may(actor, 'figures.import'),
    saved: context.req.query('saved') !== undefined,
    own: found.value.map(({ mapping, savedAt, savedBy }) => ({
      ...{ id: mapping.id, name: mapping.name, source: mapping.source, savedAt, savedBy },
      columns: mapping.columns.map(({ column, indicator, breakdown }) => ({
        column,
        label: [labels.get(indicator) ?? indicator, breakdown].filter(Boolean).join(': '),
      })),
    })),
    published: publishedMappings.map(({ name, source, licence, from, columns }) => ({
      ...{ name, source, licence, from },
      indicators: new Set(columns.map(({ indicator }) => indicator)).size,
    })),
  });
};

/** The form for a file that was imported and whose columns nobody has named: `?import=ID`. */
export const newMapping: Handle = (visit) =>
  ofFile(visit, visit.context.req.query('import') ?? '', (file) =>
    form(visit, file, { source: file.source, reportingYearEnds: '', name: '' }, {}),
  );

export const saveNewMapping: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const values = await readForm(context);
  return ofFile(visit, values.import ?? '', async (file) => {
    const read = bodyFrom(values, file.columns);
    if (!read.ok) return form(visit, file, values, read.errors);
    const done = await saveMapping(parts, actor, read.body);
    if (done.ok) {
      const again = await readAgain(parts, actor, file.importId);
      return seeOther(context, again.ok ? `/figures/imports/${file.importId}` : `${mappingsPath}?saved=1`);
    }
    if (done.code === 'not-found') return fail(context, done);
    return form(visit, file, values, errorsOf(done.details ?? [], file.columns));
  });
};

export const saveRemoved: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const done = await removeMapping(parts, actor, param(visit, 'mappingId'));
  return done.ok ? seeOther(context, mappingsPath) : fail(context, done);
};

/** Only a file whose columns nobody knows has them listed; others answer as pages that don't exist. Without one, there is a file to be sent first. */
async function ofFile(
  { context, parts, actor }: Visit,
  importId: string,
  handle: (file: MappedFile) => Response | Promise<Response>,
): Promise<Response> {
  if (importId === '') return seeOther(context, '/figures/import');
  const found = await readFindings(parts, actor, importId);
  if (!found.ok) return fail(context, found);
  const { import: one, report } = found.value;
  if (!report.columns) return fail(context, notFound);
  return handle({ importId, fileName: one.fileName ?? '', source: one.source, columns: report.columns });
}

async function form(visit: Visit, file: MappedFile, values: Values, errors: FieldErrors): Promise<Response> {
  const { context, parts } = visit;
  const catalogue = await readCatalogue(parts);
  const model = {
    title: 'Say what the columns are',
    crumbs: [figuresCrumb, { href: mappingsPath, text: 'Files that we know' }],
    ...{ file, reportingYears, values, errors, action: mappingsPath },
    ...choicesOf(file.columns, catalogue),
    cancel: mappingsPath,
  };
  return page(context, 'figures/mapping-form', model, Object.keys(errors).length > 0 ? 422 : 200);
}
