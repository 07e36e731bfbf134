import { z } from 'zod';
import { sum } from '../arithmetic/calculate.ts';
import { yearEarlier } from '../arithmetic/periods.ts';

import { type Indicator, observationKey, periods, type ReleasedObservation } from '../model.ts';
import { inSeries } from '../releases/lay-over.ts';
import { indexFigures } from '../tables/figure-index.ts';
import type { Provenance } from './model.ts';
import { provenanceOf, provenanceOfDifference, provenanceOfMean, provenanceOfShare } from './provenance-of.ts';

const text = z.string().min(1).max(120);

/**
 * Which figure of an indicator is asked about. `place` is a code or a name, or `neighbours` for the mean of those of a model (`model`: its year; the
 * newest without it). `as`: the figure itself, its change from the year before, or its share of the total.
 */
export const figureQuery = z.object({
  place: text,
  date: z.iso.date(),
  part: text.optional(),
  period: z.enum(periods).optional(),
  model: text.optional(),
  series: z.enum(['latest', 'first-published']).default('latest'),
  as: z.enum(['figure', 'change', 'share']).default('figure'),
});
export type FigureQuery = z.output<typeof figureQuery>;

export const neighboursPlace = 'neighbours';

/** Where a figure comes from. Nothing where there is no such figure, or nothing to work it out from. */
export function findProvenance(
  observations: readonly ReleasedObservation[],
  indicator: Indicator,
  { place: asked, date, part, period, model, series, as }: FigureQuery,
): Provenance | undefined {
  const inOrder = inSeries(observations, series);
  const place = placeCode(inOrder, asked);
  const find = (code: string, on: string, breakdown = part) =>
    inOrder.find((one) => observationKey(one) === keyOf(code, on, breakdown));
  const keyOf = (code: string, on: string, breakdown: string | undefined) =>
    observationKey({
      indicator: code,
      place: { code: place },
      date: on,
      ...(breakdown === undefined ? {} : { breakdown }),
      ...(period === undefined ? {} : { period }),
    });
  const one = find(indicator.code, date);
  if (place === neighboursPlace && !one) return provenanceOfMean(indexFigures(inOrder), indicator, date, model);
  if (!one) return undefined;
  if (as === 'figure') return provenanceOf(one, indicator);
  if (as === 'change') {
    const before = find(indicator.code, yearEarlier(date));
    return before && provenanceOfDifference(one, before, indicator);
  }
  const total =
    indicator.of === undefined
      ? undefined
      : inOrder.find((each) => observationKey(each) === keyOf(indicator.of ?? '', date, undefined));
  const whole = total ?? addedUp(inOrder, indicator, one);
  return whole && provenanceOfShare(one, whole, indicator);
}

/** As a binding names it: by code or name, in any case. */
function placeCode(observations: readonly ReleasedObservation[], asked: string): string {
  const named = observations.find(({ place }) =>
    [place.code, place.name].some((name) => name.toLowerCase() === asked.toLowerCase()),
  );
  return named?.place.code ?? asked.toLowerCase();
}

/** The sum of all parts, where no release states the total. Nothing unless every part is a number. */
function addedUp(
  observations: readonly ReleasedObservation[],
  { code, breakdown = [] }: Indicator,
  part: ReleasedObservation,
): ReleasedObservation | undefined {
  const parts = observations.filter(
    (one) =>
      one.indicator === code &&
      one.place.code === part.place.code &&
      one.date === part.date &&
      one.period === part.period,
  );
  const values = parts.flatMap(({ value }) => value ?? []);
  if (values.length !== breakdown.length) return undefined;
  const { place, date, period, release } = part;
  return {
    indicator: code,
    place,
    date,
    ...(period === undefined ? {} : { period }),
    release,
    value: sum(values),
    sumOf: parts,
  };
}
