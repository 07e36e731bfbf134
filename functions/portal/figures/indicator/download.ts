import { unitInWords } from '../../../metrics/catalogue/indicators.ts';
import type { Indicator, ReleasedObservation } from '../../../metrics/model.ts';
import { rowInWords } from '../../../metrics/provenance/in-words.ts';
import { stoodOf } from '../../../metrics/provenance/provenance-of.ts';
import { readFiguresOf } from '../../../metrics/provenance/read-figures-of.ts';
import { csvFile } from '../../../platform/csv.ts';
import { fail } from '../../http/replies.ts';
import { param } from '../../http/visit.ts';
import type { Handle } from '../../model.ts';

const header = [
  ...['indicator', 'label', 'unit', 'place_code', 'place_name', 'place_kind', 'neighbour_models', 'date', 'period'],
  ...['breakdown', 'value', 'symbol', 'numerator', 'denominator', 'population_vintage', 'first_published'],
  ...['made', 'source', 'status', 'file', 'row', 'imported_at', 'note'],
];

/** Every figure of an indicator as a CSV, each with its release and its row there. */
export const downloadIndicator: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const code = param(visit, 'code');
  const found = await readFiguresOf(parts, actor, code);
  if (!found.ok) return fail(context, found);
  const { indicator, observations } = found.value;
  const rows = observations.filter((one) => one.indicator === code).map((one) => rowOf(one, indicator));
  return context.body(csvFile([header, ...rows]), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${code.replaceAll('.', '-')}.csv"`,
  });
};

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
