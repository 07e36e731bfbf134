import { workOut } from '../arithmetic/work-out.ts';
import { type Catalogue, observationKey, type ReleasedObservation } from '../model.ts';
import { type Layer, layOver } from '../releases/lay-over.ts';

/** A figure as it was first published, or nothing where no release has it. */
export type FirstPublished = (one: ReleasedObservation) => ReleasedObservation | undefined;

/**
 * The figures as first published: of the same figure, the oldest release's stands. A rate that is worked out here is worked out from sides
 * as they were first published.
 * @param layers oldest first
 */
export function firstPublished(layers: readonly Layer[], catalogue: Catalogue): FirstPublished {
  const oldest = workOut(layOver(layers.toReversed()), catalogue);
  const byKey = new Map(oldest.map((one) => [observationKey(one), one]));
  return (one) => byKey.get(observationKey(one));
}
