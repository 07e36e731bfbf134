import { catalogue } from '../../metrics/catalogue/catalogue.ts';
import { importRelease } from '../../metrics/releases/import-release.ts';
import { readRelease } from '../../metrics/releases/read-release.ts';
import { releaseBody } from '../api/schemas.ts';
import { checkForm, type FieldErrors, type Fields, readForm } from '../http/form.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { param } from '../http/visit.ts';
import type { Handle } from '../model.ts';
import { basisOptions, figuresPage } from './home.ts';
import { readFiguresFile } from './read-file.ts';

const fields: Fields = {
  source: { noun: 'the source of the figures' },
  status: { noun: 'the status of the figures', kind: 'choice' },
  neighbourModelYear: {
    noun: 'the year of the neighbour model',
    wrong: 'The year of the neighbour model must be a year, such as 2025, or “not stated”',
  },
  basis: { noun: 'how the rates and percentages came about', kind: 'choice' },
};
const said = releaseBody.omit({ fileName: true });

export const importFigures: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const values = await readForm(context);
  const { source, status, neighbourModelYear, basis } = values;
  const checked = checkForm(said, { source, status, neighbourModelYear, basis }, fields, values);
  const file = await readFiguresFile(context);
  const noFile = !file.ok && (file.details?.some(({ where }) => where === 'file') ?? true);
  if (!checked.ok || !file.ok) {
    const fileError: FieldErrors = noFile ? { file: 'Choose the figures file: a CSV made from the template' } : {};
    return figuresPage(visit, values, { ...(checked.ok ? {} : checked.errors), ...fileError }, []);
  }
  const done = await importRelease(parts, actor, file.value);
  if (done.ok) return seeOther(context, `/figures/releases/${done.value.release.releaseId}?imported=1`);
  if (done.code === 'not-found') return fail(context, done);
  return figuresPage(visit, values, { file: done.message }, done.details ?? []);
};

/** One release: what was imported, and what looked odd in it. */
export const showRelease: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const found = await readRelease(parts, actor, param(visit, 'releaseId'));
  if (!found.ok) return fail(context, found);
  const labels = new Map(catalogue.indicators.map(({ code, label }) => [code, label]));
  const { release, summary, warnings } = found.value;
  return page(context, 'figures/release', {
    title: release.source,
    crumbs: [{ href: '/figures', text: 'Figures' }],
    release,
    summary,
    warnings,
    indicators: summary.indicators.map((code) => ({ code, label: labels.get(code) ?? code })),
    basis: basisOptions.find(({ value }) => value === release.basis)?.text,
    places: summary.places.map(({ name }) => name),
    dates: summary.dates,
    imported: context.req.query('imported') !== undefined,
  });
};
