import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { keys } from '../../platform/names.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { findReleases, type Release } from '../store.ts';

const linkSeconds = 60;

/** Whether the file of a release is kept: never that of an Annex A workbook, which holds children's data; and an undoing has none. */
export function keepsFile({ kind, format }: Pick<Release, 'kind' | 'format'>): boolean {
  return kind === 'import' && format !== 'annex-a';
}

/** A link to the file of a release as it was imported, good for a minute. */
export async function figuresFileLink(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  actor: Actor,
  releaseId: string,
): Promise<Outcome<{ url: string }, 'not-found'>> {
  const allowed = decide(actor, 'figures.read', {}, parts.wallClock()) === 'allowed';
  const release = allowed && (await findReleases(parts)).find((each) => each.releaseId === releaseId);
  if (!release || !keepsFile(release)) return failure('not-found', 'There is no such page.');
  const url = await parts.objects.downloadUrl('records', keys.figuresFile(release.fileDigest), {
    expiresSeconds: linkSeconds,
    fileName: release.fileName,
    contentType: 'application/octet-stream',
  });
  return success({ url });
}
