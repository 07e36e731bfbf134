import type { Catalogue, Observation } from '../model.ts';
import type { ReadingSummary } from '../reading.ts';

/** @param rows read, the header not counted */
export function summarise(observations: readonly Observation[], catalogue: Catalogue, rows: number): ReadingSummary {
  const used = new Set(observations.map((one) => one.indicator));
  return {
    rows,
    indicators: catalogue.indicators.map((one) => one.code).filter((code) => used.has(code)),
    places: [...new Map(observations.map((one) => [one.place.code, one.place])).values()],
    dates: [...new Set(observations.map((one) => one.date))].sort(),
    symbols: observations.filter((one) => one.symbol !== undefined).length,
  };
}
