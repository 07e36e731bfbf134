import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { readCatalogue } from '../catalogue/read-catalogue.ts';
import type { ReleasedObservation } from '../model.ts';
import { findReleases, overlay, type Release, releasesInForce } from '../store.ts';
import { inForce } from './in-force.ts';

/** Every release, newest first. */
export async function listReleases(
  parts: Pick<Parts, 'table' | 'wallClock'>,
  actor: Actor,
): Promise<Outcome<Release[], 'not-found'>> {
  if (decide(actor, 'figures.read', {}, parts.wallClock()) !== 'allowed')
    return failure('not-found', 'There is no such page.');
  return success((await findReleases(parts)).reverse());
}

/** Of all releases, newest first, the imports that stand, newest first. */
export function releasesThatStand(releases: readonly Release[]): Release[] {
  return inForce(releases.toReversed()).reverse();
}

/** The figures as they now stand: the releases in force laid over each other. */
export async function readFigures(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  actor: Actor,
): Promise<Outcome<ReleasedObservation[], 'not-found'>> {
  if (decide(actor, 'figures.read', {}, parts.wallClock()) !== 'allowed')
    return failure('not-found', 'There is no such page.');
  const [releases, catalogue] = await Promise.all([releasesInForce(parts), readCatalogue(parts)]);
  return success(await overlay(parts, releases, catalogue));
}
