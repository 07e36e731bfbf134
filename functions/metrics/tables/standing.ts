import { breakBetween } from '../arithmetic/breaks.ts';
import { fewestForQuartiles, type Quartile, quartileAmong, type Rank, rankAmong } from '../arithmetic/ranks.ts';
import { incomparable } from '../arithmetic/units.ts';
import { indicatorOf } from '../catalogue/indicators.ts';
import { dateInWords } from '../figure.ts';
import type { ReleasedObservation } from '../model.ts';
import { inSeries } from '../releases/lay-over.ts';
import { indexFigures } from './figure-index.ts';
import type { TableOptions } from './table-parts.ts';

interface Missing {
  missing: string;
}

/** Where an authority stands among itself and those of its statistical neighbours that have a figure. */
export interface Standing {
  rank: Rank | Missing;
  /** By the inclusive method (arithmetic/ranks.ts). */
  quartile: Quartile | Missing;
  /** ISO date of the figures, when it isn't `asAt`: the last one on which the authority and a neighbour have a figure. */
  date?: string;
}

/**
 * The rank and the quarter of a figure at `asAt`, by the values as printed, among the neighbours of the newest model. Where no neighbour has a figure
 * of that date yet, at the last date of which one has. Counts and ranks say nothing among areas of other sizes; neighbours whose figure is
 * suppressed or absent are left out, and `of` says how many are left.
 */
export function standing(
  observations: readonly ReleasedObservation[],
  options: TableOptions & { indicator: string },
): Standing {
  const { catalogue, authority, asAt } = options;
  const indicator = indicatorOf(catalogue, options.indicator);
  const why = incomparable(indicator.unit);
  if (why !== undefined) return neither(why);
  const index = indexFigures(inSeries(observations, options.series ?? 'latest'), options.record);
  const neighbours = index.places('neighbour');
  const ownAt = (date: string) => index.at(indicator.code, authority, date)?.value;
  const othersAt = (date: string) =>
    neighbours.flatMap(({ code }) => index.at(indicator.code, code, date)?.value ?? []);
  if (ownAt(asAt) === undefined) return neither(`no figure of our own for ${dateInWords(asAt)}`);
  const date = index
    .dates(indicator.code, neighbours)
    .filter((one) => one <= asAt && !breakBetween(indicator.breaks, one, asAt))
    .findLast((one) => ownAt(one) !== undefined && othersAt(one).length > 0);
  const own = date === undefined ? undefined : ownAt(date);
  if (date === undefined || own === undefined) return neither(`no neighbour’s figure for ${dateInWords(asAt)}`);
  const others = othersAt(date);
  const few = `no quartile: ${others.length + 1} figures, and fewer than ${fewestForQuartiles} say nothing of quarters`;
  return {
    rank: rankAmong(own, others, indicator.polarity),
    quartile: quartileAmong(own, others, indicator.polarity) ?? { missing: few },
    ...(date === asAt ? {} : { date }),
  };
}

const neither = (why: string): Standing => ({
  rank: { missing: `no rank: ${why}` },
  quartile: { missing: `no quartile: ${why}` },
});
