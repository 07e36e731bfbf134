import { may } from '../../access/authorisation.ts';
import { readCatalogue } from '../../metrics/catalogue/read-catalogue.ts';
import { figuresFileLink, keepsFile } from '../../metrics/releases/download-file.ts';
import { supersededBy } from '../../metrics/releases/in-force.ts';
import { listReleases } from '../../metrics/releases/list-releases.ts';
import { readRelease } from '../../metrics/releases/read-release.ts';
import type { Release } from '../../metrics/store.ts';
import { fail, page } from '../http/replies.ts';
import { param } from '../http/visit.ts';
import type { Handle } from '../model.ts';
import { basisOptions, figuresCrumb } from './import-start.ts';
import { formatWords, namesOf } from './import-status.ts';
import { indicatorPath } from './indicator/paths.ts';
import { modelsOfPlaces } from './models-of-places.ts';

const releasesCrumb = { href: '/figures/releases', text: 'Every import' };
const releasesPage = 20;

/** Whether a release stands, in a word for its tag. */
function standingOf({ releaseId }: Release, out: ReadonlyMap<string, Release>): 'in-force' | 'undone' | 'replaced' {
  const by = out.get(releaseId);
  if (!by) return 'in-force';
  return by.kind === 'undo' ? 'undone' : 'replaced';
}

/** What a release did, in a line of the history. */
function whatOf({ kind, source, supersedes }: Release, releases: readonly Release[]): string {
  if (kind === 'import') return source;
  const undone = releases.find(({ releaseId }) => releaseId === supersedes);
  return undone?.kind === 'undo' ? `“${source}” put back` : `Undoing of “${source}”`;
}

/** Every import and undoing, newest first. */
export const showReleases: Handle = async ({ context, parts, actor }) => {
  const found = await listReleases(parts, actor);
  if (!found.ok) return fail(context, found);
  const asked = context.req.query('from') ?? '';
  const from = /^\d{1,6}$/.test(asked) && Number(asked) < found.value.length ? Number(asked) : 0;
  const out = supersededBy(found.value.toReversed());
  const shown = found.value.slice(from, from + releasesPage);
  const next = from + shown.length;
  return page(context, 'figures/releases', {
    title: 'Every import of figures',
    crumbs: [figuresCrumb],
    releases: shown.map((release) => ({
      ...release,
      isUndo: release.kind === 'undo',
      what: whatOf(release, found.value),
      standing: standingOf(release, out),
    })),
    range: { first: from + 1, last: next, all: found.value.length },
    mayImport: may(actor, 'figures.import'),
    ...(next < found.value.length ? { next: `/figures/releases?from=${next}` } : {}),
    ...(from > 0 ? { previous: `/figures/releases?from=${Math.max(0, from - releasesPage)}` } : {}),
  });
};

/** One release: what was imported, by whom, what looked odd in it, and whether it stands. */
export const showRelease: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const found = await readRelease(parts, actor, param(visit, 'releaseId'));
  if (!found.ok) return fail(context, found);
  const { release, summary, warnings, inForce, supersededBy: by, supersedes } = found.value;
  const catalogue = await readCatalogue(parts);
  const labels = new Map(catalogue.indicators.map(({ code, label }) => [code, label]));
  const isUndo = release.kind === 'undo';
  return page(context, 'figures/release', {
    title: release.source,
    crumbs: [figuresCrumb, releasesCrumb],
    ...{ release, summary, warnings, inForce, by, supersedes, isUndo },
    putsBack: isUndo && supersedes?.kind === 'undo',
    undone: by?.kind === 'undo',
    format: formatWords[release.format],
    keepsFile: keepsFile(release),
    indicators: summary.indicators.map((code) => ({
      ...{ code, label: labels.get(code) ?? code, href: indicatorPath(code) },
    })),
    basis: basisOptions.find(({ value }) => value === release.basis)?.text,
    places: namesOf(summary.places),
    neighbourModels: modelsOfPlaces(summary.places, release),
    dates: summary.dates,
    imported: context.req.query('imported') !== undefined,
    mayUndo: may(actor, 'figures.import'),
  });
};

/** The file as it was imported, by a link that is good for a minute. */
export const downloadFiguresFile: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const link = await figuresFileLink(parts, actor, param(visit, 'releaseId'));
  return link.ok ? context.redirect(link.value.url, 302) : fail(context, link);
};
