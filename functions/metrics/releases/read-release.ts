import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { keys } from '../../platform/names.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import { type ReadingReport, reportSchema } from '../imports/reading-report.ts';
import { findReleases, type Release } from '../store.ts';
import type { Import } from './import-release.ts';
import { supersededBy } from './in-force.ts';
import { summarise } from './summarise.ts';

/** What stands between a release and the figures. */
export interface Standing {
  inForce: boolean;
  /** The release that took it out of force: another import, or an undoing. */
  supersededBy?: Release;
  /** The release that it took out of force. */
  supersedes?: Release;
}

/** One release with what its reader found, and whether it stands. Throws if what was kept of it is gone: that may not happen. */
export async function readRelease(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  actor: Actor,
  releaseId: string,
): Promise<Outcome<Import & Standing, 'not-found'>> {
  const allowed = decide(actor, 'figures.read', {}, parts.wallClock()) === 'allowed';
  const releases = allowed ? await findReleases(parts) : [];
  const release = releases.find((each) => each.releaseId === releaseId);
  if (!release) return failure('not-found', 'There is no such page.');
  const { summary = summarise([], catalogue), warnings } = await readReport(parts, release.reading);
  const by = supersededBy(releases).get(releaseId);
  const supersedes = releases.find((each) => each.releaseId === release.supersedes);
  return success({
    ...{ release, summary, warnings },
    inForce: by === undefined,
    ...(by ? { supersededBy: by } : {}),
    ...(supersedes ? { supersedes } : {}),
  });
}

/** What a reader said of a file. Throws if it is gone. */
export async function readReport(parts: Pick<Parts, 'objects'>, digest: string): Promise<ReadingReport> {
  const bytes = await parts.objects.bytes('records', keys.reading(digest));
  if (!bytes) throw new Error(`The reading ${digest} is missing`);
  return reportSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
}
