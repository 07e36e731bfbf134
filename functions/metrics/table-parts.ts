import { dateInWords, type Figure, numeric } from './figure.ts';
import type { FigureIndex } from './figure-index.ts';
import type { Catalogue, Indicator, Observation, ReleaseDetails } from './model.ts';
import { meaningOf } from './symbols.ts';

export interface TableOptions {
  catalogue: Catalogue;
  /** Code of the authority that the pack is about. */
  authority: string;
  /** ISO date. */
  asAt: string;
  release: ReleaseDetails;
}

/** The mean of the neighbours as a figure. Adds a note when some are left out. */
export function meanFigure(index: FigureIndex, indicator: Indicator, date: string, notes: Set<string>): Figure {
  const { value, used, of } = index.neighbourMean(indicator, date);
  if (value === undefined) return { missing: `no neighbour’s figure for ${dateInWords(date)}` };
  if (used < of)
    notes.add(
      `${indicator.label}, neighbours at ${dateInWords(date)}: mean of ${used} of ${of}; the others are suppressed or absent.`,
    );
  return numeric(value);
}

/** Explains each symbol that a table prints, once. */
export function noteSymbols(figures: readonly Figure[], notes: Set<string>) {
  for (const figure of figures) if ('symbol' in figure) notes.add(`${figure.symbol}: ${meaningOf(figure.symbol)}.`);
}

/** 'Children in need census; … population mid-2025. Thornmere data team, final.' */
export function sourceOf(indicator: Indicator, observation: Observation | undefined, release: ReleaseDetails): string {
  const vintage = observation?.populationVintage ? ` Population ${observation.populationVintage}.` : '';
  return `${indicator.source}.${vintage} ${release.source}, ${release.status}.`;
}
