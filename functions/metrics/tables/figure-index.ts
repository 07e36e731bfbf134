import { type Mean, mean } from '../arithmetic/calculate.ts';
import { type Indicator, observationKey, type Place, type ReleasedObservation } from '../model.ts';

export interface FigureIndex {
  at(indicator: string, placeCode: string, date: string, breakdown?: string): ReleasedObservation | undefined;
  /** Of this kind, in the order in which the releases name them. Neighbours are those of the newest model alone. */
  places(kind: Place['kind']): Place[];
  /** ISO dates for which any of the places has the indicator, earliest first. */
  dates(indicator: string, places: readonly Place[]): string[];
  /** The mean of the printed values of the neighbours, and the observations that it was made from. */
  neighbourMean(indicator: Indicator, date: string): Mean & { from: ReleasedObservation[] };
  /** The newest model year of which there are neighbours; nothing when there are none. */
  neighbourModelYear: string | undefined;
  /** Every observation that has been asked for so far, for the sources of a table. */
  used(): ReleasedObservation[];
}

/** Finds figures by what they are of, and keeps a record of what was found. */
export function indexFigures(observations: readonly ReleasedObservation[]): FigureIndex {
  const byKey = new Map(observations.map((one) => [observationKey(one), one]));
  const neighbours = observations.filter((one) => one.place.kind === 'neighbour');
  const neighbourModelYear = neighbours
    .map((one) => one.release.neighbourModelYear)
    .toSorted()
    .at(-1);
  const current = observations.filter(
    (one) => one.place.kind !== 'neighbour' || one.release.neighbourModelYear === neighbourModelYear,
  );
  const allPlaces = [...new Map(current.map((one) => [one.place.code, one.place])).values()];
  const used = new Set<ReleasedObservation>();
  const at: FigureIndex['at'] = (indicator, code, date, breakdown) => {
    const part = breakdown === undefined ? {} : { breakdown };
    const found = byKey.get(observationKey({ indicator, place: { code }, date, ...part }));
    if (found) used.add(found);
    return found;
  };
  const places: FigureIndex['places'] = (kind) => allPlaces.filter((place) => place.kind === kind);
  return {
    at,
    places,
    neighbourModelYear,
    used: () => [...used],
    dates(indicator, wanted) {
      const codes = new Set(wanted.map((place) => place.code));
      const found = observations.filter((one) => one.indicator === indicator && codes.has(one.place.code));
      return [...new Set(found.map((one) => one.date))].sort();
    },
    neighbourMean(indicator, date) {
      const found = places('neighbour').map((place) => at(indicator.code, place.code, date));
      const values = found.map((one) => one?.value);
      return {
        ...mean(values, indicator.decimals),
        from: found.flatMap((one) => (one?.value === undefined ? [] : [one])),
      };
    },
  };
}
