import { z } from 'zod';
import { headOf, writeAudited } from '../../access/audit.ts';
import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import type { Indicator } from '../model.ts';
import { catalogue } from './catalogue.ts';
import { findIndicator } from './indicators.ts';
import { ownBreaks } from './own-indicator.ts';
import { withBreaks } from './read-catalogue.ts';
import { ownRoom } from './store.ts';

export const breaksBody = z.strictObject({
  breaks: ownBreaks,
  edition: z.int().min(0).describe('The edition that was read; 0 where the council has added none yet'),
});

/**
 * Says where the series of an indicator that ships breaks in this council: when it moved domestic abuse out of neglect, say. They stand beside
 * the breaks that ship. `edition` is the one that the writer read, nought for the first.
 */
export async function saveBreaks(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock'>,
  actor: Actor,
  code: string,
  change: z.output<typeof breaksBody>,
): Promise<Outcome<Indicator, 'not-found' | 'invalid' | 'stale'>> {
  const shipped = findIndicator(catalogue, code);
  if (!shipped || decide(actor, 'indicators.write', {}, parts.wallClock()) !== 'allowed')
    return failure('not-found', 'There is no such page.');
  const { breaks, edition } = change;
  if (new Set(breaks.map(({ date }) => date)).size < breaks.length) {
    const message = 'Two breaks stand on the same day. Say both in one note.';
    return failure('invalid', message, [{ where: 'breaks', message }]);
  }
  const saved = { edition: edition + 1, savedAt: parts.clock().toISOString(), savedBy: actor.name };
  const item = { code, breaks: JSON.stringify(breaks), ...saved };
  const count = breaks.length === 1 ? '1 break' : `${breaks.length || 'no'} breaks`;
  const sentence = `gave the series of “${shipped.label}” (${code}) ${count} of the council’s own`;
  const written = await writeAudited(parts, { scope: 'council', actor, sentence, about: code }, (entry) =>
    ownRoom(parts)
      .transaction.write((room) => [
        edition === 0
          ? room.breaks.create(item).commit()
          : room.breaks
              .put(item)
              .where((stored, { eq }) => eq(stored.edition, edition))
              .commit(),
        room.audit.create(entry).commit(),
        room.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  if (written === 'conflict')
    return failure(
      'stale',
      'Somebody else changed these breaks since you read them. Read theirs, then change them again.',
    );
  return success(withBreaks(shipped, breaks));
}
