import type { TypesetRequest } from '../../documents/typeset/typeset.ts';
import { fingerprint } from '../model.ts';
import type { Edition } from './evidence-pages.ts';
import { pageModel, versionLabel } from './page-model.ts';
import { publishedModel } from './published-model.ts';
import { renderTemplate } from './render-template.ts';
import { reportModel } from './report-model.ts';
import type { AnyView } from './report-view.ts';

/**
 * One edition of a pack, ready for the typesetter. `report`: the authored pages with their own page numbers. `bundle`: the same with a
 * coversheet or slip sheet for each evidence item (its id is `coversheet-E07`), and page numbers that count the evidence between them.
 */
export function composePack(view: AnyView, edition: Edition): TypesetRequest {
  return {
    html: htmlOf(view, edition),
    style: {
      title: view.pack.title,
      author: view.council,
      language: 'en-GB',
      date: view.pack.created,
      runningHead: `${view.council}: ${view.pack.title}`,
      marking: view.pack.marking,
      versionLabel: versionLabel(view),
      fingerprint: fingerprint(view.pack.digest),
      ...(view.notice === undefined ? {} : { notice: view.notice }),
      draft: view.pack.state === 'draft',
    },
    numbering: edition === 'report' ? { kind: 'own' } : { kind: 'bundle', itemPages: view.evidence.map(itemPages) },
  };
}

const itemPages = (item: AnyView['evidence'][number]): number => (item.state === 'included' ? item.pages : 0);

function htmlOf(view: AnyView, edition: Edition): string {
  if (!('template' in view)) return renderTemplate('peer-review', pageModel(view, edition));
  return view.template === 'annual-report'
    ? renderTemplate(view.template, reportModel(view, edition))
    : renderTemplate(view.template, publishedModel(view, edition));
}
