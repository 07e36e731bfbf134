import { readRelease } from '../../metrics/releases/read-release.ts';
import { undoRelease } from '../../metrics/releases/undo-release.ts';
import { type FieldErrors, readForm, type Values } from '../http/form.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { param } from '../http/visit.ts';
import type { Handle, Visit } from '../model.ts';
import { figuresCrumb } from './import-start.ts';

export const showUndo: Handle = (visit) => undoPage(visit, {}, {});

export const undo: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const releaseId = param(visit, 'releaseId');
  const values = await readForm(context);
  const done = await undoRelease(parts, actor, releaseId, values.reason ?? '');
  if (done.ok) return seeOther(context, `/figures/releases/${done.value.releaseId}`);
  if (done.code === 'invalid') return undoPage(visit, values, { reason: done.message });
  return fail(context, done);
};

/** Undoes an import, or an undoing, by what it says: the page is the same for both. */
async function undoPage(visit: Visit, values: Values, errors: FieldErrors): Promise<Response> {
  const { context, parts, actor } = visit;
  const found = await readRelease(parts, actor, param(visit, 'releaseId'));
  if (!found.ok) return fail(context, found);
  const { release, inForce, supersedes } = found.value;
  if (!inForce) return seeOther(context, `/figures/releases/${release.releaseId}`);
  const putsBack = release.kind === 'undo';
  const again = supersedes?.kind === 'undo';
  const title = putsBack && !again ? 'Put this import back' : 'Undo this import';
  const model = {
    title,
    button: putsBack && !again ? 'Put it back' : 'Undo this import',
    crumbs: [figuresCrumb, { href: `/figures/releases/${release.releaseId}`, text: release.source }],
    ...{ release, putsBack, again, values, errors },
  };
  return page(context, 'figures/release-undo', model, Object.keys(errors).length > 0 ? 422 : 200);
}
