import type { TypesetRequest } from '../../documents/typeset/typeset.ts';
import { fingerprint } from '../model.ts';
import type { CommitteeReport } from './committee-view.ts';
import { isDraft, stillMissing, titleOf, versionLabel } from './control.ts';
import { coverReportModel } from './cover-report-model.ts';
import type { Edition } from './evidence-pages.ts';
import { type Gap, gapsOf } from './gaps.ts';
import { membersReportModel } from './members-report-model.ts';
import { pageModel } from './page-model.ts';
import { publishedModel } from './published-model.ts';
import type { PublishedView } from './published-view.ts';
import { renderTemplate } from './render-template.ts';
import { reportModel } from './report-model.ts';
import type { ReportView } from './report-view.ts';
import { type DocumentView, isMissing, type PackView } from './view.ts';

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
  return renderTemplate(template, model);
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
