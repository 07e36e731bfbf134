import { headOf, writeAudited } from '../../access/audit.ts';
import type { Actor } from '../../access/model.ts';
import { laterId } from '../../platform/ids.ts';
import type { Parts } from '../../platform/parts.ts';
import { type Asked, onceItem } from '../imports/once.ts';
import { importRoom } from '../imports/store.ts';
import type { Release } from '../store.ts';

/** A release, as far as it can be said before it is recorded. */
export type NewRelease = Omit<Release, 'releaseId' | 'importedAt' | 'importedBy'>;

export interface Recording {
  /** The newest release when whoever asks last looked; nothing before the first. */
  newest: string | undefined;
  sentence: string;
  once?: Asked | undefined;
  /** The import that becomes this release: moved on in the same transaction. */
  importId?: string;
}

/**
 * Records a release, after every other. `conflict`: another was recorded since `newest`, the import has been moved on, or the request was carried
 * out already (`once`); nothing was written.
 */
export async function recordRelease(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock' | 'ids'>,
  actor: Actor,
  made: NewRelease,
  { newest, sentence, once, importId }: Recording,
): Promise<Release | 'conflict'> {
  const releaseId = laterId(parts.ids(), newest);
  const release: Release = {
    ...made,
    releaseId,
    importedAt: parts.clock().toISOString(),
    importedBy: actor.name,
  };
  const item = { ...release, indicators: [...release.indicators], dates: [...release.dates] };
  const remembered = once && onceItem(parts, actor, once, releaseId);
  const draft = { scope: 'council', actor, sentence, about: releaseId };
  const written = await writeAudited(parts, draft, (entry) =>
    importRoom(parts)
      .transaction.write((own) => {
        const head = { council: 'all', releaseId };
        const confirmed = (id: string) =>
          own.figuresImport
            .patch({ council: 'all', importId: id })
            .set({ state: 'imported', releaseId })
            .where(({ state }, { eq }) => eq(state, 'ready'))
            .commit();
        return [
          own.release.create(item).commit(),
          newest === undefined
            ? own.newest.create(head).commit()
            : own.newest
                .patch({ council: 'all' })
                .set({ releaseId })
                .where((was, { eq }) => eq(was.releaseId, newest))
                .commit(),
          ...(importId === undefined ? [] : [confirmed(importId)]),
          ...(remembered
            ? [
                own.once
                  .put(remembered.item)
                  .where(
                    ({ expiresAt }, { notExists, lte }) =>
                      `${notExists(expiresAt)} OR ${lte(expiresAt, remembered.now)}`,
                  )
                  .commit(),
              ]
            : []),
          own.audit.create(entry).commit(),
          own.chain.put(headOf(entry)).commit(),
        ];
      })
      .go(),
  );
  return written === 'written' ? release : 'conflict';
}
