import { z } from 'zod';
import { headOf, writeAudited } from '../../access/audit.ts';
import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import type { Version } from '../model.ts';
import { findPack, findVersion, packRoom } from '../store.ts';
import { stateSentence } from './state-sentence.ts';

export const withdrawBody = z.strictObject({ notice: z.string().trim().min(1).max(2000) });

/**
 * Takes a released version from its readers for good. They see the notice, and no files. Its files are kept, for those who
 * made it. `not-released`: nobody outside has it. `busy`: it was superseded or withdrawn meanwhile.
 */
export async function withdrawVersion(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  number: number,
  { notice }: z.output<typeof withdrawBody>,
): Promise<Outcome<Version, 'not-found' | 'not-released' | 'busy'>> {
  const [version, pack] = await Promise.all([findVersion(parts, reviewId, number), findPack(parts, reviewId)]);
  const decision = version ? decide(actor, 'version.withdraw', version, parts.wallClock()) : 'absent';
  if (!version || decision === 'absent') return failure('not-found', 'There is no such page.');
  if (decision === 'not-now') {
    return failure('not-released', `${stateSentence(version)} Only what is released can be withdrawn.`);
  }
  const withdrawn = { withdrawnAt: parts.clock().toISOString(), withdrawnBy: actor.name, notice };
  const draft = { scope: reviewId, actor, sentence: `withdrew version ${number} with the notice “${notice}”` };
  const written = await writeAudited(parts, draft, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [
        own.version
          .patch({ reviewId, number })
          .set({ state: 'withdrawn', ...withdrawn })
          .where(({ state }, { eq }) => eq(state, version.state))
          .commit(),
        ...(pack?.released === number
          ? [
              own.pack
                .patch({ reviewId })
                .remove(['released'])
                .where(({ released }, { eq }) => eq(released, number))
                .commit(),
            ]
          : []),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  if (written === 'conflict') {
    return failure('busy', `Version ${number} has just changed its state. Look at it again, then try once more.`);
  }
  return success({ ...version, state: 'withdrawn', ...withdrawn });
}
