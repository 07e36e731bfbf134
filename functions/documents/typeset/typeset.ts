import { failure, type Outcome, type Problem, success } from '../model.ts';
import { breakLongWords, makePrintable, printableText } from '../tree/characters.ts';
import type { Elsewhere } from '../tree/elsewhere.ts';
import { type Element, has } from '../tree/model.ts';
import { readTree } from '../tree/read.ts';
import { conform } from './conform/conform.ts';
import { covers } from './fonts/coverage.ts';
import { nameFamilies, pictureCovers } from './fonts/picture-fonts.ts';
import { lower } from './lower.ts';
import { forgetPainted, type Painted, paint, type Sheet } from './paint.ts';

export interface TypesetStyle {
  title: string;
  author: string;
  language: 'en-GB';
  /** ISO date or instant, from the manifest: the only date in the file. */
  date: string;
  runningHead: string;
  marking: string;
  versionLabel: string;
  fingerprint: string;
  /** Printed on every page: `Sample: invented figures`. */
  notice?: string;
  draft: boolean;
}

export interface TypesetRequest {
  /** Semantic HTML of `tree/allow-list.ts`: one <section> per section of the pack. */
  html: string;
  style: TypesetStyle;
  /** `bundle`: pages of evidence item i, whose coversheet is the i-th section[data-coversheet] and exactly one page. */
  numbering: { kind: 'own' } | { kind: 'bundle'; itemPages: readonly number[] } | ChunkNumbering;
  /** The stylesheet of `templates/typeset`; a pack when not given. `converted`: a document that came as something else. */
  sheet?: Sheet;
}

/** Of a piece of a bundle that is set in several runs. */
export interface ChunkNumbering {
  kind: 'chunk';
  /** Printed number of its first page. */
  first: number;
  /** Pages of the items behind its own coversheets, as for `bundle`; none in a piece without coversheets. */
  itemPages: readonly number[];
  /** Pages of the whole bundle: `y` of "Page x of y". */
  total: number;
  /** Every link that leaves the piece. */
  elsewhere: Elsewhere;
}

export interface Typeset {
  /** PDF/UA-1 and PDF/A-2a; the same request gives the same bytes. */
  pdf: Uint8Array;
  pages: number;
  /** Html id → 1-based physical page in this PDF. */
  anchors: Record<string, number>;
  /** What was printed otherwise than written: characters that no shipped font has, as `U+1F600`. */
  problems: Problem[];
}

export type TypesetCode = 'template-error' | 'typeset-failed';

/** HTML → checked tree → pages → both standards. Takes about a megabyte of memory a page and keeps it: call it in a child process. */
export async function typeset(request: TypesetRequest): Promise<Outcome<Typeset, TypesetCode>> {
  const { numbering } = request;
  const tree = await treeOf(request.html, numbering.kind === 'chunk' ? numbering.elsewhere : {});
  if (!tree.ok) return tree;
  const sections = tree.value;
  const itemPages = numbering.kind === 'own' ? [] : numbering.itemPages;
  const mismatch = numbering.kind === 'own' ? undefined : coversheetMismatch(sections, itemPages);
  if (mismatch) return mismatch;
  const problems = makePrintable(sections, covers, pictureCovers);
  nameFamilies(sections);
  const lowered = lower(sections);
  const before = numbering.kind === 'own' ? [] : runningTotals(itemPages);
  const painted = paint({
    ...{ ...lowered, before, style: printableStyle(request.style, problems), sheet: request.sheet },
    ...(numbering.kind === 'chunk' ? { first: numbering.first, total: numbering.total } : {}),
  });
  if (!painted.ok) return painted;
  const overflow = overflowing(painted.value, before.length > 0);
  if (overflow) return overflow;
  const pdf = conform(painted.value.pdf, sections);
  if (!pdf.ok) return pdf;
  return success({
    pdf: pdf.value,
    pages: painted.value.pages,
    anchors: Object.fromEntries(painted.value.anchors.map(({ id, page }) => [id, page])),
    problems,
  });
}

/** A browser's parser is loaded only to say what is wrong. */
async function treeOf(html: string, elsewhere: Elsewhere): Promise<Outcome<Element[], 'template-error'>> {
  const tree = readTree(html, elsewhere);
  if (tree) return tree;
  const { parseTree } = await import('../tree/parse.ts');
  return parseTree(html, elsewhere);
}

/** Gives up what the last typesetting left behind. Nobody who waits for the pages need wait for this. */
export const forgetTypeset = forgetPainted;

function coversheetMismatch(sections: readonly Element[], itemPages: readonly number[]) {
  const found = sections.filter((section) => has(section, 'data-coversheet')).length;
  if (found === itemPages.length) return undefined;
  return failure(
    'template-error',
    `The pack has ${itemPages.length} items of evidence and the template printed ${found} coversheets: print one <section data-coversheet> for each.`,
  );
}

function runningTotals(pages: readonly number[]): number[] {
  const totals = [0];
  for (const count of pages) totals.push((totals.at(-1) ?? 0) + count);
  return totals;
}

/** Bundle numbering holds only when every coversheet is one page and they follow each other. */
function overflowing(painted: Painted, bundle: boolean) {
  if (!bundle) return undefined;
  const { coversheets } = painted;
  const first = coversheets[0]?.page ?? 0;
  const wrong = coversheets.findIndex(({ page }, index) => page !== first + index);
  if (wrong === -1) return undefined;
  const ref = coversheets[Math.max(0, wrong - 1)]?.ref;
  return failure(
    'typeset-failed',
    `The coversheet of ${ref} does not fit on one page, or is not followed by the next: shorten its title and notes.`,
  );
}

/** More would take a second line and push the page's text down on the paper. The whole title is on the cover. */
const LONGEST_HEAD = 72;

/** What is printed around the text, with characters that can't be printed told by the name of their field. */
function printableStyle(style: TypesetStyle, problems: Problem[]): Record<string, string | boolean> {
  const plain = (field: string, text: string) => {
    const done = printableText(text.replace(/[ \t\r\n\f\u2028\u2029]+/g, ' ').trim(), covers, `the ${field}`);
    problems.push(...done.problems);
    return done.text;
  };
  const broken = (field: string, text: string) => breakLongWords(plain(field, text));
  return {
    title: plain('title', style.title),
    author: plain('author', style.author),
    date: style.date.slice(0, 10),
    'running-head': breakLongWords(shortened(plain('running head', style.runningHead))),
    marking: broken('marking', style.marking),
    'version-label': broken('version', style.versionLabel),
    fingerprint: broken('fingerprint', style.fingerprint),
    notice: broken('notice', style.notice ?? ''),
    draft: style.draft,
  };
}

function shortened(text: string): string {
  if (text.length <= LONGEST_HEAD) return text;
  const cut = text.slice(0, LONGEST_HEAD);
  const space = cut.lastIndexOf(' ');
  return `${Array.from(space > LONGEST_HEAD / 2 ? cut.slice(0, space) : cut)
    .filter((c) => !/\p{Cs}/u.test(c))
    .join('')}…`;
}
