import { type Mean, mean } from '../arithmetic/calculate.ts';
import { type Indicator, observationKey, type Period, type Place, type ReleasedObservation } from '../model.ts';

export interface FigureIndex {
  /** Of the period that the indicator is of, unless another is named. */
  at(
    indicator: string,
    placeCode: string,
    date: string,
    breakdown?: string,
    period?: Period,
  ): ReleasedObservation | undefined;
  /** Of this kind, in the order in which the releases name them. Neighbours are those of one model alone: the newest unless another is named. */
  places(kind: Place['kind'], model?: string): Place[];
  /** ISO dates for which any of the places has the indicator, earliest first: of its own period, unless another is named. */
  dates(indicator: string, places: readonly Place[], period?: Period): string[];
  /**
   * The mean of the printed values of the neighbours, and the observations that it was made from: of the newest model, or the one that is
   * named. A neighbour whose figure is suppressed or absent is left out of `used` and stays in `of`.
   */
  neighbourMean(indicator: Indicator, date: string, model?: string): Mean & { from: ReleasedObservation[] };
  /** The model years of which there are neighbours, newest first; a model that is not stated comes last. */
  neighbourModels(): string[];
  /** The newest of them; nothing when there are none. */
  neighbourModelYear: string | undefined;
  /** Every observation that has been asked for so far, for the sources of a table. */
  used(): ReleasedObservation[];
}

/** The mean of neighbours that somebody asked for: of whom, and what came of it. */
export interface MeanRead extends Mean {
  indicator: string;
  date: string;
  /** The year of the model; nothing when no release says who the neighbours are. */
  model: string | undefined;
  /** All of them, with a figure or not. */
  places: readonly Place[];
}

/** Told of everything that a table reads, for the provenance of what it prints. */
export interface Recorder {
  figure(one: ReleasedObservation): void;
  mean(one: MeanRead): void;
}

/** Finds figures by what they are of, and keeps a record of what was found. */
export function indexFigures(observations: readonly ReleasedObservation[], record?: Recorder): FigureIndex {
  const { byKey, byIndicator, byModel, models, others } = sortedOnce(observations);
  const [neighbourModelYear] = models;
  const used = new Set<ReleasedObservation>();
  const at: FigureIndex['at'] = (indicator, code, date, breakdown, period) => {
    const named = { ...(breakdown === undefined ? {} : { breakdown }), ...(period === undefined ? {} : { period }) };
    const found = byKey.get(observationKey({ indicator, place: { code }, date, ...named }));
    if (!found) return undefined;
    used.add(found);
    record?.figure(found);
    return found;
  };
  const places: FigureIndex['places'] = (kind, model = neighbourModelYear) =>
    kind === 'neighbour'
      ? [...(byModel.get(model ?? '')?.values() ?? [])]
      : [...others.values()].filter((place) => place.kind === kind);
  return {
    at,
    places,
    neighbourModels: () => models,
    neighbourModelYear,
    used: () => [...used],
    dates(indicator, wanted, period) {
      const codes = new Set(wanted.map((place) => place.code));
      const found = (byIndicator.get(indicator) ?? []).filter(
        (one) => one.period === period && codes.has(one.place.code),
      );
      return [...new Set(found.map((one) => one.date))].sort();
    },
    neighbourMean(indicator, date, model) {
      const asked = places('neighbour', model);
      const found = asked.map((place) => at(indicator.code, place.code, date));
      const values = found.map((one) => one?.value);
      const made = mean(values, indicator.decimals);
      record?.mean({ ...made, indicator: indicator.code, date, model: model ?? neighbourModelYear, places: asked });
      return {
        ...made,
        from: found.flatMap((one) => (one?.value === undefined ? [] : [one])),
      };
    },
  };
}

/** What an index looks into. One list is read by many tables (a scorecard's every row reads it seven times), so it is sorted once. */
const sorted = new WeakMap<readonly ReleasedObservation[], ReturnType<typeof sortOf>>();

function sortedOnce(observations: readonly ReleasedObservation[]) {
  const known = sorted.get(observations) ?? sortOf(observations);
  sorted.set(observations, known);
  return known;
}

function sortOf(observations: readonly ReleasedObservation[]) {
  const byModel = neighboursByModel(observations);
  return {
    byKey: new Map(observations.map((one) => [observationKey(one), one])),
    byIndicator: Map.groupBy(observations, (one) => one.indicator),
    byModel,
    models: [...byModel.keys()].toSorted(newestFirst),
    others: new Map(
      observations.flatMap(({ place }) => (place.kind === 'neighbour' ? [] : [[place.code, place] as const])),
    ),
  };
}

/** An authority may be a neighbour by several models: by those that its place names, else by that of its release. */
function neighboursByModel(observations: readonly ReleasedObservation[]) {
  const models = new Map<string, Map<string, Place>>();
  for (const { place, release } of observations) {
    if (place.kind !== 'neighbour') continue;
    for (const model of place.models ?? [release.neighbourModelYear]) {
      const places = models.get(model) ?? new Map<string, Place>();
      models.set(model, places.set(place.code, place));
    }
  }
  return models;
}

const year = (model: string) => (/^\d{4}$/.test(model) ? Number(model) : 0);
const newestFirst = (one: string, other: string) => year(other) - year(one);
