import type { NeighbourModel } from '../neighbours/models.ts';
import type { ReadingContext } from '../reading.ts';
import type { Mapping } from './mappings/model.ts';

export interface TidyContext extends ReadingContext {
  mapping: Mapping;
  /** Every model whose neighbours are wanted. */
  neighbours: readonly NeighbourModel[];
}
