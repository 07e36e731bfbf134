import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { keys } from '../../platform/names.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import { findReleases } from '../store.ts';
import { parseRelease } from '../template/parse-release.ts';
import type { Import } from './import-release.ts';

/**
 * One release with what its import found: read again from the file as it was imported, so that what looked odd then can still be
 * looked at. Throws if the file is gone or no longer parses: neither may happen to what was imported.
 */
export async function readRelease(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  actor: Actor,
  releaseId: string,
): Promise<Outcome<Import, 'not-found'>> {
  const allowed = decide(actor, 'figures.read', {}, parts.wallClock()) === 'allowed';
  const releases = allowed ? await findReleases(parts) : [];
  const release = releases.find((each) => each.releaseId === releaseId);
  if (!release) return failure('not-found', 'There is no such page.');
  const bytes = await parts.objects.bytes('records', keys.figuresFile(release.fileDigest));
  if (!bytes) throw new Error(`The file of release ${releaseId} is missing`);
  const parsed = parseRelease(release.fileName, bytes, catalogue, {
    today: release.importedAt.slice(0, 10),
    basis: release.basis,
  });
  if (!parsed.ok) throw new Error(`The file of release ${releaseId} no longer reads as it did: ${parsed.code}`);
  return success({ release, summary: parsed.value.summary, warnings: parsed.value.warnings });
}
