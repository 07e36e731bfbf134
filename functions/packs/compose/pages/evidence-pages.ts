import type { DocumentView, EvidenceView } from '../peer-review/view.ts';
import { plural, printNumber, printSize, shortDate, shorten } from './format.ts';
import { dateWords, type Fact, fact, type Words, words } from './words.ts';

export type Edition = 'report' | 'bundle';

interface Tag {
  tone: string;
  text: string;
}

const STATES: Readonly<Record<EvidenceView['state'], Tag>> = {
  included: { tone: 'green', text: 'Included' },
  'original-only': { tone: 'yellow', text: 'Original only' },
  refused: { tone: 'red', text: 'Not included' },
};

export interface IndexRow {
  ref: string;
  title: string;
  shows: Words;
  source: Words;
  date: Words;
  pages: string;
  marking: Words;
  state: Tag;
  /** Of the row, for references in a report that has no evidence pages. */
  id: string;
  /** Its coversheet or slip sheet, in the bundle. */
  sheet: string;
  /** Its first page in the bundle, or its slip sheet when it has none there. */
  first: string;
  included: boolean;
  /** Number of its volume, in a bundle of several; else empty. */
  volume: string;
}

export interface Sheet {
  id: string;
  ref: string;
  title: string;
  state: Tag;
  slip: boolean;
  /** The document behind it: `pack:E07`. */
  document: string;
  /** The list that names it. */
  back: { href: string; words: string };
  shows: Words;
  reason: string;
  mend: string;
  originalKept: boolean;
  facts: Fact[];
  removed: string[];
  warnings: string[];
}

export interface ExceptionRow {
  where: string;
  what: string;
  mend: string;
}

export const sheetId = (ref: string): string => `coversheet-${ref}`;

const titleOf = (item: EvidenceView): string => (item.title.trim() === '' ? 'Untitled item' : item.title);

const rowId = (ref: string): string => `evidence-${ref}`;

const documentOf = (ref: string): string => `pack:${ref}`;

/** The report is set in one run, and prints what it can hold; the bundle, set in pieces, prints everything. */
export const MOST_IN_REPORT = 1_000;

const tooMany = (edition: Edition, rows: readonly unknown[]): boolean =>
  edition === 'report' && rows.length > MOST_IN_REPORT;

/** In place of a list that would be a document of its own; empty when the list is printed. */
export const leftToBundle = (edition: Edition, rows: readonly unknown[], what: string): string =>
  tooMany(edition, rows)
    ? `${printNumber(rows.length, 0)} ${what}: too many to print here. They are listed in the bundle.`
    : '';

/** Where a reference in the text leads. The report has no evidence pages: there it leads to the item's row in the index. */
export function evidenceLinks(view: Pick<DocumentView, 'evidence'>, edition: Edition): Map<string, string> {
  const listed = !tooMany(edition, view.evidence);
  return new Map(view.evidence.map((item) => [item.ref, listed ? evidenceHref(item, edition) : '#evidence-index']));
}

function evidenceHref(item: EvidenceView, edition: Edition): string {
  return edition === 'report' ? `#${rowId(item.ref)}` : firstPage(item);
}

const firstPage = ({ ref, state }: EvidenceView): string =>
  state === 'included' ? documentOf(ref) : `#${sheetId(ref)}`;

export function indexRows(view: Pick<DocumentView, 'evidence'>): IndexRow[] {
  return view.evidence.map((item) => ({
    ref: item.ref,
    title: titleOf(item),
    shows: words(item.shows),
    source: words(item.source),
    date: words(item.effectiveDate, shortDate),
    pages: item.state === 'included' ? printNumber(item.pages, 0) : 'none',
    marking: words(item.marking),
    state: STATES[item.state],
    id: rowId(item.ref),
    sheet: `#${sheetId(item.ref)}`,
    first: firstPage(item),
    included: item.state === 'included',
    volume: '',
  }));
}

/** One page for each item, so everything on it is bounded: a longer title or reason is cut, and stands whole in the index or exceptions. */
export function sheets(view: Pick<DocumentView, 'evidence'>): Sheet[] {
  return view.evidence.map((item) => ({
    id: sheetId(item.ref),
    ref: item.ref,
    title: shorten(titleOf(item), 260),
    state: STATES[item.state],
    slip: item.state !== 'included',
    document: documentOf(item.ref),
    back: { href: '#evidence-index', words: 'Back to the evidence index' },
    shows: bounded(words(item.shows), 420),
    reason: shorten(refusalOf(item).reason, 500),
    mend: shorten(refusalOf(item).mend, 400),
    originalKept: item.state === 'original-only',
    facts: sheetFacts(item),
    removed: firstFew(item.removed),
    warnings: firstFew(item.warnings),
  }));
}

const bounded = (value: Words, most: number): Words => ({ ...value, text: shorten(value.text, most) });

function sheetFacts(item: EvidenceView): Fact[] {
  return [
    fact('Source', bounded(words(item.source), 160)),
    fact('Agency', bounded(words(item.agency), 120)),
    fact('Effective date', dateWords(item.effectiveDate)),
    ...(item.state === 'included' ? [fact('Pages', plural(item.pages, 'page'))] : []),
    fact(
      'Marking',
      bounded(
        words(item.marking, (marking) => withHandling(marking, item.handling)),
        260,
      ),
    ),
    fact(
      'File',
      bounded(
        words(item.fileName, (name) => `${shorten(name, 160)} (${printSize(item.size)})`),
        190,
      ),
    ),
    fact('Scan', bounded(words(item.scan), 120)),
    fact('Document fingerprint (SHA-256)', words(item.sha256, groupDigest)),
  ];
}

const withHandling = (marking: string, handling?: string): string => (handling ? `${marking}. ${handling}` : marking);

/** In eights, so that two people can read it to each other, and so that the line can break. */
export const groupDigest = (digest: string): string => digest.replaceAll(/(.{8})(?=.)/g, '$1 ');

function firstFew(lines: readonly string[]): string[] {
  const shown = lines.slice(0, 4).map((line) => shorten(line, 160));
  return lines.length > shown.length
    ? [...shown, `and ${lines.length - shown.length} more, in the list of exceptions`]
    : shown;
}

function refusalOf(item: EvidenceView): { reason: string; mend: string } {
  return (
    item.refusal ?? {
      reason: 'No reason was recorded for leaving out the pages of this item.',
      mend: 'Ask the officer who prepared this pack.',
    }
  );
}

/** What a reader would miss or stumble over: refused items, what was removed from files, what was noticed, and what the view adds. */
export function exceptionRows(view: Pick<DocumentView, 'evidence' | 'exceptions'>): ExceptionRow[] {
  const found: ExceptionRow[] = [];
  for (const item of view.evidence) {
    const where = `${item.ref} ${titleOf(item)}`;
    if (item.state !== 'included') {
      const { reason, mend } = refusalOf(item);
      found.push({ where, what: reason, mend });
    }
    if (item.removed.length > 0) {
      found.push({
        where,
        what: `Removed before its pages were used: ${item.removed.join(', ')}.`,
        mend: 'Nothing: the pages read as before. The original is kept.',
      });
    }
    for (const warning of item.warnings) {
      found.push({
        where,
        what: warning,
        mend: 'The owner of the document should check it before it is shared further.',
      });
    }
  }
  return [...found, ...view.exceptions];
}
