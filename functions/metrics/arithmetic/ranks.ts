import { Decimal } from 'decimal.js';
import type { Indicator } from '../model.ts';

type Polarity = Indicator['polarity'];

/** Where a figure stands among others. */
export interface Rank {
  /** 1 for the first from that end. Equal figures share a rank, and the next is counted past them: 1, 2, 2, 4. */
  rank: number;
  /** Another has the same figure. */
  joint: boolean;
  /** Its own figure counted in. */
  of: number;
  /** From the better end where the measure says which is better; else from the highest. */
  from: 'lowest' | 'highest';
}

const endOf = (polarity: Polarity): Rank['from'] => (polarity === 'lower-is-better' ? 'lowest' : 'highest');

/** The rank of a printed value among itself and others. Decimal strings; what is suppressed or absent is left out beforehand. */
export function rankAmong(own: string, others: readonly string[], polarity: Polarity): Rank {
  const from = endOf(polarity);
  const sides = others.map((other) => new Decimal(other).comparedTo(own));
  const ahead = sides.filter((side) => side === (from === 'lowest' ? -1 : 1)).length;
  return { rank: ahead + 1, joint: sides.includes(0), of: others.length + 1, from };
}

/** Which quarter of the figures its own lies in: 1 is the quarter at that end. */
export interface Quartile {
  quarter: 1 | 2 | 3 | 4;
  from: Rank['from'];
  of: number;
}

/** Fewer than two for each quarter say nothing of quarters. */
export const fewestForQuartiles = 8;

/**
 * The quarter that a printed value lies in among itself and others. The three limits are those of the inclusive method (the spreadsheet's
 * QUARTILE.INC: the least and the greatest value are the ends, and a limit between two values is set in proportion); a value on a limit
 * belongs to the quarter nearer the end that it is counted from. Nothing with fewer than eight figures.
 */
export function quartileAmong(own: string, others: readonly string[], polarity: Polarity): Quartile | undefined {
  const of = others.length + 1;
  if (of < fewestForQuartiles) return undefined;
  const from = endOf(polarity);
  const sorted = [own, ...others].map((value) => new Decimal(value)).sort((one, other) => one.comparedTo(other));
  const fromLowest = from === 'lowest' ? sorted : sorted.toReversed();
  const beyond = [1, 2, 3].filter((quarter) => {
    const side = new Decimal(own).comparedTo(limitAt(fromLowest, quarter));
    return side === (from === 'lowest' ? 1 : -1);
  });
  return { quarter: (beyond.length + 1) as Quartile['quarter'], from, of };
}

/** The value a quarter, a half or three quarters of the way along. */
function limitAt(sorted: readonly Decimal[], quarter: number): Decimal {
  const way = (sorted.length - 1) * quarter;
  const [before, after] = [sorted[Math.floor(way / 4)], sorted[Math.ceil(way / 4)]];
  if (!before || !after) throw new RangeError('There are no quarters of no figures.');
  return before.plus(
    after
      .minus(before)
      .times(way % 4)
      .dividedBy(4),
  );
}
