import { createHash } from 'node:crypto';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { findOnce } from './store.ts';

/** A key that a program gave with its request, and what it asked with it. */
export interface Asked {
  key: string;
  /** SHA-256. */
  asked: string;
}

const keptSeconds = 24 * 3600;

/** @param what everything that makes one request another: what it does, and with what */
export function askedWith(key: string | undefined, ...what: unknown[]): Asked | undefined {
  if (key === undefined) return undefined;
  return { key, asked: createHash('sha256').update(JSON.stringify(what)).digest('hex') };
}

/** The id of what was made for this key already, or nothing. `key-reused`: the key was given with another request. */
export async function madeBefore(
  parts: Pick<Parts, 'table' | 'wallClock'>,
  actor: Actor,
  once: Asked | undefined,
): Promise<Outcome<string | undefined, 'key-reused'>> {
  const found = once && (await findOnce(parts, actor.personId, once.key));
  if (!found || found.asked === once?.asked) return success(found?.id);
  return failure(
    'key-reused',
    'This Idempotency-Key was given with another request within the last day. Nothing was done. Use a new key for each request.',
  );
}

/**
 * The item that remembers, for the caller's transaction, which puts it on the condition that there is none or that it expired by `now`: of two
 * requests at once with one key, the other is refused so, and then finds with `madeBefore` what the first one made.
 */
export function onceItem(parts: Pick<Parts, 'wallClock'>, actor: Actor, { key, asked }: Asked, id: string) {
  const now = Math.floor(parts.wallClock().getTime() / 1000);
  return { now, item: { who: actor.personId, key, asked, id, expiresAt: now + keptSeconds } };
}
