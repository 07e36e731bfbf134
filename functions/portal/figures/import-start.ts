import { listImports } from '../../metrics/imports/list-imports.ts';
import { openImport, startImport } from '../../metrics/imports/start-import.ts';
import { listReleases, releasesThatStand } from '../../metrics/releases/list-releases.ts';
import { importBody } from '../api/import-schemas.ts';
import { checkForm, dateOf, errorsFrom, type FieldErrors, type Fields, readForm, type Values } from '../http/form.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { param } from '../http/visit.ts';
import { moment } from '../http/words.ts';
import type { Handle, Visit } from '../model.ts';

export const figuresCrumb = { href: '/figures', text: 'Figures' };
export const importCrumb = { href: '/figures/import', text: 'Import figures' };

const fields: Fields = {
  source: { noun: 'the source of the figures' },
  status: { noun: 'the status of the figures', kind: 'choice' },
  basis: { noun: 'how the rates and percentages came about', kind: 'choice' },
  neighbourModelYear: {
    noun: 'the year of the neighbour model',
    wrong: 'The year of the neighbour model must be a year, such as 2025. Leave it empty if there is none',
  },
  asAt: { noun: 'the date of the Annex A', kind: 'date' },
  replaces: { noun: 'the import that this one replaces' },
};

export const statusOptions = [
  { value: 'provisional', text: 'Provisional' },
  { value: 'final', text: 'Final' },
  { value: 'revised', text: 'Revised' },
];

export const basisOptions = [
  { value: 'calculated', text: 'Calculated here, from both sides' },
  { value: 'as-published', text: 'As they were published, not calculated here' },
];

export const newImport: Handle = (visit) => startPage(visit, { basis: 'calculated', status: 'final' }, {});

export const saveNewImport: Handle = async (visit) => {
  const { context, parts, actor, settings } = visit;
  const values = await readForm(context);
  const asAtTyped = ['day', 'month', 'year'].some((part) => (values[`asAt-${part}`] ?? '').trim() !== '');
  const typed = { source: values.source, status: values.status, basis: values.basis };
  const year = (values.neighbourModelYear ?? '').trim();
  const input = {
    ...typed,
    ...(year === '' ? {} : { neighbourModelYear: year }),
    ...(asAtTyped ? { asAt: dateOf(values, 'asAt') } : {}),
    ...(values.replaces ? { replaces: values.replaces } : {}),
  };
  const checked = checkForm(importBody, input, fields, values);
  if (!checked.ok) return startPage(visit, values, checked.errors);
  const back = (importId: string) => `${settings.origin}/figures/imports/${importId}?sent=1`;
  const { asAt, replaces, ...said } = checked.value;
  const details = { ...said, ...(asAt ? { asAt } : {}), ...(replaces ? { replaces } : {}) };
  const started = await startImport(parts, actor, details, { redirectTo: back });
  if (started.ok) return seeOther(context, `/figures/imports/${started.value.import.importId}/file`);
  if (started.code !== 'invalid') return fail(context, started);
  return startPage(visit, values, errorsFrom(started.details, fields, 'source', started.message));
};

async function startPage(visit: Visit, values: Values, errors: FieldErrors): Promise<Response> {
  const { context, parts, actor } = visit;
  const imports = await listImports(parts, actor);
  if (!imports.ok) return fail(context, imports);
  const releases = await listReleases(parts, actor);
  if (!releases.ok) return fail(context, releases);
  const open = imports.value.filter(({ state }) => ['awaiting-upload', 'reading', 'ready'].includes(state));
  const standing = releasesThatStand(releases.value).map(({ releaseId, source, fileName, importedAt }) => ({
    value: releaseId,
    text: `${source} (${fileName}, ${moment(importedAt)})`,
  }));
  const model = {
    title: 'Import figures',
    crumbs: [figuresCrumb],
    open,
    statuses: statusOptions,
    bases: basisOptions,
    replaceable: [{ value: '', text: 'None: it adds to what stands' }, ...standing],
    mayReplace: standing.length > 0,
    ...{ values, errors },
  };
  return page(context, 'figures/import', model, Object.keys(errors).length > 0 ? 422 : 200);
}

/** The form that takes the file straight to the object store; it comes back to the import's page. */
export const chooseFiguresFile: Handle = async (visit) => {
  const { context, parts, actor, settings } = visit;
  const importId = param(visit, 'importId');
  const back = (id: string) => `${settings.origin}/figures/imports/${id}?sent=1`;
  const opened = await openImport(parts, actor, importId, back);
  if (!opened.ok) {
    return opened.code === 'closed' ? seeOther(context, `/figures/imports/${importId}`) : fail(context, opened);
  }
  const { form, largestBytes } = opened.value;
  context.set('formAction', new URL(form.url).origin);
  return page(context, 'figures/import-file', {
    title: 'Choose the figures file',
    crumbs: [figuresCrumb, importCrumb],
    import: opened.value.import,
    action: form.url,
    hidden: Object.entries(form.fields).map(([name, value]) => ({ name, value })),
    largestMb: largestBytes / 1_000_000,
  });
};
