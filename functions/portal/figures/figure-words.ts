import { periodInWords } from '../../metrics/arithmetic/period-words.ts';
import { findIndicator } from '../../metrics/catalogue/indicators.ts';
import { dateInWords, printed } from '../../metrics/figure.ts';
import type { Catalogue, Observation } from '../../metrics/model.ts';
import type { FigureChange } from '../../metrics/releases/compare-releases.ts';

export interface ChangeWords {
  what: string;
  place: string;
  date: string;
  before: string;
  after: string;
}

const whole = (side: string) => printed({ value: side }, 'count');

/** A figure that an import changes, as a row of a table has it. */
export function changeInWords({ before, after }: FigureChange, catalogue: Catalogue): ChangeWords {
  const one = after ?? before;
  if (!one) throw new Error('A change has neither side');
  const indicator = findIndicator(catalogue, one.indicator);
  const part = one.breakdown === undefined ? '' : `: ${one.breakdown}`;
  const text = (side: Observation | undefined) => {
    if (!side) return 'no figure';
    const { numerator, denominator } = side;
    const sides =
      numerator !== undefined && denominator !== undefined ? ` (${whole(numerator)} of ${whole(denominator)})` : '';
    return (indicator ? printed(side, indicator.unit) : (side.value ?? side.symbol ?? '')) + sides;
  };
  return {
    what: `${indicator?.label ?? one.indicator}${part}`,
    place: one.place.name,
    date: indicator ? periodInWords(one.period ?? indicator.period, one.date) : dateInWords(one.date),
    before: text(before),
    after: text(after),
  };
}
