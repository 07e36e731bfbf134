import { areaModel } from '../area/area.ts';
import { originLink, originsLink } from '../origins/origin-links.ts';
import { originsModel } from '../origins/origins-page.ts';
import type { Origins } from '../origins/origins-view.ts';
import { controlModel, madeOrReleased, manifestModel, titleOf, versionLabel } from '../pages/control.ts';
import { type Edition, exceptionRows } from '../pages/evidence-pages.ts';
import { figureSources } from '../pages/figure-sources.ts';
import { britishDate, missingText, plural, printFigure, printPair, shortDate } from '../pages/format.ts';
import type { Gap } from '../pages/gaps.ts';
import { letterAt } from '../pages/letters.ts';
import { startPages } from '../pages/pages.ts';
import { dateWords, fact } from '../pages/words.ts';
import { isMissing, type Missing, type Pair } from '../peer-review/view.ts';
import type { DifferenceView, ProfileRowView, PublishedView } from './published-view.ts';

/** Everything that the template of published figures reads. Every name that it uses is there: templates run in strict mode. */
export function publishedModel(view: PublishedView, edition: Edition, missing: readonly Gap[]) {
  const pages = startPages(view, edition);
  const { contents, numbered, narrative } = pages;
  const about = narrative(view.why, false);
  const benchmarks = {
    entry: numbered('benchmarks', 'Beside neighbours and England'),
    tables: isMissing(view.benchmarks)
      ? []
      : view.benchmarks.map((one) => benchmarkModel(one, view.council, view.origins)),
    absent: isMissing(view.benchmarks) ? missingText(view.benchmarks) : '',
  };
  const { categories, trend } = areaModel(view);
  const byCategory = { entry: numbered('categories', 'By category of abuse'), categories };
  const overTime = { entry: numbered('trend', 'Over the years'), trend };
  const profile = {
    entry: numbered('profile', 'What the counts and percentages imply'),
    ...profileModel(view.profile),
  };
  const differing = {
    entry: numbered('differences', 'Figures of one measure that differ'),
    ...differencesModel(view.differences),
  };
  const bound = figureSources([{ number: about.entry.number, id: about.entry.id, figures: about.figures }]);
  const sourceNamed = new Map(bound.sources.map(({ letter, text }) => [letter, text]));
  const sections = [...contents];
  const sources = {
    entry: numbered('figure-sources', 'Where the figures come from'),
    absent: isMissing(view.releases) ? missingText(view.releases) : '',
    releases: releasesOf(view).map((release, place) => ({
      ...release,
      letter: letterAt(place),
      rows: plural(release.rows, 'figure'),
    })),
    origins: view.origins && originsModel(view.origins, sections),
    bound: view.origins ? [] : bound.rows.map((row) => ({ ...row, source: sourceNamed.get(row.letter) ?? '' })),
  };
  const unbound = exceptionRows(view);
  const exceptions =
    unbound.length > 0
      ? { entry: numbered('exceptions', 'Exceptions'), rows: unbound, elsewhere: '', whole: false, continued: '' }
      : undefined;
  const manifest = { entry: numbered('manifest', 'Manifest'), ...manifestModel(view, edition) };
  const control = controlModel(view, missing, [
    fact('Kind', view.review.kind),
    fact('Theme', view.review.theme),
    fact('Figures as at', dateWords(view.review.asAt)),
  ]);
  return {
    ...{ cover: coverModel(view), control, contents, about, benchmarks, byCategory, overTime, profile, differing },
    ...{ sources, exceptions, manifest },
  };
}

const releasesOf = ({ releases }: PublishedView) => (isMissing(releases) ? [] : releases);

function coverModel(view: PublishedView) {
  const papers = new Set(releasesOf(view).map((release) => release.source));
  return {
    council: view.council,
    title: titleOf(view),
    subtitle: isMissing(view.review.theme) ? view.review.kind : view.review.theme,
    notice: view.notice ?? '',
    facts: [
      fact('Figures as at', dateWords(view.review.asAt)),
      fact('Carried over from', isMissing(view.releases) ? view.releases : plural(papers.size, 'published source')),
      fact('Made for', view.pack.audience),
      fact('Version', `${versionLabel(view)}, ${madeOrReleased(view)}`),
    ],
  };
}

type Benchmark = Exclude<PublishedView['benchmarks'], Missing>[number];

function benchmarkModel({ source: heading, model, table }: Benchmark, council: string, origins: Origins | undefined) {
  if (isMissing(table)) return { absent: true as const, heading, text: missingText(table) };
  const halves = new Set<string>();
  const cell = (column: string, pair: Pair | Missing): string => {
    if (isMissing(pair)) return 'None';
    if (isMissing(pair.now)) return 'None';
    if (!isMissing(pair.before)) return printPair(pair);
    halves.add(column);
    return printFigure(pair.now);
  };
  const rows = table.rows.map((row) => ({
    label: row.label,
    unit: row.unit,
    origin: originLink(origins, row.indicator),
    own: cell(council, row.own),
    neighbours: cell('neighbours', row.neighbours),
    used: usedText(row.neighbours),
    england: cell('England', row.england),
  }));
  const [now, before] = [britishDate(table.now), britishDate(table.before)];
  const names = table.neighbourNames.length > 0 ? [`Neighbours: ${table.neighbourNames.join(', ')}.`] : [];
  const half = halves.size > 0 ? [`The source gives no figure of ${before} for ${[...halves].join(' or ')}.`] : [];
  return {
    ...{ absent: false as const, heading, council, rows },
    caption: `Figures at ${now}, with ${before} in brackets${model === '' ? '' : `; neighbours by the ${model}`}`,
    notes: [...half, ...table.notes, ...names],
    source: table.source,
    origins: originsLink(origins),
  };
}

function usedText(neighbours: Exclude<Benchmark['table'], Missing>['rows'][number]['neighbours']): string {
  if (isMissing(neighbours)) return 'None';
  return 'asPublished' in neighbours ? 'Not stated' : `${neighbours.used} of ${neighbours.of}`;
}

/** Each source once, by letter: its words are too long for a column. */
function profileModel(rows: readonly ProfileRowView[]) {
  const sources = [...new Set(rows.map((row) => row.source))];
  const letter = (source: string) => String.fromCharCode(97 + (sources.indexOf(source) % 26));
  return {
    rows: rows.map(({ range = 'None', ...row }) => ({
      ...row,
      range,
      date: shortDate(row.date),
      letter: letter(row.source),
    })),
    sources: sources.map((text) => ({ letter: letter(text), text })),
  };
}

/** A row for each value; what it is a value of stands once, as a heading of the rows. */
function differencesModel(differences: readonly DifferenceView[]) {
  return {
    said: plural(differences.length, 'measure'),
    list: differences.map(({ label, unit, place, date, statements }) => ({
      heading: unit === undefined ? label : `${label}, ${unit}`,
      where: `${place}, ${britishDate(date)}`,
      statements,
    })),
  };
}
