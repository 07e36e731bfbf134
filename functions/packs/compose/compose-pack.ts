import { calls } from '../../../generated/packs.js';
import type { TypesetRequest } from '../../documents/typeset/typeset.ts';
import { fingerprint } from '../model.ts';
import { reportModel } from './annual/report-model.ts';
import type { ReportView } from './annual/report-view.ts';
import type { CommitteeReport } from './committee/committee-view.ts';
import { coverReportModel } from './committee/cover-report-model.ts';
import { membersReportModel } from './committee/members-report-model.ts';
import { figureTablesModel } from './figure-tables/figure-tables-model.ts';
import { isDraft, stillMissing, titleOf, versionLabel } from './pages/control.ts';
import type { Edition } from './pages/evidence-pages.ts';
import { type Gap, gapsOf } from './pages/gaps.ts';
import { pageModel } from './peer-review/page-model.ts';
import { type DocumentView, isMissing, type PackView } from './peer-review/view.ts';
import { publishedModel } from './published/published-model.ts';
import type { PublishedView } from './published/published-view.ts';
import { renderTemplate } from './render-template.ts';

export type AnyView = PackView | ReportView | PublishedView | CommitteeReport;

/**
 * One edition of a pack, ready for the typesetter. `report`: the authored pages with their own page numbers. `bundle`: the same with a
 * coversheet or slip sheet for each evidence item (its id is `coversheet-E07`), and page numbers that count the evidence between them.
 */
export function composePack(view: AnyView, edition: Edition): TypesetRequest {
  return composeDocument(view, edition, (missing) => htmlOf(view, edition, missing));
}

/**
 * Composed twice: the first pages tell what is missing, and the second print the list of it. The draft mark stays until the version is
 * released and nothing is missing.
 */
export function composeDocument(
  view: DocumentView,
  edition: Edition,
  html: (missing: readonly Gap[]) => string,
): TypesetRequest {
  const first = html([]);
  const missing = stillMissing(view, gapsOf(first));
  return {
    html: missing.length === 0 ? first : html(missing),
    style: styleOf(view, missing),
    numbering: edition === 'report' ? { kind: 'own' } : { kind: 'bundle', itemPages: view.evidence.map(itemPages) },
  };
}

/** What stands around the text of every page. */
export function styleOf(view: DocumentView, missing: readonly Gap[]): TypesetRequest['style'] {
  const { pack, council } = view;
  return {
    title: titleOf(view),
    author: council,
    language: 'en-GB',
    date: pack.created,
    runningHead: `${council}: ${pack.title}`,
    marking: isMissing(pack.marking) ? 'NOT MARKED' : pack.marking,
    versionLabel: versionLabel(view),
    fingerprint: isMissing(pack.digest) ? 'no fingerprint' : fingerprint(pack.digest),
    ...(view.notice === undefined ? {} : { notice: view.notice }),
    draft: isDraft(view, missing),
  };
}

export const itemPages = (item: DocumentView['evidence'][number]): number =>
  item.state === 'included' ? item.pages : 0;

function htmlOf(view: AnyView, edition: Edition, missing: readonly Gap[]): string {
  const { template, model } = templateAndModel(view, edition, missing);
  const tables = figureTablesModel(view, calls[template] ?? []);
  return renderTemplate(template, { ...model, tables });
}

/** The template of a view, and all that it reads. */
export function templateAndModel(view: AnyView, edition: Edition, missing: readonly Gap[]) {
  if (!('template' in view)) return { template: 'peer-review', model: pageModel(view, edition, missing) };
  const { template } = view;
  switch (view.template) {
    case 'annual-report':
      return { template, model: reportModel(view, edition, missing) };
    case 'published-figures':
      return { template, model: publishedModel(view, edition, missing) };
    case 'report-to-members':
      return { template, model: membersReportModel(view, edition, missing) };
    case 'cover-report':
      return { template, model: coverReportModel(view, edition, missing) };
  }
}
