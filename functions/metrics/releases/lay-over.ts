import {
  type Observation,
  observationKey,
  type ReleaseDetails,
  type ReleasedObservation,
  type Series,
} from '../model.ts';

/** One release with its observations. */
export interface Layer {
  release: ReleaseDetails;
  observations: readonly Observation[];
}

/**
 * Releases laid over each other, oldest first: of the same figure, the newest release's stands, and says which release that is. A figure
 * keeps the place in the list where it first stood, so that a correction changes no order. Where the oldest release said another value, the
 * figure says so too (`firstPublished`); asked for the series as first published, that value stands and says what it was revised to.
 */
export function layOver(
  layers: readonly Layer[],
  { series = 'latest' }: { series?: Series } = {},
): readonly ReleasedObservation[] {
  const first = new Map<string, ReleasedObservation>();
  const newest = new Map<string, ReleasedObservation>();
  for (const { release, observations } of layers) {
    for (const observation of observations) {
      const key = observationKey(observation);
      const one = { ...observation, release };
      if (!first.has(key)) first.set(key, one);
      newest.set(key, one);
    }
  }
  const latest = [...newest].map(([key, one]) => withFirst(one, first.get(key)));
  return inSeries(latest, series);
}

/**
 * A figure with what was first published in its place, if that was something else. Not of one that is confidential now: whoever put `c` in
 * the place of a number took the number back, and no series, note or file may print it again.
 */
export function withFirst(one: ReleasedObservation, first: ReleasedObservation | undefined): ReleasedObservation {
  if (!first || one.symbol === 'c' || (one.value === first.value && one.symbol === first.symbol)) return one;
  return { ...one, firstPublished: first };
}

/** The figures of a series, out of those that stand now. */
export function inSeries(latest: readonly ReleasedObservation[], series: Series): readonly ReleasedObservation[] {
  if (series === 'latest') return latest;
  return latest.map((one) => (one.firstPublished ? { ...one.firstPublished, revisedTo: one } : one));
}
