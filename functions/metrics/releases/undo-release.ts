import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { keys } from '../../platform/names.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { askedWith, madeBefore } from '../imports/once.ts';
import { keepObject } from '../imports/read-upload.ts';
import type { ReadingReport } from '../imports/reading-report.ts';
import { findNewest } from '../imports/store.ts';
import { findReleases, type Release } from '../store.ts';
import { supersededBy } from './in-force.ts';
import { type NewRelease, recordRelease } from './record-release.ts';

export type UndoCode = 'not-found' | 'superseded' | 'invalid' | 'key-reused' | 'stale';

const longestReason = 500;
const mostTries = 5;

/**
 * Undoes a release by another that takes it out of force and holds no figures. Nothing is deleted, and packs that were frozen keep what they have. To undo
 * an undoing puts the import back. Undoing what is undone answers the release that did it.
 */
export async function undoRelease(
  parts: Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'ids'>,
  actor: Actor,
  releaseId: string,
  why: string,
  key?: string,
): Promise<Outcome<Release, UndoCode>> {
  const reason = why.trim();
  if (decide(actor, 'figures.import', {}, parts.wallClock()) !== 'allowed')
    return failure('not-found', 'There is no such page.');
  const once = askedWith(key, 'undo-release', releaseId, reason);
  const wrong =
    reason === ''
      ? 'Say why'
      : reason.length > longestReason
        ? `The reason must be ${longestReason} characters or fewer`
        : undefined;
  if (wrong) return failure('invalid', wrong, [{ where: 'reason', message: wrong }]);
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const before = await madeBefore(parts, actor, once);
    if (!before.ok) return before;
    const newest = await findNewest(parts);
    const releases = await findReleases(parts);
    const made = releases.find((each) => each.releaseId === before.value);
    const release = releases.find((each) => each.releaseId === releaseId);
    if (!release) return failure('not-found', 'There is no such page.');
    if (made) return success(made);
    const by = supersededBy(releases).get(releaseId);
    if (by?.kind === 'undo') return success(by);
    if (by) {
      const words = `This import was replaced by “${by.source}”, imported by ${by.importedBy}. Undo that one, and this one stands again.`;
      return failure('superseded', words);
    }
    const recorded = await recordRelease(parts, actor, await undoing(parts, release, reason), {
      newest,
      sentence: sentenceOf(release, releases, reason),
      once,
    });
    if (recorded !== 'conflict') return success(recorded);
  }
  return failure('stale', 'Others are importing figures just now. Try again.');
}

/** It says of whom it is by the words of what it undoes, and holds nothing. */
async function undoing(parts: Pick<Parts, 'objects'>, undone: Release, reason: string): Promise<NewRelease> {
  const { releaseId: _, importedAt: __, importedBy: ___, ...words } = undone;
  const report: ReadingReport = { warnings: [], problems: [] };
  return {
    ...words,
    kind: 'undo',
    supersedes: undone.releaseId,
    reason,
    observations: await keepObject(parts, keys.observations, Buffer.from('[]')),
    reading: await keepObject(parts, keys.reading, Buffer.from(JSON.stringify(report))),
    rows: 0,
    indicators: [],
    dates: [],
  };
}

function sentenceOf(undone: Release, releases: readonly Release[], reason: string): string {
  if (undone.kind === 'import') return `undid the import of “${undone.fileName}”: ${reason}`;
  const put = releases.find(({ releaseId }) => releaseId === undone.supersedes);
  return put?.kind === 'undo'
    ? `undid once more the import of “${undone.fileName}”: ${reason}`
    : `put back the import of “${undone.fileName}”: ${reason}`;
}
