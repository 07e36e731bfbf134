import { dateInWords } from '../figure.ts';
import { type Catalogue, observationKey, type Period, type ReleasedObservation } from '../model.ts';
import { meaningOf } from '../symbols.ts';
import { sum } from './calculate.ts';
import { periodInWords } from './period-words.ts';
import { addMonths, endsOn } from './periods.ts';

type Step = 'month' | 'quarter';
const lengths: Readonly<Record<Step, number>> = { month: 1, quarter: 3 };

/**
 * The twelve months to the end of every month or quarter of which a release has a count, where all of them are there and no release has
 * the twelve months itself. A count that is published by year gives its year where the twelve months are one.
 */
export function rollingYears(
  observations: readonly ReleasedObservation[],
  catalogue: Catalogue,
): ReleasedObservation[] {
  const own = new Map(catalogue.indicators.map((one) => [one.code, one]));
  const known = new Map(observations.map((one) => [observationKey(one), one]));
  const made = new Map<string, ReleasedObservation>();
  for (const one of observations) {
    const indicator = own.get(one.indicator);
    const stepped = one.period ?? indicator?.period;
    if (indicator?.unit !== 'count' || indicator.period === 'as-at' || (stepped !== 'month' && stepped !== 'quarter'))
      continue;
    const named = (period: Period) => (period === indicator.period ? {} : { period });
    const { place, date, breakdown } = one;
    const figure = { indicator: one.indicator, place, date, ...(breakdown === undefined ? {} : { breakdown }) };
    const yearly = { ...figure, ...named(yearOf(indicator.period, date)) };
    const key = observationKey(yearly);
    if (known.has(key) || made.has(key)) continue;
    const year = rollingYear((step, end) => known.get(observationKey({ ...figure, date: end, ...named(step) })), date);
    const last = 'value' in year ? year.sumOf.at(-1) : undefined;
    if (!('value' in year) || !last) continue;
    made.set(key, { ...yearly, ...year, release: { ...last.release, basis: 'calculated' } });
  }
  return [...made.values()];
}

/** What the twelve months to a date are: the year that the indicator is published by, if they are one; else any twelve months. */
function yearOf(period: Period, date: string): Period {
  const yearly = period === 'financial-year' || period === 'calendar-year' || period === 'academic-year';
  return yearly && endsOn(period, date) ? period : 'rolling-12-months';
}

/** A count of the twelve months that end on a day, and what it was added up from, earliest first; or why there is none. */
export type RollingYear = { value: string; sumOf: ReleasedObservation[] } | { missing: string };

/**
 * The twelve months to a date, added up from twelve months of counts or else from four quarters. Every one of them must be there as a
 * number: one that is absent or suppressed leaves no figure, and the answer says which.
 * @param countAt the count of the month or quarter that ends on a date
 */
export function rollingYear(
  countAt: (step: Step, date: string) => ReleasedObservation | undefined,
  date: string,
): RollingYear {
  const months = addedUp('month');
  if ('value' in months.year) return months.year;
  const quarters = addedUp('quarter');
  return 'value' in quarters.year || months.there === 0 ? quarters.year : months.year;

  function addedUp(step: Step): { year: RollingYear; there: number } {
    if (!endsOn(step, date))
      return { year: { missing: `a year of ${step}s can’t end on ${dateInWords(date)}` }, there: 0 };
    const steps = 12 / lengths[step];
    const ends = Array.from({ length: steps }, (_, back) => addMonths(date, -lengths[step] * (steps - 1 - back)));
    const found = ends.map((end) => ({ end, count: countAt(step, end) }));
    const sumOf = found.flatMap(({ count }) => (count?.value === undefined ? [] : [count]));
    const there = found.filter(({ count }) => count !== undefined).length;
    const gap = found.find(({ count }) => count?.value === undefined);
    const value = sum(sumOf.map((one) => one.value ?? ''));
    return { year: gap ? { missing: because(step, gap.end, gap.count) } : { value, sumOf }, there };
  }
}

function because(step: Step, end: string, count: ReleasedObservation | undefined): string {
  const of = periodInWords(step, end);
  if (count?.symbol === undefined) return `no twelve months: there is no count of ${of}`;
  return `no twelve months: the count of ${of} is ${count.symbol} (${meaningOf(count.symbol)})`;
}
