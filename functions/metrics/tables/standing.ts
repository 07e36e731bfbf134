import { indicatorOf } from '../catalogue/indicators.ts';
import { dateInWords } from '../figure.ts';
import type { ReleasedObservation } from '../model.ts';
import { indexFigures } from './figure-index.ts';
import type { TableOptions } from './table-parts.ts';

/** Where an authority stands among itself and those of its statistical neighbours that have a figure. */
export interface Standing {
  /** 1 for the first from that end. */
  rank: number;
  /** Another has the same figure. */
  joint: boolean;
  of: number;
  /** From the better end where the measure says which is better; else from the highest. */
  from: 'lowest' | 'highest';
}

/**
 * The rank of a rate or percentage at `asAt`, by the values as printed. A count says nothing among areas of other sizes; neighbours whose figure is
 * suppressed or absent are left out, and `of` says how many are left.
 */
export function standing(
  observations: readonly ReleasedObservation[],
  options: TableOptions & { indicator: string },
): Standing | { missing: string } {
  const { catalogue, authority, asAt } = options;
  const indicator = indicatorOf(catalogue, options.indicator);
  if (indicator.unit === 'count') return { missing: 'no rank: counts of areas of other sizes can’t be ranked' };
  const index = indexFigures(observations);
  const own = index.at(indicator.code, authority, asAt)?.value;
  if (own === undefined) return { missing: `no rank: no figure of our own for ${dateInWords(asAt)}` };
  const others = index
    .places('neighbour')
    .flatMap(({ code }) => index.at(indicator.code, code, asAt)?.value ?? [])
    .map(Number);
  if (others.length === 0) return { missing: `no rank: no neighbour’s figure for ${dateInWords(asAt)}` };
  const from = indicator.polarity === 'lower-is-better' ? 'lowest' : 'highest';
  const before = others.filter((value) => (from === 'lowest' ? value < Number(own) : value > Number(own)));
  const joint = others.some((value) => value === Number(own));
  return { rank: before.length + 1, joint, of: others.length + 1, from };
}
