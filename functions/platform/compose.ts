import { fixedClock, systemClock } from './clock.ts';
import { environment } from './environment.ts';
import { createIds } from './ids.ts';
import { createLog } from './log.ts';
import type { Parts } from './parts.ts';
import { createTable } from './table.ts';

/**
 * What every function stands on. Each adds the clients it needs (`createObjects()`, `createQueues()`), so that none makes
 * clients, or needs permissions, that it has no use for.
 */
export function coreParts(service: string): Pick<Parts, 'table' | 'clock' | 'wallClock' | 'ids' | 'log'> {
  const { fixed } = environment('clock');
  return {
    table: createTable(),
    clock: fixed ? fixedClock(fixed) : systemClock,
    wallClock: systemClock,
    ids: createIds(systemClock),
    log: createLog(service),
  };
}
