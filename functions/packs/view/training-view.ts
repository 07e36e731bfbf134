import { percentage } from '../../metrics/arithmetic/calculate.ts';
import { type Figure, numeric } from '../../metrics/figure.ts';
import { categoryTable } from '../../metrics/tables/category-table.ts';
import type { TrainingView } from '../compose/annual/report-view.ts';
import type { Manifest } from '../model.ts';
import type { Measured } from './measured.ts';

/** Places offered and people who came, by agency. Nothing unless there are figures of both. */
export function trainingView(measured: Measured, codes: Manifest['figures']['training']): TrainingView | undefined {
  if (!codes) return undefined;
  const read = (indicator: string) => categoryTable(measured.observations, { ...measured, indicator });
  const [places, attended] = [read(codes.places), read(codes.attended)];
  if (!places || !attended) return undefined;
  const came = new Map(attended.rows.map(({ label, count }) => [label, count]));
  return {
    asAt: places.asAt,
    rows: places.rows.map(({ label, count }) => {
      const attended = came.get(label) ?? { missing: 'no figure of who came' };
      return { agency: label, places: count, attended, taken: share(attended, count) };
    }),
    places: places.total,
    attended: attended.total,
    taken: share(attended.total, places.total),
    source: places.source,
    notes: ['Share taken: people who came as a percentage of the places that were offered.'],
  };
}

function share(part: Figure, whole: Figure): Figure {
  if (!('value' in part) || !('value' in whole) || whole.value === 0) return { missing: 'no share of the places' };
  return numeric(percentage(String(part.value), String(whole.value), 1));
}
