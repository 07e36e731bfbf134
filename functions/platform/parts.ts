import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';
import type { Log } from './log.ts';
import type { ObjectStore } from './objects.ts';
import type { JobQueues } from './queue.ts';
import type { Table } from './table.ts';

/** What a use case may stand on. Each takes the part it needs: `Pick<Parts, 'table' | 'clock'>`. */
export interface Parts {
  table: Table;
  objects: ObjectStore;
  queues: JobQueues;
  /** The date and time that is recorded and printed. A repeatable run fixes it. */
  clock: Clock;
  /** Wall time, for leases, sessions and the ends of links. Never printed. */
  wallClock: Clock;
  ids: Ids;
  log: Log;
}
