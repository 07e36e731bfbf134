import type { ReleaseDetails } from '../model.ts';
import type { FigureSymbol } from '../symbols.ts';

/** Where a figure stands: in which release, and where in its file as far as its reader kept it. */
export interface Stood {
  release: ReleaseDetails;
  sheet?: string;
  /** As a spreadsheet shows it: the header is row 1. */
  row?: number;
  /** What the file says beside it. */
  note?: string;
}

/** A figure that another was made of. */
export interface Part {
  /** Of a rate or percentage: which side it is. */
  side?: 'numerator' | 'denominator';
  /** 'children on a plan', 'Ashcombe', '31 March 2025'. */
  says: string;
  /** '407', '54.2', 'c (confidential)', 'no figure'. */
  printed: string;
  /** Of a mean: not counted in it, because it is a symbol or absent. */
  leftOut: boolean;
  /** None of what is absent. A side that stands in the row of its rate has that row. */
  stood: readonly Stood[];
}

/**
 * How a figure came about. `given`: a row says it. `as-published`: its source printed it, sides beside it where the source gives them.
 * The rest was calculated here: from two sides, added up from months or quarters, as the mean of the neighbours, as one printed figure less another, as a share of a total.
 */
export type Making =
  | { how: 'given' }
  | { how: 'as-published'; parts: readonly Part[] }
  | { how: 'calculated'; parts: readonly [Part, Part]; times: number }
  | { how: 'sum'; parts: readonly Part[] }
  | { how: 'mean'; parts: readonly Part[]; used: number; of: number; model: string }
  | { how: 'difference'; parts: readonly [Part, Part] }
  | { how: 'share'; parts: readonly [Part, Part] };

/** Everything that a printed figure has to answer for. */
export interface Provenance {
  /** Code of the indicator. */
  indicator: string;
  label: string;
  /** 'per 10,000 aged 0 to 17', 'children'. */
  unit: string;
  /** Code and name; of a mean 'neighbours' and 'statistical neighbours'. */
  place: { code: string; name: string };
  /** ISO date. */
  date: string;
  breakdown?: string;
  /** '407', '70.4', '53.2%', '+1.3 percentage points', 'c (confidential)'. */
  printed: string;
  symbol?: { symbol: FigureSymbol; means: string };
  making: Making;
  /** Of a rate: the population that it divides by, 'mid-2025'; 'not stated' of a paper that doesn't say. */
  population?: string;
  /** `half-up`: here, once, at the end, and a 5 goes away from nought. `source`: whoever printed it rounded it. `none`: a whole number as given. */
  rounding: { decimals: number; rule: 'half-up' | 'source' | 'none' };
  /** Every row that it rests on, in the order of its parts. */
  stood: readonly Stood[];
  /** What the first release that had it said, where that was something else. */
  first?: { printed: string; stood: readonly Stood[] };
  /** Of a figure as first published: what stands now. */
  revised?: { printed: string; stood: readonly Stood[] };
}
