import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportViewSchema } from '../../../../functions/packs/compose/annual/report-view.ts';
import {
  coverReportSchema,
  membersReportSchema,
} from '../../../../functions/packs/compose/committee/committee-view.ts';
import type { AnyView } from '../../../../functions/packs/compose/compose-pack.ts';
import { packViewSchema } from '../../../../functions/packs/compose/peer-review/view.ts';
import { publishedViewSchema } from '../../../../functions/packs/compose/published/published-view.ts';

const folder = join(import.meta.dirname, '../../../../examples/thornmere');
const read = (name: string): Data => JSON.parse(readFileSync(join(folder, `${name}.view.json`), 'utf8'));

/** What a sample file holds, before a schema has read it. */
export interface Data {
  pack: Record<string, unknown>;
  [field: string]: unknown;
}

const template = (name: string, schema: { parse: (data: unknown) => AnyView }) => {
  const nearlyEmpty = read(`nearly-empty/${name}`);
  return {
    name,
    parse: (data: unknown): AnyView => schema.parse(data),
    sample: read(name),
    /** Dated as the tool dates it. */
    nearlyEmpty: { ...nearlyEmpty, pack: { created: '2026-09-14T09:00:00Z', ...nearlyEmpty.pack } } satisfies Data,
  };
};

/** Every template, with how its data is read, its full sample and the least data that it takes. */
export const templates = [
  template('peer-review', packViewSchema),
  template('annual-report', reportViewSchema),
  template('published-figures', publishedViewSchema),
  template('report-to-members', membersReportSchema),
  template('cover-report', coverReportSchema),
];
