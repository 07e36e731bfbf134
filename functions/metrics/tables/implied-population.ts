import { populationFromRate } from '../arithmetic/derive.ts';
import { dateInWords, printed } from '../figure.ts';
import type { Indicator } from '../model.ts';
import type { FigureIndex } from './figure-index.ts';
import { inWords } from './profile-table.ts';

/**
 * For each published rate whose population the paper doesn't state and whose count it does: the population that the two imply. A reader can
 * then see which mid-year estimate was used, and nothing is inferred.
 */
export function noteImpliedPopulations(
  index: FigureIndex,
  indicators: readonly Indicator[],
  { authority, dates }: { authority: string; dates: readonly string[] },
  notes: Set<string>,
) {
  for (const indicator of indicators) {
    const counted = indicator.numerator?.of;
    if (indicator.unit !== 'rate-per-10000' || counted === undefined) continue;
    for (const date of dates) {
      const rate = index.at(indicator.code, authority, date);
      if (rate?.release.basis !== 'as-published' || rate.value === undefined || rate.populationVintage) continue;
      const count = index.at(counted, authority, date)?.value;
      if (count === undefined) continue;
      const { other, range } = inWords(populationFromRate(count, rate.value));
      const implied =
        range === undefined
          ? 'no population: no whole number fits both'
          : `a population of ${other} (${range}, since the rate is rounded)`;
      notes.add(
        `${indicator.label}, ${dateInWords(date)}: ${printed({ value: count }, 'count')} children at ${rate.value} per 10,000 imply ${implied}.`,
      );
    }
  }
}
