import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import type { Origins } from '../compose/origins/origins-view.ts';
import type { Manifest, Version } from '../model.ts';
import { findVersion, loadManifest } from '../store.ts';
import { templateView } from '../view/template-view.ts';
import type { Ended } from './ended-access.ts';
import { readReleased } from './read-versions.ts';

export interface VersionOrigins {
  version: Version;
  manifest: Manifest;
  /** Nothing of a pack that prints no figure. */
  origins: Origins | undefined;
}

type ReadParts = Pick<Parts, 'table' | 'objects' | 'wallClock'>;

/** Where each figure of a version comes from, for those who make it. */
export async function versionOrigins(
  parts: ReadParts,
  actor: Actor,
  reviewId: string,
  number: number,
): Promise<Outcome<VersionOrigins, 'not-found'>> {
  const version = await findVersion(parts, reviewId, number);
  const allowed = version && decide(actor, 'manifest.read', version, parts.wallClock()) === 'allowed';
  return allowed ? success(await originsIn(parts, version)) : failure('not-found', 'There is no such page.');
}

/** The same for whom it is released to, with its report: what was withdrawn has no figures any more. */
export async function releasedOrigins(
  parts: ReadParts,
  actor: Actor,
  reviewId: string,
  number: number,
): Promise<Outcome<VersionOrigins, 'not-found' | Ended>> {
  const released = await readReleased(parts, actor, reviewId, number);
  if (!released.ok) return released;
  const { version, grant } = released.value;
  if (version.state === 'withdrawn' || !grant.editions.some((edition) => edition === 'report' || edition === 'bundle'))
    return failure('not-found', 'There is no such page.');
  return success(await originsIn(parts, version));
}

async function originsIn(parts: ReadParts, version: Version): Promise<VersionOrigins> {
  const manifest = await loadManifest(parts, version.manifestDigest);
  const view = await templateView(parts, manifest, version.manifestDigest);
  return { version, manifest, origins: 'origins' in view ? view.origins : undefined };
}
