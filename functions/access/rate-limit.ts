import type { Parts } from '../platform/parts.ts';
import { accessRoom } from './store.ts';
import { digestOfToken } from './tokens.ts';

/**
 * Requests in one minute. Whoever is signed in is counted by session; everybody else, and every sign-in, by address, which a
 * whole council may share. Far above what people do, and far below what a program needs to guess or to carry off everything.
 */
export const limits = { session: 1200, address: 600, signIn: 120 } as const;
export type Counted = keyof typeof limits;

const minuteMs = 60_000;

/**
 * Counts one request. Answers how many seconds to wait when there were too many in this minute, otherwise nothing. Neither
 * ids nor addresses are kept, but their digests, for two minutes.
 */
export async function countRequest(
  parts: Pick<Parts, 'table' | 'wallClock' | 'log'>,
  counted: Counted,
  who: string,
  others: Partial<Record<Counted, number>> = {},
): Promise<number | undefined> {
  const now = parts.wallClock().getTime();
  const minute = Math.floor(now / minuteMs);
  try {
    const { data } = await accessRoom(parts)
      .entities.tally.upsert({
        who: digestOfToken(`${counted} ${who}`),
        minute: String(minute),
        expiresAt: (minute + 2) * 60,
      })
      .add({ count: 1 })
      .go({ response: 'all_new' });
    return (data.count ?? 0) > (others[counted] ?? limits[counted])
      ? Math.ceil(((minute + 1) * minuteMs - now) / 1000)
      : undefined;
  } catch (error) {
    // Nobody is kept from their work because a counter can't be written; what they ask for needs the table anyway.
    parts.log.warn('A request was not counted', { error });
    return undefined;
  }
}
