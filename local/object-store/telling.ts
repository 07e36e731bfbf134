import { setTimeout as delay } from 'node:timers/promises';
import { complain } from '../complain.ts';
import type { Storage } from './storage.ts';
import type { Version } from './version.ts';

/** Told of a new object. It has been told when it resolves; when it throws, it is told again. */
export type Tell = (version: Version) => Promise<void>;

const firstWaitMs = 200;
const longestWaitMs = 30_000;

/**
 * Tells a handler about the new objects of one bucket, at least once each and in no promised order. That it was told is
 * kept on disk, and what was not is repeated at the next start: a storage event has no other place to wait.
 */
export function createTelling(storage: Storage, bucket: string, handler: Tell) {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();

  async function tellUntilHeard(version: Version): Promise<void> {
    for (let wait = firstWaitMs; !stopping.signal.aborted; wait = Math.min(wait * 2, longestWaitMs)) {
      try {
        await handler(version);
        await storage.told(version);
        return;
      } catch (error) {
        complain('An event of the object store was not handled; it will be repeated.', error);
        await delay(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  function add(version: Version): void {
    const telling = tellUntilHeard(version).finally(() => underWay.delete(telling));
    underWay.add(telling);
  }

  return {
    created(version: Version): void {
      if (version.bucket === bucket) add(version);
    },
    async repeat(): Promise<void> {
      for (const version of await storage.untold(bucket)) add(version);
    },
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}
