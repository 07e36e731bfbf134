import type { Release } from '../store.ts';

type Part = Pick<Release, 'releaseId' | 'kind' | 'supersedes'>;

/**
 * By release, the one that took it out of force. What was undone or replaced by a release that is itself out of force stands again: to put a
 * release back is to undo what undid it.
 * @param releases all of them, oldest first
 */
export function supersededBy<T extends Part>(releases: readonly T[]): Map<string, T> {
  const by = new Map<string, T>();
  for (const one of releases.toReversed()) {
    if (one.supersedes !== undefined && !by.has(one.releaseId) && !by.has(one.supersedes)) by.set(one.supersedes, one);
  }
  return by;
}

/** The imports that stand, in the order given. @param releases all of them, oldest first */
export function inForce<T extends Part>(releases: readonly T[]): T[] {
  const out = supersededBy(releases);
  return releases.filter(({ releaseId, kind }) => kind === 'import' && !out.has(releaseId));
}
