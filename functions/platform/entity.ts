import { gsi1, tableKey } from './names.ts';

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
