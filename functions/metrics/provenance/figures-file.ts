import { csvFile } from '../../platform/csv.ts';
import { unitInWords } from '../catalogue/indicators.ts';
import type { Indicator, ReleasedObservation } from '../model.ts';
import { rowInWords } from './in-words.ts';
import { stoodOf } from './provenance-of.ts';
import type { FiguresOf } from './read-figures-of.ts';

export const figuresHeader = [
  ...['indicator', 'label', 'unit', 'place_code', 'place_name', 'place_kind', 'neighbour_models', 'date', 'period'],
  ...['breakdown', 'value', 'symbol', 'numerator', 'denominator', 'population_vintage', 'first_published'],
  ...['made', 'source', 'status', 'file', 'row', 'imported_at', 'note'],
];

/** Every figure of an indicator as a CSV, each with its release and its row there. */
export function figuresFile({ indicator, observations }: Pick<FiguresOf, 'indicator' | 'observations'>): string {
  return csvFile([figuresHeader, ...figuresRows({ indicator, observations })]);
}

/** A row for each figure, in the columns of `figuresHeader`. */
export function figuresRows({ indicator, observations }: Pick<FiguresOf, 'indicator' | 'observations'>): string[][] {
  return observations.filter((one) => one.indicator === indicator.code).map((one) => rowOf(one, indicator));
}

function rowOf(one: ReleasedObservation, indicator: Indicator): string[] {
  const { place, release, from, sumOf, firstPublished } = one;
  const stood = stoodOf(one);
  const made = from || sumOf || (one.numerator !== undefined && release.basis === 'calculated');
  const each = (read: (value: (typeof stood)[number]) => string) => [...new Set(stood.map(read))].join('; ');
  return [
    ...[one.indicator, indicator.label, unitInWords(indicator), place.code, place.name, place.kind],
    ...[(place.models ?? (place.kind === 'neighbour' ? [release.neighbourModelYear] : [])).join(' ')],
    ...[one.date, one.period ?? indicator.period, one.breakdown ?? '', one.value ?? '', one.symbol ?? ''],
    ...[one.numerator ?? '', one.denominator ?? '', one.populationVintage ?? ''],
    ...[
      firstPublished?.value ?? firstPublished?.symbol ?? '',
      made ? 'calculated here' : release.basis === 'as-published' ? 'as published' : 'as given',
    ],
    ...[each((at) => at.release.source), each((at) => at.release.status), each((at) => at.release.fileName ?? '')],
    ...[each(rowInWords), each((at) => at.release.importedAt ?? ''), one.note ?? ''],
  ];
}
