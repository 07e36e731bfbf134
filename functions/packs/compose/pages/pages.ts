import { originLink } from '../origins/origin-links.ts';
import { originsModel } from '../origins/origins-page.ts';
import type { Origins } from '../origins/origins-view.ts';
import { type BoundFigure, type DocumentView, isMissing, type Missing, type Section } from '../peer-review/view.ts';
import { type Edition, evidenceLinks, exceptionRows, indexRows, leftToBundle, sheets } from './evidence-pages.ts';
import { figureSources } from './figure-sources.ts';
import { narrativeHtml } from './narrative.ts';
import { words } from './words.ts';

export interface Entry {
  id: string;
  number: string;
  /** As the heading and the contents print it: `3 Our journey`, or without the number where the stylesheet adds it. */
  title: string;
  /** The stylesheet numbers this section and its paragraphs. */
  byStyle: boolean;
}

/** A document may say where each of its figures comes from. */
interface WithOrigins {
  origins?: Origins | undefined;
}

interface Contents extends Entry {
  children: Entry[];
}

/**
 * Numbers the sections of a pack in the order in which they are asked for, and sets their words.
 * @param byStyle the numbers are printed by the stylesheet, for paragraphs too: each of these sections carries `data-numbered`
 */
export function startPages(view: DocumentView & WithOrigins, edition: Edition, byStyle = false) {
  const links = new Map([...evidenceLinks(view, edition), ...figureLinks(view)]);
  const contents: Contents[] = [{ id: 'control', number: '', title: 'Document control', byStyle: false, children: [] }];
  let number = 0;
  const numbered = (id: string, heading: string, children: Entry[] = []): Entry => {
    number += 1;
    const said = heading.trim() === '' ? 'Untitled section' : heading;
    const entry = { id, number: String(number), title: byStyle ? said : `${number} ${said}`, byStyle };
    contents.push({ ...entry, children });
    return entry;
  };
  const prose = (body: string | Missing) => ({
    words: words(body),
    html: isMissing(body) ? '' : narrativeHtml(body, links),
  });
  const narrative = (section: Section, continues: boolean) => ({
    continues,
    entry: numbered(`section-${section.id}`, section.heading),
    ...prose(section.body),
    figures: section.figures ?? [],
  });
  return { contents, numbered, prose, narrative };
}

export type Pages = ReturnType<typeof startPages>;

/** Where a figure bound in the text leads, in a document that says where its figures come from. */
const figureLinks = ({ origins }: WithOrigins): [string, string][] =>
  (origins?.groups ?? []).map(({ indicator }) => [`figure:${indicator}`, originLink(origins, indicator)]);

/** What ends every pack: where its figures come from, its evidence, and what is not as it should be. */
export function endPages(
  view: DocumentView & WithOrigins,
  edition: Edition,
  { contents, numbered }: Pages,
  said: readonly { entry: Entry; figures: readonly BoundFigure[] }[],
) {
  const sections = [...contents];
  const origins = view.origins && {
    entry: numbered('figure-sources', 'Where each figure comes from'),
    origins: originsModel(view.origins, sections),
  };
  const sources = origins ? undefined : sourcesModel(said, numbered);
  const evidence = indexAndSheets(view, edition, numbered);
  const exceptions = {
    entry: numbered('exceptions', 'Exceptions'),
    ...listed(exceptionRows(view), edition, 'exceptions'),
    whole: view.evidence.length > 0,
    continued: '',
  };
  return { figureSources: sources, figureOrigins: origins, ...evidence, exceptions };
}

/** The evidence behind a document that may have none: then there is no index of it. */
export function evidencePages(view: DocumentView, edition: Edition, { numbered }: Pages) {
  return view.evidence.length === 0 ? { index: undefined, sheets: [] } : indexAndSheets(view, edition, numbered);
}

/** Rows, or what is said in their place. */
export function listed<T>(rows: T[], edition: Edition, what: string): { rows: T[]; elsewhere: string } {
  const elsewhere = leftToBundle(edition, rows, what);
  return { rows: elsewhere === '' ? rows : [], elsewhere };
}

function indexAndSheets(view: DocumentView, edition: Edition, numbered: Pages['numbered']) {
  const items = edition === 'bundle' ? sheets(view) : [];
  const entries = items.map(({ id, ref, title }) => ({ id, number: ref, title: `${ref} ${title}`, byStyle: false }));
  return {
    index: {
      entry: numbered('evidence-index', 'Evidence index', entries),
      ...listed(indexRows(view), edition, 'items of evidence'),
      volumes: false,
      continued: '',
    },
    sheets: items,
  };
}

/** No section at all when no figure is bound in the text: nothing is missing then. */
export function sourcesModel(
  sections: readonly { entry: Entry; figures: readonly BoundFigure[] }[],
  numbered: (id: string, heading: string) => Entry,
) {
  const made = figureSources(sections.map(({ entry, figures }) => ({ number: entry.number, id: entry.id, figures })));
  if (made.rows.length === 0) return undefined;
  return { entry: numbered('figure-sources', 'Where the figures come from'), ...made };
}
