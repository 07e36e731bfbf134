import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, type Problem, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import type { ReleaseDetails } from '../model.ts';
import type { ReadingSummary } from '../reading.ts';
import { compareReleases, type FigureChange } from '../releases/compare-releases.ts';
import { inForce } from '../releases/in-force.ts';
import { layOver } from '../releases/lay-over.ts';
import { readReport } from '../releases/read-release.ts';
import { findReleases, type Release, readLayers, readObservations } from '../store.ts';
import type { FiguresImport } from './model.ts';
import { findImport, findNewest } from './store.ts';

export interface Preview {
  import: FiguresImport;
  /** The newest release when this was worked out: whoever confirms says it, so that they confirm what they saw. */
  over: string;
  added: FigureChange[];
  changed: FigureChange[];
  /** Figures that stood and no longer do, where the import replaces another. */
  gone: FigureChange[];
  /** How many figures are as they were. */
  unchanged: number;
  summary: ReadingSummary;
  warnings: Problem[];
  /** Imports of the very same file, newest first. */
  twins: Release[];
  /** The import that this one replaces, and whether it still stands. */
  replaced?: Release & { stands: boolean };
}

/** Said for the newest release while there is none. */
export const nothingYet = 'none';

/**
 * What an import that is ready would change in the figures as they stand now: worked out each time, so that it can't be out of date. `closed`: there is
 * nothing to preview in its present state.
 */
export async function previewImport(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  actor: Actor,
  importId: string,
): Promise<Outcome<Preview, 'not-found' | 'closed'>> {
  const allowed = decide(actor, 'figures.import', {}, parts.wallClock()) === 'allowed';
  const found = allowed ? await findImport(parts, importId) : undefined;
  if (!found) return failure('not-found', 'There is no such page.');
  if (found.state !== 'ready' || !found.observations || !found.reading)
    return failure('closed', 'This import has nothing to preview.');
  const over = (await findNewest(parts)) ?? nothingYet;
  const releases = await findReleases(parts);
  const standing = inForce(releases);
  const layers = await readLayers(parts, standing);
  const observations = await readObservations(parts, found.observations);
  const kept = layers.filter((_, at) => standing[at]?.releaseId !== found.replaces);
  const changes = compareReleases(layOver(layers), layOver([...kept, { release: detailsOf(found), observations }]));
  const added = changes.filter(({ before }) => !before);
  const changed = changes.filter(({ before, after }) => before && after);
  const { summary, warnings } = await readReport(parts, found.reading);
  const replaced = releases.find(({ releaseId }) => releaseId === found.replaces);
  return success({
    import: found,
    ...{ over, added, changed, warnings },
    gone: changes.filter(({ after }) => !after),
    unchanged: Math.max(0, observations.length - added.length - changed.length),
    summary: summary ?? { rows: observations.length, indicators: [], places: [], dates: [], symbols: 0 },
    twins: releases.filter(({ fileDigest, kind }) => kind === 'import' && fileDigest === found.fileDigest).reverse(),
    ...(replaced ? { replaced: { ...replaced, stands: standing.includes(replaced) } } : {}),
  });
}

function detailsOf({ source, status, neighbourModelYear, basis }: FiguresImport): ReleaseDetails {
  return { source, status, neighbourModelYear, basis };
}
