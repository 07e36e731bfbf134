import { areaModel } from './area.ts';
import { type Edition, evidenceLinks, exceptionRows, groupDigest, indexRows, sheets } from './evidence-pages.ts';
import { figureSources } from './figure-sources.ts';
import { britishDate, britishInstant, britishRange, plural, printNumber, shortDate } from './format.ts';
import { narrativeHtml } from './narrative.ts';
import { type BoundFigure, isMissing, type Missing, type PackView, type Section } from './view.ts';
import { dateWords, type Fact, fact, type Words, words } from './words.ts';

interface Entry {
  id: string;
  number: string;
  /** `3 Our journey`, as the heading prints it. */
  title: string;
}

interface Contents extends Entry {
  children: Entry[];
}

const DECISIONS = {
  approved: { tone: 'green', text: 'Approved' },
  declined: { tone: 'red', text: 'Declined' },
  waiting: { tone: 'yellow', text: 'Not yet decided' },
} as const;

/** Everything that the templates read, printed as far as words go. Every name a template uses is there: they run in strict mode. */
export function pageModel(view: PackView, edition: Edition) {
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
  const why = narrative(view.why, false);
  const area = {
    entry: numbered('area-in-figures', view.figures.heading ?? 'The area in figures'),
    said: view.figures.body !== undefined,
    ...prose(view.figures.body ?? { missing: 'what the figures show' }),
    figures: view.figures.figures ?? [],
    ...areaModel(view),
  };
  const sections = view.sections.map((section) => narrative(section, true));
  const scope = {
    entry: numbered('scope', 'Scope and lines of enquiry'),
    ...prose(view.scope.body),
    enquiries: view.scope.enquiries,
  };
  const team = { entry: numbered('team', 'The team'), ...listOr(view.team) };
  const timetable = { entry: numbered('timetable', 'Timetable'), ...timetableModel(view.timetable) };
  const sources = sourcesModel([why, area, ...sections], numbered);
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
  const manifest = { entry: numbered('manifest', 'Manifest'), ...manifestModel(view) };
  return {
    bundle: edition === 'bundle',
    cover: coverModel(view),
    control: controlModel(view),
    contents,
    why,
    area,
    sections,
    scope,
    team,
    timetable,
    figureSources: sources,
    index,
    sheets: edition === 'bundle' ? items : [],
    exceptions,
    manifest,
  };
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

function listOr<T>(value: readonly T[] | Missing) {
  return isMissing(value) ? { absent: words(value), rows: [] as readonly T[] } : { absent: undefined, rows: value };
}

function timetableModel(value: PackView['timetable']) {
  const rows = isMissing(value) ? value : value.map((row) => ({ ...row, day: shortDate(row.day) }));
  return listOr(rows);
}

function coverModel(view: PackView) {
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
      fact('Version', `${versionLabel(view)}, made on ${britishInstant(pack.created)}`),
    ],
  };
}

export const versionLabel = (view: PackView): string =>
  `Version ${printNumber(view.pack.version, 0)}${view.pack.state === 'draft' ? ' (draft)' : ''}`;

/** Whoever hasn't decided has given no name and no date: nothing that somebody forgot. */
const notYet: Words = { absent: false, text: 'Not yet' };

function controlModel(view: PackView) {
  const { review, pack, control } = view;
  const facts: Fact[] = [
    fact('Pack', pack.title),
    fact('Version', versionLabel(view)),
    fact('Made on', britishInstant(pack.created)),
    fact('Review', `${review.kind}: ${review.theme}`),
    fact('Figures as at', dateWords(review.asAt)),
    fact('Made for', pack.audience),
    fact('Owner', control.owner),
    fact('Sponsor', review.sponsor),
    fact('Marking', pack.marking),
    fact('Handling', pack.handling),
    fact('Document fingerprint (SHA-256)', groupDigest(pack.digest)),
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

function manifestModel(view: PackView) {
  return {
    facts: [
      fact('Fingerprint of the manifest (SHA-256)', groupDigest(view.pack.digest)),
      fact('Frozen', britishInstant(view.pack.created)),
      ...view.manifest.engines.map((engine) => fact(engine.name, engine.version)),
    ],
    entries: view.manifest.entries.map((row) => ({ ...row, digest: groupDigest(row.digest) })),
  };
}
