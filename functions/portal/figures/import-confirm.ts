import { confirmImport, discardImport } from '../../metrics/imports/confirm-import.ts';
import { previewImport } from '../../metrics/imports/preview-import.ts';
import { readAgain } from '../../metrics/imports/read-again.ts';
import { readForm } from '../http/form.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { param } from '../http/visit.ts';
import type { Handle } from '../model.ts';
import { figuresCrumb, importCrumb } from './import-start.ts';
import { countsOf } from './import-status.ts';

/** The last look before an import becomes a release. It holds what the figures stood on when it was shown. */
export const showConfirm: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const importId = param(visit, 'importId');
  const previewed = await previewImport(parts, actor, importId);
  if (!previewed.ok) {
    return previewed.code === 'closed' ? seeOther(context, `/figures/imports/${importId}`) : fail(context, previewed);
  }
  const preview = previewed.value;
  return page(context, 'figures/import-confirm', {
    title: 'Import these figures?',
    crumbs: [figuresCrumb, importCrumb, { href: `/figures/imports/${importId}`, text: preview.import.source }],
    import: preview.import,
    counts: countsOf(preview),
    over: preview.over,
    twin: preview.twins[0],
    replaced: preview.replaced,
    warnings: preview.warnings,
  });
};

export const confirm: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const importId = param(visit, 'importId');
  const { over = '' } = await readForm(context);
  const done = await confirmImport(parts, actor, importId, over);
  if (done.ok) return seeOther(context, `/figures/releases/${done.value.releaseId}?imported=1`);
  if (done.code === 'stale') return seeOther(context, `/figures/imports/${importId}?stale=1`);
  if (done.code === 'closed') return seeOther(context, `/figures/imports/${importId}`);
  return fail(context, done);
};

/** After its columns have been named. */
export const again: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const done = await readAgain(parts, actor, param(visit, 'importId'));
  return done.ok ? seeOther(context, `/figures/imports/${done.value.importId}`) : fail(context, done);
};

export const discard: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const done = await discardImport(parts, actor, param(visit, 'importId'));
  return done.ok ? seeOther(context, `/figures/imports/${done.value.importId}`) : fail(context, done);
};
