import { areaModel } from '../area/area.ts';
import { controlModel, madeOrReleased, manifestModel, titleOf, versionLabel } from '../pages/control.ts';
import type { Edition } from '../pages/evidence-pages.ts';
import { britishRange, shortDate } from '../pages/format.ts';
import type { Gap } from '../pages/gaps.ts';
import { endPages, type Pages, startPages } from '../pages/pages.ts';
import { dateWords, fact, words } from '../pages/words.ts';
import { isMissing, type Missing, type PackView } from './view.ts';

/** Everything that the template of a pack for peers reads. Every name that it uses is there: templates run in strict mode. */
export function pageModel(view: PackView, edition: Edition, missing: readonly Gap[]) {
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
  const team = { entry: numbered('team', 'The team'), ...teamModel(view.team) };
  const timetable = { entry: numbered('timetable', 'Timetable'), ...timetableModel(view.timetable) };
  const end = endPages(view, edition, pages, [why, area, ...sections]);
  const manifest = { entry: numbered('manifest', 'Manifest'), ...manifestModel(view, edition) };
  const { review } = view;
  const theme = words(review.theme, (said) => `${review.kind}: ${said}`);
  const control = controlModel(
    view,
    missing,
    [fact('Review', theme), fact('Figures as at', dateWords(review.asAt))],
    [fact('Sponsor', review.sponsor)],
  );
  return {
    bundle: edition === 'bundle',
    cover: coverModel(view),
    control,
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

/** `absent`: nothing to print but these words. */
function listOr<T, Row>(value: readonly T[] | Missing, row: (each: T) => Row) {
  return isMissing(value) ? { absent: words(value), rows: [] } : { absent: undefined, rows: value.map(row) };
}

const teamModel = (team: PackView['team']) =>
  listOr(team, ({ name, post, authority, part }) => ({
    name,
    post: words(post),
    authority: words(authority),
    part: words(part),
  }));

const timetableModel = (timetable: PackView['timetable']) =>
  listOr(timetable, (row) => ({
    day: shortDate(row.day),
    time: words(row.time),
    place: words(row.place),
    met: words(row.met),
    peers: words(row.peers),
    lineOfEnquiry: row.lineOfEnquiry,
    host: words(row.host),
    documents: row.documents,
  }));

function coverModel(view: PackView) {
  const { review, pack } = view;
  const onSite = isMissing(review.onSite) ? review.onSite : britishRange(review.onSite.from, review.onSite.to);
  return {
    council: view.council,
    title: titleOf(view),
    subtitle: `${review.kind}: position statement and evidence`,
    notice: view.notice ?? '',
    facts: [
      fact('Theme', review.theme),
      fact('Figures as at', dateWords(review.asAt)),
      fact('On site', onSite),
      fact('Lead peer', review.lead),
      fact('Organised by', review.organiser),
      fact('Made for', pack.audience),
      fact('Version', `${versionLabel(view)}, ${madeOrReleased(view)}`),
    ],
  };
}
