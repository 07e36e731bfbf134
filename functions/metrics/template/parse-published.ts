import type { Indicator } from '../model.ts';
import { symbolOf } from '../symbols.ts';
import { type FigureParts, numberIn, type Report, unwanted, vintageOf } from './parse-cells.ts';
import type { Row } from './table.ts';

/**
 * A rate or percentage as a paper printed it: its value with the decimals that it has there, beside whichever side the paper gives. A side
 * that it doesn't give stays empty, and so does the population when the paper doesn't say which: neither is inferred here.
 */
export function publishedOf(
  indicator: Indicator,
  row: Row,
  date: string | undefined,
  report: Report,
): FigureParts | undefined {
  const vintage =
    indicator.unit === 'percent'
      ? unwanted('population_vintage', row, report)
      : row.cells.population_vintage === ''
        ? {}
        : vintageOf(row, date, report);
  const typed = row.cells.value;
  // A workbook's percentage comes with its sign.
  const value = indicator.unit === 'percent' ? typed.replace(/ ?%$/, '') : typed;
  const symbol = symbolOf(value);
  if (!symbol && !/^\d{1,9}(\.\d{1,4})?$/.test(value)) {
    const message =
      'A published rate or percentage stands in value, as it was printed. If the paper has a symbol, give the symbol.';
    report('value', 'a number such as 70.4 with at most four decimals, or a symbol', message);
    return undefined;
  }
  const above = sideOf('numerator', row, report);
  const below = sideOf('denominator', row, report);
  if (!above || !below) return undefined;
  if (below.denominator === '0') {
    report('denominator', 'a whole number above 0', 'Nothing can be divided by 0. Leave the cell empty.');
    return undefined;
  }
  // What is kept back must not be worked out again: what was counted doesn't stand beside it.
  const sides = symbol === 'c' ? below : { ...above, ...below };
  return { ...(symbol ? { symbol } : { value }), ...sides, ...vintage };
}

type Side = 'numerator' | 'denominator';

/** A side that the paper gives, or nothing where it gives none; undefined, and reported, for what is no number. */
function sideOf(side: Side, row: Row, report: Report): Partial<Record<Side, string>> | undefined {
  if (row.cells[side] === '') return {};
  const number = numberIn(side, row, report);
  return number && (number.value === undefined ? {} : { [side]: number.value });
}
