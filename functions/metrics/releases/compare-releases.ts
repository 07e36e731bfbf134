import { type Observation, observationKey } from '../model.ts';

/** One figure that a release changes: `before` or `after` is absent where the figure is new or gone. */
export interface FigureChange {
  before?: Observation;
  after?: Observation;
}

/** What the second release changes of the first, in the order of the second, then what is gone: the preview of an import, and "what changed". */
export function compareReleases(first: readonly Observation[], second: readonly Observation[]): FigureChange[] {
  const old = new Map(first.map((one) => [observationKey(one), one]));
  const changes: FigureChange[] = [];
  for (const after of second) {
    const key = observationKey(after);
    const before = old.get(key);
    old.delete(key);
    if (!before) changes.push({ after });
    else if (figureText(before) !== figureText(after)) changes.push({ before, after });
  }
  return [...changes, ...[...old.values()].map((before) => ({ before }))];
}

const figureText = (one: Observation) =>
  JSON.stringify([one.value, one.symbol, one.numerator, one.denominator, one.populationVintage]);
