import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Element, has, textOf, walk } from '../../functions/documents/tree/model.ts';
import { parseTree } from '../../functions/documents/tree/parse.ts';
import { type TypesetRequest, typeset } from '../../functions/documents/typeset/typeset.ts';
import { reportViewSchema } from '../../functions/packs/compose/annual/report-view.ts';
import { coverReportSchema, membersReportSchema } from '../../functions/packs/compose/committee/committee-view.ts';
import { composePack } from '../../functions/packs/compose/compose-pack.ts';
import { packViewSchema } from '../../functions/packs/compose/peer-review/view.ts';
import { publishedViewSchema } from '../../functions/packs/compose/published/published-view.ts';

/** What stands on pages, by kind. A `dt` or `dd` is printed as the cell of a table, and counted as one. */
export interface Held {
  words: number;
  cells: number;
  wordsInCells: number;
  tables: number;
  charts: number;
  notes: number;
  headings: number;
  paragraphs: number;
  items: number;
  links: number;
  /** Top sections that begin a page. */
  ownPages: number;
}

const samples = join(import.meta.dirname, '../../examples/thornmere');
const templates = {
  'peer-review': packViewSchema,
  'annual-report': reportViewSchema,
  'published-figures': publishedViewSchema,
  'report-to-members': membersReportSchema,
  'cover-report': coverReportSchema,
};

/** The five templates that we ship, filled with the sample council's data: pages in all, and what they hold. */
export async function shippedDocuments(): Promise<{ pages: number; held: Held }> {
  let pages = 0;
  const all: Held[] = [];
  for (const [template, schema] of Object.entries(templates)) {
    const data = JSON.parse(readFileSync(join(samples, `${template}.view.json`), 'utf8')) as { pack: object };
    const dated = { ...data, pack: { created: '2026-09-14T09:00:00Z', ...data.pack } };
    const request: TypesetRequest = composePack(schema.parse(dated) as never, 'report');
    const set = await typeset(request);
    if (!set.ok) throw new Error(set.message);
    pages += set.value.pages;
    all.push(heldBy(request.html));
  }
  return { pages, held: added(all) };
}

export function heldBy(html: string): Held {
  const tree = parseTree(html);
  if (!tree.ok) throw new Error(tree.message);
  const elements = [...walk(tree.value)];
  const cells = elements.filter(({ name }) => /^(t[hd]|d[td])$/.test(name));
  const count = (test: (element: Element) => boolean) => elements.filter(test).length;
  return {
    words: wordsOf(tree.value),
    cells: cells.length,
    wordsInCells: wordsOf(cells),
    tables: count(({ name }) => name === 'table' || name === 'dl'),
    charts: count(({ picture }) => picture !== undefined),
    notes: count((element) => has(element, 'data-footnote')),
    headings: count(({ name }) => /^h[1-6]$/.test(name)),
    paragraphs: count(({ name }) => name === 'p'),
    items: count(({ name }) => name === 'li'),
    links: count((element) => element.name === 'a' && !has(element, 'data-footnote')),
    ownPages: tree.value.filter((section, index) => isOwnPage(section) || isOwnPage(tree.value[index - 1])).length,
  };
}

const wordsOf = (elements: readonly Element[]): number =>
  elements.map(textOf).join(' ').split(/\s+/).filter(Boolean).length;

/** As templates/typeset/pack.typ has it. */
const OWN_PAGE = ['cover', 'control', 'contents', 'coversheet', 'slip-sheet', 'landscape', 'break-before', 'appendix'];

const isOwnPage = (section: Element | undefined): boolean =>
  section === undefined || OWN_PAGE.some((mark) => has(section, `data-${mark}`));

const added = (all: readonly Held[]): Held =>
  all.reduce(
    (sum, one) =>
      Object.fromEntries(Object.entries(sum).map(([kind, count]) => [kind, count + one[kind as keyof Held]])) as never,
  );
