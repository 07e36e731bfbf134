import { gsi1, tableKey } from './names.ts';
import type { Table } from './table.ts';

/**
 * Index definitions for ElectroDB entities in the one table. Keys keep their case (`casing: 'none'`): by default
 * ElectroDB folds them to lower case, and two opaque ids could meet.
 */
export function primaryIndex<const Partition extends string, const Sort extends string>(
  partition: readonly Partition[],
  sort: readonly Sort[],
) {
  return {
    pk: { field: tableKey.partition, composite: [...partition], casing: 'none' as const },
    sk: { field: tableKey.sort, composite: [...sort], casing: 'none' as const },
  };
}

export function secondaryIndex<const Partition extends string, const Sort extends string>(
  partition: readonly Partition[],
  sort: readonly Sort[],
) {
  return {
    index: gsi1.name,
    pk: { field: gsi1.partition, composite: [...partition], casing: 'none' as const },
    sk: { field: gsi1.sort, composite: [...sort], casing: 'none' as const },
  };
}

let latest: Table | undefined;
let generation = 0;

/**
 * A room's entities, bound to the table they are in. Binding checks every model again, which took three fifths of a page's
 * time, so it is done once for a table. ElectroDB keeps the client in the entity itself, and rooms share entities: so when
 * another table is used, all rooms are bound anew.
 */
export function boundTo<Room>(
  bind: (at: { client: Table['client']; table: string }) => Room,
): (parts: { table: Table }) => Room {
  let held: { generation: number; room: Room } | undefined;
  return ({ table }) => {
    if (latest?.client !== table.client || latest.name !== table.name) {
      latest = table;
      generation += 1;
    }
    if (held?.generation !== generation) held = { generation, room: bind({ client: table.client, table: table.name }) };
    return held.room;
  };
}
