import { type Mean, mean } from './calculate.ts';
import { type Indicator, type Observation, observationKey, type Place } from './model.ts';

export interface FigureIndex {
  at(indicator: string, placeCode: string, date: string, breakdown?: string): Observation | undefined;
  /** Of these kinds, in the order in which the release names them. */
  places(kind: Place['kind']): Place[];
  /** ISO dates for which any of the places has the indicator, earliest first. */
  dates(indicator: string, places: readonly Place[]): string[];
  /** The mean of the printed values of the release's neighbours. */
  neighbourMean(indicator: Indicator, date: string): Mean;
}

/** Finds figures by what they are of. `observations` are of one release. */
export function indexFigures(observations: readonly Observation[]): FigureIndex {
  const byKey = new Map(observations.map((one) => [observationKey(one), one]));
  const allPlaces = [...new Map(observations.map((one) => [one.place.code, one.place])).values()];
  const at: FigureIndex['at'] = (indicator, code, date, breakdown) =>
    byKey.get(observationKey({ indicator, place: { code }, date, ...(breakdown === undefined ? {} : { breakdown }) }));
  const places: FigureIndex['places'] = (kind) => allPlaces.filter((place) => place.kind === kind);
  return {
    at,
    places,
    dates(indicator, wanted) {
      const codes = new Set(wanted.map((place) => place.code));
      const found = observations.filter((one) => one.indicator === indicator && codes.has(one.place.code));
      return [...new Set(found.map((one) => one.date))].sort();
    },
    neighbourMean(indicator, date) {
      const values = places('neighbour').map((place) => at(indicator.code, place.code, date)?.value);
      return mean(values, indicator.decimals);
    },
  };
}
