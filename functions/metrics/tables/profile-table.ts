import { percentage } from '../arithmetic/calculate.ts';
import { type Derived, partFromWhole, wholeFromPart } from '../arithmetic/derive.ts';
import { findIndicator } from '../catalogue/indicators.ts';
import { printed } from '../figure.ts';
import type { Catalogue, Indicator, Observation } from '../model.ts';
import type { Layer } from '../releases/lay-over.ts';
import type { Recorder } from './figure-index.ts';

/** A share that a paper printed, with the side that it didn't print. */
export interface ProfileRow {
  label: string;
  place: string;
  /** ISO date. */
  date: string;
  /** '463'; what it counts stands in `countSays`. */
  count: string;
  countSays: string;
  /** '34%', as printed. */
  percent: string;
  /** 'about 1,362', or why there is none. */
  other: string;
  otherSays: string;
  /** '1,343 to 1,382', 'at least 601'; nothing where there is none. */
  range?: string;
  source: string;
}

/**
 * Every percentage that the releases of published figures give with one side, and what the other side must have been: about, and between which
 * whole numbers it rounds to what was printed. In the order of the releases and their rows.
 */
export function profileTable(layers: readonly Layer[], catalogue: Catalogue, record?: Recorder): ProfileRow[] {
  return layers.flatMap((layer) =>
    layer.release.basis === 'as-published'
      ? layer.observations.flatMap((one) => {
          const rows = rowOf(layer, one, catalogue);
          if (rows.length > 0) record?.figure({ ...one, release: layer.release });
          return rows;
        })
      : [],
  );
}

function rowOf({ release }: Layer, one: Observation, catalogue: Catalogue): ProfileRow[] {
  const indicator = findIndicator(catalogue, one.indicator);
  const { value, numerator, denominator, note } = one;
  if (indicator?.unit !== 'percent' || value === undefined) return [];
  if (numerator === undefined && denominator === undefined) return [];
  const row = {
    label: indicator.label,
    place: one.place.name,
    date: one.date,
    percent: printed({ value }, 'percent'),
    source: `${release.source}${note === undefined ? '' : `, ${note}`}`,
  };
  const [part, whole] = [indicator.numerator?.says ?? 'the part', indicator.denominator?.says ?? 'the whole'];
  if (numerator === undefined && denominator !== undefined) {
    const derived = partFromWhole(denominator, value);
    return [{ ...row, count: number(denominator), countSays: whole, otherSays: part, ...inWords(derived) }];
  }
  if (numerator !== undefined && denominator === undefined) {
    const derived = wholeFromPart(numerator, value);
    return [{ ...row, count: number(numerator), countSays: part, otherSays: whole, ...inWords(derived) }];
  }
  return bothSides(indicator, row, numerator ?? '', denominator ?? '', value);
}

/** Nothing is left out here: the percentage is worked out again, with the decimals that were printed. */
function bothSides(
  indicator: Indicator,
  row: Pick<ProfileRow, 'label' | 'place' | 'date' | 'percent' | 'source'>,
  numerator: string,
  denominator: string,
  value: string,
): ProfileRow[] {
  const again = percentage(numerator, denominator, value.split('.')[1]?.length ?? 0);
  const other = again === value ? 'agrees' : `${again}% by these counts`;
  const count = `${number(numerator)} of ${number(denominator)}`;
  return [{ ...row, count, countSays: indicator.denominator?.says ?? 'the whole', other, otherSays: 'percentage' }];
}

const number = (value: string) => printed({ value }, 'count');

/** How a derived side is printed: 'about 1,362' and '1,343 to 1,382'. */
export function inWords(derived: Derived | undefined): { other: string; range?: string } {
  if (!derived) return { other: 'no whole number fits' };
  const { about, from, to } = derived;
  const other = about === undefined ? 'not bounded' : `about ${number(about)}`;
  if (to === undefined) return { other, range: `at least ${number(from)}` };
  return { other, range: from === to ? number(from) : `${number(from)} to ${number(to)}` };
}
