import { indicatorOf } from '../../metrics/catalogue/indicators.ts';
import { type Figure, figureOf, numeric } from '../../metrics/figure.ts';
import type { Catalogue, ReleasedObservation } from '../../metrics/model.ts';
import { indexFigures, type Recorder } from '../../metrics/tables/figure-index.ts';
import type { Measure } from '../../reviews/plan-model.ts';
import { type MeasureStatus, measureStatus } from '../../reviews/plan-status.ts';

/** Figures to measure by, and the day on which they stand. */
export interface Measured {
  observations: readonly ReleasedObservation[];
  catalogue: Catalogue;
  /** Code of the authority that the pack is about. */
  authority: string;
  asAt: string;
  record?: Recorder;
}

export interface MeasuredFigures {
  baseline: Figure;
  now: Figure;
  target: Figure;
  status: MeasureStatus;
}

/** The figures of an outcome measure: both ends are read from the releases, and only the target was written by somebody. */
export function measuredFigures(
  measure: Measure,
  { observations, catalogue, asAt, record }: Measured,
): MeasuredFigures {
  const index = indexFigures(observations, record);
  const { unit } = indicatorOf(catalogue, measure.indicator);
  const at = (date: string) => figureOf(index.at(measure.indicator, measure.place, date), date, unit);
  const [baseline, now, target] = [at(measure.baselineDate), at(asAt), numeric(measure.target.value)];
  const values = { ...numberOf('baseline', baseline), ...numberOf('now', now), target: Number(measure.target.value) };
  return {
    baseline,
    now,
    target,
    status: measureStatus(values, { baseline: measure.baselineDate, target: measure.target.date }, asAt),
  };
}

function numberOf<K extends string>(key: K, figure: Figure): { [P in K]?: number } {
  return ('value' in figure ? { [key]: figure.value } : {}) as { [P in K]?: number };
}
