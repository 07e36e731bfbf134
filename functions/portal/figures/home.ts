import { may } from '../../access/authorisation.ts';
import { listReleases } from '../../metrics/releases/list-releases.ts';
import type { Problem } from '../../platform/outcome.ts';
import type { FieldErrors, Values } from '../http/form.ts';
import { fail, page } from '../http/replies.ts';
import type { Handle, Visit } from '../model.ts';

const statusOptions = [
  { value: 'provisional', text: 'Provisional' },
  { value: 'final', text: 'Final' },
  { value: 'revised', text: 'Revised' },
];

export const basisOptions = [
  { value: 'calculated', text: 'Calculated here, from both sides' },
  { value: 'as-published', text: 'As a paper published them, not calculated here' },
];

export const showFigures: Handle = (visit) => figuresPage(visit, { basis: 'calculated' }, {}, []);

export async function figuresPage(
  visit: Visit,
  values: Values,
  errors: FieldErrors,
  problems: readonly Problem[],
): Promise<Response> {
  const { context, parts, actor } = visit;
  const releases = await listReleases(parts, actor);
  if (!releases.ok) return fail(context, releases);
  const model = {
    title: 'Figures',
    releases: releases.value,
    mayImport: may(actor, 'figures.import'),
    statuses: statusOptions,
    bases: basisOptions,
    ...{ values, errors, problems },
  };
  return page(context, 'figures/list', model, Object.keys(errors).length > 0 ? 422 : 200);
}
