import { areaModel } from './area.ts';
import { type Edition, groupDigest } from './evidence-pages.ts';
import { britishDate, britishInstant, britishRange, plural, printNumber, shortDate } from './format.ts';
import { endPages, type Pages, startPages } from './pages.ts';
import { isMissing, type Missing, type PackView } from './view.ts';
import { dateWords, type Fact, fact, type Words, words } from './words.ts';

const DECISIONS = {
  approved: { tone: 'green', text: 'Approved' },
  declined: { tone: 'red', text: 'Declined' },
  waiting: { tone: 'yellow', text: 'Not yet decided' },
} as const;

/** Everything that the templates read, printed as far as words go. Every name a template uses is there: they run in strict mode. */
export function pageModel(view: PackView, edition: Edition) {
  const pages = startPages(view, edition);
  const { contents, numbered, prose, narrative } = pages;
  const why = narrative(view.why, false);
  const area = areaPage(view, pages);
  const sections = view.sections.map((section) => narrative(section, true));
  const scope = {
    entry: numbered('scope', 'Scope and lines of enquiry'),
    ...prose(view.scope.body),
    enquiries: view.scope.enquiries,
  };
  const team = { entry: numbered('team', 'The team'), ...listOr(view.team) };
  const timetable = { entry: numbered('timetable', 'Timetable'), ...timetableModel(view.timetable) };
  const end = endPages(view, edition, pages, [why, area, ...sections]);
  const manifest = { entry: numbered('manifest', 'Manifest'), ...manifestModel(view) };
  return {
    bundle: edition === 'bundle',
    cover: coverModel(view),
    control: controlModel(
      view,
      [fact('Review', `${view.review.kind}: ${view.review.theme}`)],
      [fact('Sponsor', view.review.sponsor)],
    ),
    contents,
    why,
    area,
    sections,
    scope,
    team,
    timetable,
    ...end,
    manifest,
  };
}

/** The section of tables and charts. */
export function areaPage(view: PackView, { numbered, prose }: Pages) {
  return {
    entry: numbered('area-in-figures', view.figures.heading ?? 'The area in figures'),
    said: view.figures.body !== undefined,
    ...prose(view.figures.body ?? { missing: 'what the figures show' }),
    figures: view.figures.figures ?? [],
    ...areaModel(view),
  };
}

function listOr<T>(value: readonly T[] | Missing) {
  return isMissing(value) ? { absent: words(value), rows: [] as readonly T[] } : { absent: undefined, rows: value };
}

function timetableModel(value: PackView['timetable']) {
  const rows = isMissing(value) ? value : value.map((row) => ({ ...row, day: shortDate(row.day) }));
  return listOr(rows);
}

export function coverModel(view: PackView) {
  const { review, pack } = view;
  const onSite = isMissing(review.onSite) ? review.onSite : britishRange(review.onSite.from, review.onSite.to);
  return {
    council: view.council,
    title: pack.title.trim() === '' ? 'Untitled pack' : pack.title,
    subtitle: `${review.kind}: position statement and evidence`,
    notice: view.notice ?? '',
    facts: [
      fact('Theme', review.theme),
      fact('Figures as at', britishDate(review.asAt)),
      fact('On site', onSite),
      fact('Lead peer', review.lead),
      fact('Organised by', review.organiser),
      fact('Made for', pack.audience),
      fact('Version', `${versionLabel(view)}, ${madeOrReleased(view)}`),
    ],
  };
}

export const madeOrReleased = ({ pack }: PackView): string =>
  pack.release ? `released on ${britishInstant(pack.release.at)}` : `made on ${britishInstant(pack.created)}`;

export const versionLabel = (view: PackView): string =>
  `Version ${printNumber(view.pack.version, 0)}${view.pack.state === 'draft' ? ' (draft)' : ''}`;

/** Whoever hasn't decided has given no name and no date: nothing that somebody forgot. */
const notYet: Words = { absent: false, text: 'Not yet' };

/** @param subject what the pack is about, and @param sponsor who stands for it, as rows of its facts. */
export function controlModel(view: PackView, subject: readonly Fact[], sponsor: readonly Fact[] = []) {
  const { review, pack, control } = view;
  const facts: Fact[] = [
    fact('Pack', pack.title),
    fact('Version', versionLabel(view)),
    fact('State', pack.release ? 'Released' : 'Draft, for approval'),
    fact('Made on', britishInstant(pack.created)),
    ...(pack.release ? [fact('Released on', `${britishInstant(pack.release.at)}, by ${pack.release.by}`)] : []),
    ...subject,
    fact('Figures as at', dateWords(review.asAt)),
    fact('Made for', pack.audience),
    fact('Owner', control.owner),
    ...sponsor,
    fact('Marking', pack.marking),
    fact('Handling', pack.handling),
    fact('Document fingerprint (SHA-256)', groupDigest(pack.digest)),
    ...(pack.release ? [fact('Release record (SHA-256)', groupDigest(pack.release.digest))] : []),
  ];
  const changes = control.changes;
  return {
    facts,
    history: control.history.map((row) => ({ ...row, number: printNumber(row.number, 0), date: shortDate(row.date) })),
    changes: isMissing(changes)
      ? { first: true, text: `Nothing to compare: ${changes.missing}.`, rows: [] }
      : {
          first: false,
          text:
            changes.list.length === 0
              ? `Nothing has changed since version ${changes.since}, the last that was released.`
              : `${plural(changes.list.length, 'change')} since version ${changes.since}, the last that was released.`,
          rows: changes.list,
        },
    approvals: control.approvals.map((row) => {
      const waiting = row.decision === 'waiting';
      return {
        post: row.post,
        name: isMissing(row.name) && waiting ? { ...notYet, text: 'Not yet named' } : words(row.name),
        date: isMissing(row.date) && waiting ? notYet : words(row.date, shortDate),
        decision: DECISIONS[row.decision],
      };
    }),
  };
}

export function manifestModel(view: PackView) {
  return {
    facts: [
      fact('Fingerprint of the manifest (SHA-256)', groupDigest(view.pack.digest)),
      fact('Frozen', britishInstant(view.pack.created)),
      ...view.manifest.engines.map((engine) => fact(engine.name, engine.version)),
    ],
    entries: view.manifest.entries.map((row) => ({ ...row, digest: groupDigest(row.digest) })),
  };
}
