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
  const { pack, council } = view;
  const first = html([]);
  const missing = stillMissing(view, gapsOf(first));
  return {
    html: missing.length === 0 ? first : html(missing),
    style: {
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
    },
    numbering: edition === 'report' ? { kind: 'own' } : { kind: 'bundle', itemPages: view.evidence.map(itemPages) },
  };
}

const itemPages = (item: DocumentView['evidence'][number]): number => (item.state === 'included' ? item.pages : 0);

function htmlOf(view: AnyView, edition: Edition, missing: readonly Gap[]): string {
  if (!('template' in view)) return renderTemplate('peer-review', pageModel(view, edition, missing));
  switch (view.template) {
    case 'annual-report':
      return renderTemplate(view.template, reportModel(view, edition, missing));
    case 'published-figures':
      return renderTemplate(view.template, publishedModel(view, edition, missing));
    case 'report-to-members':
      return renderTemplate(view.template, membersReportModel(view, edition, missing));
    case 'cover-report':
      return renderTemplate(view.template, coverReportModel(view, edition, missing));
  }
}
