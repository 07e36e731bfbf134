import { incomparable } from '../arithmetic/units.ts';
import { indicatorOf } from '../catalogue/indicators.ts';
import { dateInWords, type Figure, numeric, printed, releaseInWords } from '../figure.ts';
import type { Catalogue, Indicator, ReleasedObservation, Series } from '../model.ts';
import { meaningOf } from '../symbols.ts';
import type { FigureIndex, Recorder } from './figure-index.ts';

export interface TableOptions {
  catalogue: Catalogue;
  /** Code of the authority that the pack is about. */
  authority: string;
  /** ISO date. */
  asAt: string;
  record?: Recorder;
  /** Figures as first published in place of the latest. */
  series?: Series;
}

/**
 * The mean of the neighbours as a figure. Adds a note when some are left out.
 * @param model year of the model that chose them, where it isn't the newest: the note then names it
 */
export function meanFigure(
  index: FigureIndex,
  indicator: Indicator,
  date: string,
  notes: Set<string>,
  model?: string,
): Figure {
  const why = incomparable(indicator.unit);
  if (why !== undefined) return { missing: why };
  const { value, used, of } = index.neighbourMean(indicator, date, model);
  if (value === undefined) return { missing: `no neighbour’s figure for ${dateInWords(date)}` };
  if (used < of) {
    const others = of - used === 1 ? 'one is' : `${of - used} are`;
    notes.add(
      `${indicator.label}, neighbours${model === undefined ? '' : ` by the model of ${model}`} at ${dateInWords(date)}: mean of ${used} of ${of}; ${others} suppressed or absent.`,
    );
  }
  return numeric(value);
}

/** Says of each figure that was revised what it was and what it is: 'first published as 71; revised to 70 in …'. */
export function noteRevisions(used: readonly ReleasedObservation[], catalogue: Catalogue, notes: Set<string>) {
  for (const one of used) {
    const [first, now] = one.revisedTo ? [one, one.revisedTo] : [one.firstPublished, one];
    if (!first || one.place.kind === 'neighbour') continue;
    const { label, unit } = indicatorOf(catalogue, one.indicator);
    const part = one.breakdown === undefined ? '' : ` (${one.breakdown})`;
    const what = `${label}${part}, ${one.place.name}, ${dateInWords(one.date)}`;
    const release = distinct(releasesOf(now)).join('; ');
    notes.add(`${what}: first published as ${printed(first, unit)}; revised to ${printed(now, unit)} in ${release}.`);
  }
}

/** Explains each symbol that a table prints, once. */
export function noteSymbols(figures: readonly Figure[], notes: Set<string>) {
  for (const figure of figures) if ('symbol' in figure) notes.add(`${figure.symbol}: ${meaningOf(figure.symbol)}.`);
}

/**
 * Where the figures of a table come from, each source once and without a full stop: 'Children in need census; ONS mid-year population
 * estimates (mid-2025). Figures: Thornmere data team, return of 20 July 2026 (revised)'.
 */
export function sourceOf(indicators: readonly Indicator[], used: readonly ReleasedObservation[]): string {
  const collections = distinct(indicators.flatMap((one) => one.source.split('; '))).join('; ');
  const rates = new Set(indicators.filter((one) => one.unit === 'rate-per-10000').map((one) => one.code));
  const unstated = used.some((one) => rates.has(one.indicator) && one.populationVintage === undefined);
  const vintages = distinct(used.flatMap((one) => one.populationVintage ?? [])).toSorted();
  const releases = distinct(used.flatMap(releasesOf)).join('; ');
  const population = vintages.length === 0 ? '' : `; populations ${inShort(vintages)}`;
  const silent = unstated ? '; population not stated' : '';
  return `${collections}${population}${silent}. Figures: ${releases}`;
}

/** The release of a figure in words; of one worked out here, those of both its sides. */
export const releasesOf = (one: ReleasedObservation): string[] =>
  (one.from ?? one.sumOf ?? [one]).flatMap((side) => (side === one ? releaseInWords(one.release) : releasesOf(side)));

const inShort = (sorted: readonly string[]) =>
  sorted.length > 2 ? `${sorted[0]} to ${sorted.at(-1)}` : sorted.join(' and ');

const distinct = (texts: readonly string[]) => [...new Set(texts)];
