import { type ApprovalView, type DocumentView, isMissing } from '../peer-review/view.ts';
import { type Edition, groupDigest, leftToBundle } from './evidence-pages.ts';
import { britishInstant, plural, printNumber, shortDate } from './format.ts';
import type { Gap } from './gaps.ts';
import type { Entry } from './pages.ts';
import { type Fact, fact, type Words, words } from './words.ts';

const DECISIONS = {
  approved: { tone: 'green', text: 'Approved' },
  declined: { tone: 'red', text: 'Declined' },
  waiting: { tone: 'yellow', text: 'Not yet decided' },
} as const;

export const versionLabel = ({ pack }: DocumentView): string =>
  `Version ${printNumber(pack.version, 0)}${pack.state === 'draft' ? ' (draft)' : ''}`;

export const madeOrReleased = ({ pack }: DocumentView): string =>
  pack.release ? `released on ${britishInstant(pack.release.at)}` : `made on ${britishInstant(pack.created)}`;

export const titleOf = ({ pack }: DocumentView): string => (pack.title.trim() === '' ? 'Untitled' : pack.title);

/** What a document still lacks: what its pages say, and the approvals that nobody has given. It is a draft until there is nothing. */
export function stillMissing(view: DocumentView, printed: readonly Gap[]): Gap[] {
  const open = view.control.approvals.filter(({ decision }) => decision !== 'approved');
  return [
    ...printed,
    ...open.map(({ post, decision }) => ({
      section: 'Approvals',
      id: 'approvals',
      what: decision === 'declined' ? `the approval of the ${post}, who declined` : `the approval of the ${post}`,
    })),
  ];
}

export const isDraft = (view: DocumentView, missing: readonly Gap[]): boolean =>
  view.pack.state === 'draft' || missing.length > 0;

/**
 * Document control, as every template prints it.
 * @param subject what the document is about, and @param sponsor who stands for it, as rows of its facts
 * @param approvalsIn where the approvals stand, in a document that has a section for them
 */
export function controlModel(
  view: DocumentView,
  missing: readonly Gap[],
  subject: readonly Fact[],
  sponsor: readonly Fact[] = [],
  approvalsIn?: Entry,
) {
  const { pack, control } = view;
  const facts: Fact[] = [
    fact('Title', pack.title),
    fact('Version', versionLabel(view)),
    fact('State', stateOf(view, missing)),
    fact('Made on', britishInstant(pack.created)),
    ...(pack.release ? [fact('Released on', `${britishInstant(pack.release.at)}, by ${pack.release.by}`)] : []),
    ...subject,
    fact('Made for', pack.audience),
    fact('Owner', control.owner),
    ...sponsor,
    fact('Marking', pack.marking),
    fact('Handling', pack.handling),
    ...(approvalsIn ? [fact('Approvals', `In section ${approvalsIn.number}`)] : []),
    fact('Document fingerprint (SHA-256)', words(pack.digest, groupDigest)),
    ...(pack.release ? [fact('Release record (SHA-256)', groupDigest(pack.release.digest))] : []),
  ];
  return {
    facts,
    missing: {
      rows: bySection(missing),
      said: plural(missing.length, 'thing'),
      one: missing.length === 1,
    },
    history: control.history.map((row) => ({ ...row, number: printNumber(row.number, 0), date: shortDate(row.date) })),
    changes: changesModel(view),
    approvals: approvalsIn ? undefined : { rows: approvalRows(control.approvals) },
  };
}

/** A row for each section, with all that it lacks. */
function bySection(missing: readonly Gap[]) {
  const rows = new Map<string, { section: string; href: string; what: string }>();
  for (const { section, id, what } of missing) {
    const row = rows.get(section);
    if (row) row.what += `; ${what}`;
    else rows.set(section, { section, href: id === '' ? '' : `#${id}`, what });
  }
  return [...rows.values()];
}

function stateOf({ pack }: DocumentView, missing: readonly Gap[]): string {
  if (!pack.release) return 'Draft, for approval';
  return missing.length === 0 ? 'Released' : 'Released before it was complete';
}

function changesModel({ control: { changes } }: DocumentView) {
  if (isMissing(changes)) return { text: `Nothing to compare: ${changes.missing}.`, rows: [] };
  const { since, list } = changes;
  const text =
    list.length === 0
      ? `Nothing has changed since version ${since}, the last that was released.`
      : `${plural(list.length, 'change')} since version ${since}, the last that was released.`;
  return { text, rows: list };
}

/** Whoever hasn't decided has given no name and no date: nothing that somebody forgot. */
const notYet: Words = { absent: false, text: 'Not yet' };

export const approvalRows = (approvals: readonly ApprovalView[]) =>
  approvals.map((row) => {
    const waiting = row.decision === 'waiting';
    return {
      post: row.post,
      name: isMissing(row.name) && waiting ? { ...notYet, text: 'Not yet named' } : words(row.name),
      date: isMissing(row.date) && waiting ? notYet : words(row.date, shortDate),
      decision: DECISIONS[row.decision],
    };
  });

export function manifestModel({ pack, manifest }: DocumentView, edition: Edition) {
  return {
    facts: [
      fact('Fingerprint of the manifest (SHA-256)', words(pack.digest, groupDigest)),
      fact('Frozen', isMissing(pack.digest) ? 'Not frozen' : britishInstant(pack.created)),
      ...enginesOf(manifest),
    ],
    ...entriesOf(manifest, edition),
    continued: '',
  };
}

/** The same without what document control says on the page before. */
export const briefManifestModel = ({ manifest }: DocumentView, edition: Edition) => ({
  facts: enginesOf(manifest),
  ...entriesOf(manifest, edition),
  continued: '',
});

const enginesOf = ({ engines }: DocumentView['manifest']) => engines.map(({ name, version }) => fact(name, version));

function entriesOf({ entries }: DocumentView['manifest'], edition: Edition) {
  const elsewhere = leftToBundle(edition, entries, 'things went in');
  const printed = elsewhere === '' ? entries : [];
  return { entries: printed.map((row) => ({ ...row, digest: groupDigest(row.digest) })), elsewhere };
}
