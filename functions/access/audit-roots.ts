import { createHash } from 'node:crypto';
import { isConditionFailure } from '../platform/jobs.ts';
import type { Parts } from '../platform/parts.ts';
import { type ChainHead, headsSince } from './audit.ts';
import { accessRoom } from './store.ts';

/**
 * The daily root: the heads of all chains that moved since the root before, and that root's digest. Whoever rewrites a chain
 * from an entry on has to rewrite every root since as well; a root that was printed or sent away then tells.
 */
export interface AuditRoot {
  day: string;
  madeAt: string;
  heads: readonly Pick<ChainHead, 'scope' | 'sequence' | 'digest'>[];
  previous: string;
  digest: string;
}

/** Clocks of servers differ, and the index lags behind: heads are looked for from so long before the last root on. */
const overlapMs = 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

/** Every root, oldest first. */
export async function listRoots(parts: Pick<Parts, 'table'>): Promise<AuditRoot[]> {
  const { data } = await accessRoom(parts)
    .entities.root.query.byDay({ council: 'all' })
    .go({ pages: 'all', consistent: true });
  return data;
}

/**
 * Seals the days that have ended since the last root, if anything was done in them. Called at each sign-in: nobody does
 * anything in the portal of a day before somebody has signed in. Made once however many call it.
 */
export async function sealDays(parts: Pick<Parts, 'table' | 'clock'>): Promise<AuditRoot | undefined> {
  const now = parts.clock();
  const day = new Date(now.getTime() - dayMs).toISOString().slice(0, 10);
  const { data } = await accessRoom(parts)
    .entities.root.query.byDay({ council: 'all' })
    .go({ order: 'desc', limit: 1, consistent: true });
  const last = data[0];
  if (last && last.day >= day) return undefined;
  const since = last ? new Date(Date.parse(last.madeAt) - overlapMs).toISOString() : '0';
  const moved = (await headsSince(parts, since)).filter(
    ({ scope, digest }) => !last?.heads.some((each) => each.scope === scope && each.digest === digest),
  );
  if (!moved.some(({ at }) => at.slice(0, 10) <= day)) return undefined;
  const heads = moved
    .map(({ scope, sequence, digest }) => ({ scope, sequence, digest }))
    .sort((a, b) => (a.scope < b.scope ? -1 : 1));
  const unsigned = { day, madeAt: now.toISOString(), heads, previous: last?.digest ?? '' };
  return keep(parts, { ...unsigned, digest: rootDigest(unsigned) });
}

async function keep(parts: Pick<Parts, 'table'>, root: AuditRoot): Promise<AuditRoot | undefined> {
  try {
    await accessRoom(parts)
      .entities.root.create({ ...root, heads: [...root.heads] })
      .go();
    return root;
  } catch (error) {
    // Another sign-in made it first.
    if (isConditionFailure(error)) return undefined;
    throw error;
  }
}

/** SHA-256, in hexadecimal, of all that a root says. */
export function rootDigest({ day, madeAt, heads, previous }: Omit<AuditRoot, 'digest'>): string {
  const list = heads.map(({ scope, sequence, digest }) => [scope, sequence, digest]);
  return createHash('sha256')
    .update(JSON.stringify([day, madeAt, list, previous]))
    .digest('hex');
}
