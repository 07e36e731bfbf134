import type { Actor } from '../../access/model.ts';
import { type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import type { VersionState } from '../model.ts';
import { loadManifest } from '../store.ts';
import { listVersions } from './read-versions.ts';

/** A version in whose pack an item stands, and the file that it then had. */
export interface Use {
  number: number;
  state: VersionState;
  /** SHA-256 of the original; absent where the item had no file that could be used. */
  sha256?: string;
}

/** The versions of a review that hold the item with this reference, newest first: what each froze, not what stands now. */
export async function whereUsed(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  ref: string,
): Promise<Outcome<Use[], 'not-found'>> {
  const versions = await listVersions(parts, actor, reviewId);
  if (!versions.ok) return versions;
  const uses = await Promise.all(
    versions.value.map(async ({ number, state, manifestDigest }): Promise<Use[]> => {
      const entry = (await loadManifest(parts, manifestDigest)).evidence.find((each) => each.ref === ref);
      return entry ? [{ number, state, ...(entry.sha256 === undefined ? {} : { sha256: entry.sha256 }) }] : [];
    }),
  );
  return success(uses.flat());
}
