import { sameDayOfYear } from '../arithmetic/periods.ts';
import { incomparable } from '../arithmetic/units.ts';
import { indicatorOf, unitInWords } from '../catalogue/indicators.ts';
import { type Figure, figureOf } from '../figure.ts';
import type { ReleasedObservation } from '../model.ts';
import { inSeries } from '../releases/lay-over.ts';
import { indexFigures } from './figure-index.ts';
import { meanFigure, noteRevisions, sourceOf, type TableOptions } from './table-parts.ts';

export interface Trend {
  label: string;
  subject: string;
  unit: string;
  series: { name: string; points: { period: string; figure: Figure }[] }[];
  breaks: { before: string; note: string }[];
  /** What was revised, and means of fewer than all neighbours. */
  notes: string[];
  source: string;
}

/**
 * One indicator over the years up to `asAt`: the authority first, then the mean of its neighbours, then England. Only years on the same day as `asAt`
 * are taken. Nothing if the authority has fewer than two.
 */
export function trend(
  observations: readonly ReleasedObservation[],
  options: TableOptions & { indicator: string },
): Trend | undefined {
  const { catalogue, authority, asAt } = options;
  const index = indexFigures(inSeries(observations, options.series ?? 'latest'), options.record);
  const indicator = indicatorOf(catalogue, options.indicator);
  const own = index.places('authority').filter((place) => place.code === authority);
  const dates = index.dates(indicator.code, own).filter((date) => date <= asAt && sameDayOfYear(date, asAt));
  const first = dates[0];
  if (!own[0] || first === undefined || dates.length < 2) return undefined;

  const line = (name: string, read: (date: string) => Figure) => ({
    name,
    points: dates.map((date) => ({ period: date.slice(0, 4), figure: read(date) })),
  });
  const notes = new Set<string>();
  const series = [
    line(own[0].name, (date) => figureOf(index.at(indicator.code, authority, date), date, indicator.unit)),
  ];
  const compared =
    incomparable(indicator.unit) === undefined && index.dates(indicator.code, index.places('neighbour')).length > 0;
  if (compared) {
    series.push(line('Statistical neighbours', (date) => meanFigure(index, indicator, date, notes)));
  }
  for (const england of index.places('england')) {
    if (index.dates(indicator.code, [england]).length > 0) {
      series.push(
        line(england.name, (date) => figureOf(index.at(indicator.code, england.code, date), date, indicator.unit)),
      );
    }
  }
  noteRevisions(index.used(), catalogue, notes);
  const breaks = indicator.breaks.flatMap((one) => {
    const before = dates.find((date) => date >= one.date);
    return before === undefined || one.date <= first ? [] : [{ before: before.slice(0, 4), note: one.note }];
  });
  const model = compared ? `; neighbours by the model of ${index.neighbourModelYear}` : '';
  const source = `${sourceOf([indicator], index.used())}${model}`;
  return {
    label: indicator.label,
    subject: indicator.subject,
    unit: unitInWords(indicator),
    series,
    breaks,
    notes: [...notes],
    source,
  };
}
