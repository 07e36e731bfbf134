import { type Observation, observationKey, type ReleaseDetails, type ReleasedObservation } from '../model.ts';

/** One release with its observations. */
export interface Layer {
  release: ReleaseDetails;
  observations: readonly Observation[];
}

/**
 * Releases laid over each other, oldest first: of the same figure, the newest release's stands, and says which release that is. A figure
 * keeps the place in the list where it first stood, so that a correction changes no order.
 */
export function layOver(layers: readonly Layer[]): ReleasedObservation[] {
  const newest = new Map<string, ReleasedObservation>();
  for (const { release, observations } of layers) {
    for (const observation of observations) newest.set(observationKey(observation), { ...observation, release });
  }
  return [...newest.values()];
}
