import { type Edition, evidenceLinks, exceptionRows, indexRows, sheets } from './evidence-pages.ts';
import { figureSources } from './figure-sources.ts';
import { narrativeHtml } from './narrative.ts';
import { type BoundFigure, isMissing, type Missing, type PackView, type Section } from './view.ts';
import { words } from './words.ts';

export interface Entry {
  id: string;
  number: string;
  /** `3 Our journey`, as the heading prints it. */
  title: string;
}

interface Contents extends Entry {
  children: Entry[];
}

/** Numbers the sections of a pack in the order in which they are asked for, and sets their words. */
export function startPages(view: PackView, edition: Edition) {
  const links = evidenceLinks(view, edition);
  const contents: Contents[] = [{ id: 'control', number: '', title: 'Document control', children: [] }];
  let number = 0;
  const numbered = (id: string, heading: string, children: Entry[] = []): Entry => {
    number += 1;
    const title = `${number} ${heading.trim() === '' ? 'Untitled section' : heading}`;
    const entry = { id, number: String(number), title };
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

/** What ends every pack: where its figures come from, its evidence, and what is not as it should be. */
export function endPages(
  view: PackView,
  edition: Edition,
  { numbered }: Pages,
  said: readonly { entry: Entry; figures: readonly BoundFigure[] }[],
) {
  const sources = sourcesModel(said, numbered);
  const items = sheets(view);
  const sheetEntries =
    edition === 'bundle'
      ? items.map((item) => ({ id: item.id, number: item.ref, title: `${item.ref} ${item.title}` }))
      : [];
  const index = { entry: numbered('evidence-index', 'Evidence index', sheetEntries), rows: indexRows(view) };
  const exceptions = {
    entry: numbered('exceptions', 'Exceptions'),
    rows: exceptionRows(view),
    whole: view.evidence.length > 0,
  };
  return { figureSources: sources, index, sheets: edition === 'bundle' ? items : [], exceptions };
}

/** No section at all when no figure is bound in the text: nothing is missing then. */
function sourcesModel(
  sections: readonly { entry: Entry; figures: readonly BoundFigure[] }[],
  numbered: (id: string, heading: string) => Entry,
) {
  const made = figureSources(sections.map(({ entry, figures }) => ({ number: entry.number, id: entry.id, figures })));
  if (made.rows.length === 0) return undefined;
  return { entry: numbered('figure-sources', 'Where the figures come from'), ...made };
}
