import { catalogue } from '../../metrics/catalogue/catalogue.ts';
import { releaseTemplate } from '../../metrics/template/release-template.ts';
import type { Handle } from '../model.ts';

/** The figures template of this council, for the date in the query (`asAt`) or for today. */
export const downloadTemplate: Handle = async ({ context, parts, settings }) => {
  const asked = context.req.query('asAt') ?? '';
  const asAt = /^\d{4}-\d{2}-\d{2}$/.test(asked) ? asked : parts.clock().toISOString().slice(0, 10);
  const { authority: code, name } = settings.council;
  return context.body(releaseTemplate(catalogue, { authority: { code, name }, asAt }), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="figures-${asAt}.csv"`,
  });
};
