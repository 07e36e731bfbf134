import { findIndicator } from '../catalogue/indicators.ts';
import type { Catalogue, Indicator, ReleasedObservation } from '../model.ts';
import { indexFigures } from '../tables/figure-index.ts';
import type { FigureLookup, FigureReference } from './bind-figures.ts';

/** A figure that can be bound, in a shape that is quick to look through. */
export interface Candidate {
  reference: FigureReference;
  indicator: Indicator;
  value: number;
  decimals: number;
  own: boolean;
  /** Lower-case words of what it measures, of four letters and more. */
  words: ReadonlySet<string>;
}

/** Every figure that a narrative can bind: what the releases state, and the means of the neighbours. Symbols are left out. */
export function candidatesOf(
  observations: readonly ReleasedObservation[],
  lookup: FigureLookup,
  catalogue: Catalogue,
  authority: string,
): Candidate[] {
  const stated = observations.flatMap((one) => {
    const indicator = findIndicator(catalogue, one.indicator);
    if (one.value === undefined || !indicator) return [];
    const { date, breakdown } = one;
    const reference = { indicator: one.indicator, place: one.place.name, date };
    return candidate({ ...reference, ...(breakdown === undefined ? {} : { breakdown }) }, indicator, one.value, {
      own: one.place.code === authority,
    });
  });
  return [...stated, ...meansOf(observations, lookup, catalogue)];
}

/** The mean of the neighbours, which no observation holds. */
function meansOf(
  observations: readonly ReleasedObservation[],
  lookup: FigureLookup,
  catalogue: Catalogue,
): Candidate[] {
  const index = indexFigures(observations);
  const neighbours = index.places('neighbour');
  const codes = new Set(observations.map((one) => one.indicator));
  return catalogue.indicators
    .filter(({ code, unit }) => unit !== 'count' && codes.has(code))
    .flatMap((indicator) =>
      index.dates(indicator.code, neighbours).flatMap((date) => {
        const reference = { indicator: indicator.code, place: 'neighbours', date };
        const found = lookup(reference);
        const value = found.ok ? found.value.printed.replaceAll(/[,%]/g, '') : '';
        return /^\d+(\.\d+)?$/.test(value) ? candidate(reference, indicator, value, { own: false }) : [];
      }),
    );
}

function candidate(
  reference: FigureReference,
  indicator: Indicator,
  value: string,
  { own }: { own: boolean },
): Candidate[] {
  const words = new Set(wordsOf(`${indicator.label} ${indicator.subject} ${reference.breakdown ?? ''}`));
  return [{ reference, indicator, value: Number(value), decimals: decimalsOf(value), own, words }];
}

/** Digits after the point. */
export const decimalsOf = (value: string) => value.split('.')[1]?.length ?? 0;
/** Lower-case words of four letters and more. */
export const wordsOf = (text: string) => text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
