import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { findIndicator } from '../catalogue/indicators.ts';
import { readCatalogue } from '../catalogue/read-catalogue.ts';
import type { Catalogue, Indicator, ReleasedObservation } from '../model.ts';
import { overlay, type Release, releasesInForce } from '../store.ts';
import { type FigureQuery, findProvenance } from './find-provenance.ts';
import type { Provenance } from './model.ts';

export interface FiguresOf {
  indicator: Indicator;
  catalogue: Catalogue;
  /** Of every indicator: a share needs its total, a rank the neighbours. */
  observations: ReleasedObservation[];
  /** Those in force, oldest first. */
  releases: Release[];
}

type ReadParts = Pick<Parts, 'table' | 'objects' | 'wallClock'>;

/** The figures of one indicator, with all that is needed to compare them. */
export async function readFiguresOf(
  parts: ReadParts,
  actor: Actor,
  code: string,
): Promise<Outcome<FiguresOf, 'not-found'>> {
  if (decide(actor, 'figures.read', {}, parts.wallClock()) !== 'allowed')
    return failure('not-found', 'There is no such page.');
  const [releases, catalogue] = await Promise.all([releasesInForce(parts), readCatalogue(parts)]);
  const indicator = findIndicator(catalogue, code);
  if (!indicator) return failure('not-found', `There is no indicator called ${code.slice(0, 60)}.`);
  return success({ indicator, catalogue, releases, observations: await overlay(parts, releases, catalogue) });
}

/** Where one figure comes from, with the releases that it rests on. */
export async function readProvenance(
  parts: ReadParts,
  actor: Actor,
  code: string,
  query: FigureQuery,
): Promise<Outcome<{ provenance: Provenance; indicator: Indicator; releases: Release[] }, 'not-found'>> {
  const found = await readFiguresOf(parts, actor, code);
  if (!found.ok) return found;
  const { indicator, observations, releases } = found.value;
  const provenance = findProvenance(observations, indicator, query);
  if (!provenance) {
    const what = `“${indicator.label}” has no such figure for ${query.place.slice(0, 60)} at ${query.date}.`;
    return failure(
      'not-found',
      `${what} A newer import may have taken its place: look among the figures of the indicator.`,
    );
  }
  const ids = new Set(provenance.stood.map(({ release }) => release.releaseId));
  return success({ provenance, indicator, releases: releases.filter(({ releaseId }) => ids.has(releaseId)) });
}
