import { asPublished, dateInWords } from '../../metrics/figure.ts';
import type { ReleasedObservation } from '../../metrics/model.ts';
import type { BenchmarkRow } from '../../metrics/tables/benchmark-table.ts';
import type { ScorecardRow } from '../compose/scorecard/scorecard-schema.ts';

type Flag = NonNullable<ScorecardRow['flags']>[number];

/**
 * What a reader should weigh a row of the scorecard by, in the order of weight.
 * @param own the row's own figure, if there is one
 */
export function flagsOf(own: ReleasedObservation | undefined, row: BenchmarkRow, dates: ScorecardRow['dates']): Flag[] {
  const flags: Record<Flag, boolean> = {
    'no-figure': own === undefined,
    provisional: own !== undefined && isProvisional(own),
    suppressed: own?.symbol !== undefined,
    revised: own?.firstPublished !== undefined,
    'other-year': Object.values(dates ?? {}).length > 0,
    'few-neighbours': 'used' in row.neighbours && row.neighbours.used < row.neighbours.of,
  };
  return (Object.keys(flags) as Flag[]).filter((flag) => flags[flag]);
}

/** A figure that was worked out is as provisional as what it was worked out of. */
function isProvisional(one: ReleasedObservation): boolean {
  const parts = one.from ?? one.sumOf;
  return parts ? parts.some(isProvisional) : one.release.status === 'provisional';
}

/** The same in whole sentences, with what the source notes. */
export function remarksOn(own: ReleasedObservation | undefined, date: string, asAt: string): string[] {
  if (!own) return [];
  return [
    ...(date === asAt ? [] : [`The newest figure is of ${dateInWords(date)}.`]),
    ...(isProvisional(own) ? ['Provisional: it may be revised.'] : []),
    ...(own.release.basis === 'as-published' ? [`The figure is ${asPublished}.`] : []),
    ...(own.note ? [own.note.replace(/\.?$/, '.')] : []),
  ];
}

/** '407 ÷ 57,810 (mid-2025)': the two sides of a rate, percentage or mean as its release gives them; nothing for a count. */
export function madeOf(own: ReleasedObservation | undefined, print: (value: string) => string): string | undefined {
  const { numerator, denominator, populationVintage } = own ?? {};
  if (numerator === undefined || denominator === undefined) return undefined;
  return `${print(numerator)} ÷ ${print(denominator)}${populationVintage ? ` (${populationVintage})` : ''}`;
}
