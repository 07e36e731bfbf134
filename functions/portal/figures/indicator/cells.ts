import { breakBetween } from '../../../metrics/arithmetic/breaks.ts';
import { changeOf } from '../../../metrics/arithmetic/changes.ts';
import { printed } from '../../../metrics/figure.ts';
import type { Indicator, ReleasedObservation } from '../../../metrics/model.ts';
import { neighboursPlace } from '../../../metrics/provenance/find-provenance.ts';
import { signedChange } from '../../../metrics/provenance/provenance-of.ts';
import type { FigureIndex } from '../../../metrics/tables/figure-index.ts';
import { provenancePath } from './paths.ts';

/** A figure of a table: what it prints, and where that comes from; no address where there is nothing behind it. */
export interface Cell {
  text: string;
  href: string;
  /** What a reader should know of it: 'provisional', 'revised', '9 of 10'. */
  note: string;
}

export const noCell: Cell = { text: '–', href: '', note: '' };

/** A figure as its release gives it, or as it was worked out. */
export function figureCell(one: ReleasedObservation | undefined, indicator: Indicator): Cell {
  if (!one) return noCell;
  const { place, date, breakdown, period } = one;
  const query = {
    ...{ place: place.code, date },
    ...(breakdown === undefined ? {} : { part: breakdown }),
    ...(period === undefined ? {} : { period }),
  };
  const text = one.symbol ?? printed(one, indicator.unit);
  const notes = [
    ...(one.release.status === 'provisional' ? ['provisional'] : []),
    ...(one.firstPublished ? ['revised'] : []),
  ];
  return { text, href: provenancePath(indicator.code, query), note: notes.join(', ') };
}

/** The mean of the neighbours of one model, with how many were used where that isn't all of them. */
export function meanCell(index: FigureIndex, indicator: Indicator, date: string, model: string | undefined): Cell {
  const { value, used, of } = index.neighbourMean(indicator, date, model);
  if (value === undefined) return noCell;
  const query = { place: neighboursPlace, date, ...(model === undefined ? {} : { model }) };
  return {
    text: printed({ value }, indicator.unit),
    href: provenancePath(indicator.code, query),
    note: used < of ? `${used} of ${of}` : '',
  };
}

/** What changed since a year before; a break in series stops the comparison, and says so. */
export function changeCell(
  now: ReleasedObservation | undefined,
  before: ReleasedObservation | undefined,
  indicator: Indicator,
): Cell {
  if (now?.value === undefined || before?.value === undefined) return noCell;
  if (breakBetween(indicator.breaks, before.date, now.date)) return { ...noCell, text: 'Break in series' };
  const { better } = changeOf(indicator, now.value, before.value);
  const { place, date, breakdown, period } = now;
  const href = provenancePath(indicator.code, {
    ...{ place: place.code, date, as: 'change' },
    ...(breakdown === undefined ? {} : { part: breakdown }),
    ...(period === undefined ? {} : { period }),
  });
  const note = better === undefined ? '' : better ? 'better' : 'worse';
  return { text: signedChange(now.value, before.value, indicator, false), href, note };
}
