import { readCatalogue } from '../../metrics/catalogue/read-catalogue.ts';
import { readFindings, readImport } from '../../metrics/imports/list-imports.ts';
import type { FiguresImport } from '../../metrics/imports/model.ts';
import { type Preview, previewImport } from '../../metrics/imports/preview-import.ts';
import type { Format } from '../../metrics/reading.ts';
import { askedPart, partOf, previewKinds, previewPage } from '../api/import-schemas.ts';
import { readingInWords } from '../http/progress.ts';
import { fail, page } from '../http/replies.ts';
import { param } from '../http/visit.ts';
import { waiting } from '../http/waiting.ts';
import { counted, number } from '../http/words.ts';
import type { Handle, Visit } from '../model.ts';
import { changeInWords } from './figure-words.ts';
import { basisOptions, figuresCrumb, importCrumb } from './import-start.ts';
import { modelsOfPlaces } from './models-of-places.ts';

export const formatWords: Readonly<Record<Format, string>> = {
  'template-csv': 'Our template, as CSV',
  'template-xlsx': 'Our template, as an Excel workbook',
  'dfe-tidy': 'A file of the Department for Education, as downloaded',
  'annex-a': 'An Annex A workbook: its figures were taken and the workbook was not kept',
};

/** So many of what is wrong are shown; the rest is in the file to download. */
const mostShown = 100;

/** An import, whatever state it is in. Updates itself while its file is on its way or being read. */
export const showImport: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const importId = param(visit, 'importId');
  const found = await readImport(parts, actor, importId);
  if (!found.ok) return fail(context, found);
  const one = found.value.import;
  if (one.state === 'ready') return previewPageOf(visit, one);
  const sent = context.req.query('sent') !== undefined;
  const onItsWay = one.state === 'reading' || (one.state === 'awaiting-upload' && sent);
  const findings = one.state === 'refused' ? await readFindings(parts, actor, importId) : undefined;
  const problems = findings?.ok ? findings.value.report.problems : [];
  return page(context, 'figures/import-status', {
    title: one.source,
    crumbs: [figuresCrumb, importCrumb],
    import: one,
    format: one.format && formatWords[one.format],
    needsMapping: one.cause === 'no-mapping',
    otherKind: one.cause === 'unknown-format',
    problems: problems.slice(0, mostShown),
    more: Math.max(0, problems.length - mostShown),
    awaiting: one.state === 'awaiting-upload' && !sent,
    ...(onItsWay
      ? waiting(
          context,
          readingInWords(one.state, found.value.progress),
          `/api/v1${context.req.path}/progress`,
          sent ? { sent: '1' } : {},
        )
      : {}),
  });
};

async function previewPageOf(visit: Visit, one: FiguresImport): Promise<Response> {
  const { context, parts, actor } = visit;
  const previewed = await previewImport(parts, actor, one.importId);
  if (!previewed.ok) return fail(context, previewed);
  const preview = previewed.value;
  const { kind, from } = askedPart(context.req.query(), preview);
  const { changes, all, next } = partOf(preview, kind, from);
  const catalogue = await readCatalogue(parts);
  const at = `/figures/imports/${one.importId}`;
  const link = (show: string, start: number) => `${at}?show=${show}&from=${start}`;
  return page(context, 'figures/import-preview', {
    title: one.source,
    crumbs: [figuresCrumb, importCrumb],
    import: one,
    format: one.format && formatWords[one.format],
    basis: basisOptions.find(({ value }) => value === one.basis)?.text,
    counts: countsOf(preview),
    nothing: preview.added.length + preview.changed.length + preview.gone.length === 0,
    tabs: previewKinds
      .filter((each) => preview[each].length > 0)
      .map((each) => ({
        href: link(each, 0),
        text: `${tabWords[each]} (${number(preview[each].length)})`,
        current: each === kind,
      })),
    kind,
    shows: { before: kind !== 'added', after: kind !== 'gone' },
    changes: changes.map((each) => changeInWords(each, catalogue)),
    range: { first: from + 1, last: from + changes.length, all },
    ...(next === undefined ? {} : { next: link(kind, next) }),
    ...(from > 0 ? { previous: link(kind, Math.max(0, from - previewPage)) } : {}),
    warnings: preview.warnings,
    twin: preview.twins[0],
    replaced: preview.replaced,
    summary: preview.summary,
    places: namesOf(preview.summary.places),
    neighbourModels: modelsOfPlaces(preview.summary.places, one),
    // What was shown when somebody else came in between is said when they confirm.
    stale: context.req.query('stale') !== undefined,
  });
}

const mostPlaces = 40;

/** The names of places, as many as anybody reads. */
export function namesOf(places: readonly { name: string }[]): string[] {
  const names = places.slice(0, mostPlaces).map(({ name }) => name);
  const more = places.length - names.length;
  return more > 0 ? [...names, `and ${number(more)} more`] : names;
}

const tabWords = { changed: 'Changed', added: 'Added', gone: 'Gone' } as const;

export function countsOf({ added, changed, gone, unchanged, replaced }: Preview) {
  return [
    { key: 'Added', text: counted(added.length, 'figure') },
    { key: 'Changed', text: counted(changed.length, 'figure') },
    { key: 'As they were', text: counted(unchanged, 'figure') },
    ...(replaced || gone.length > 0 ? [{ key: 'Gone', text: counted(gone.length, 'figure') }] : []),
  ];
}
