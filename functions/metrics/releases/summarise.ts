import type { Catalogue, Observation } from '../model.ts';
import type { ReadingSummary } from '../reading.ts';

/** What a set of figures holds, in a few words. `rows`: as many as there are figures, unless a file had other rows. */
export function summarise(
  observations: readonly Observation[],
  catalogue: Catalogue,
  rows: number = observations.length,
): ReadingSummary {
  const used = new Set(observations.map((one) => one.indicator));
  return {
    rows,
    indicators: catalogue.indicators.map((one) => one.code).filter((code) => used.has(code)),
    places: [...new Map(observations.map((one) => [one.place.code, one.place])).values()],
    dates: [...new Set(observations.map((one) => one.date))].sort(),
    symbols: observations.filter((one) => one.symbol !== undefined).length,
  };
}
