import { midYearBefore } from '../arithmetic/work-out.ts';
import { indicatorOf } from '../catalogue/indicators.ts';
import type { Indicator, Observation } from '../model.ts';
import { symbols } from '../symbols.ts';
import { cellOf, withDecimals } from './cells.ts';
import type { TidyContext } from './context.ts';
import type { MappedColumn } from './mappings/model.ts';
import type { Row } from './read-rows.ts';
import type { Report } from './report.ts';

type Parts = Pick<Observation, 'value' | 'symbol' | 'numerator' | 'denominator' | 'populationVintage' | 'breakdown'>;

/** Reads what one column of the mapping holds. */
export interface ColumnReader {
  column: string;
  indicator: Indicator;
  /** Tells figures of one column and part apart from all others. */
  key: string;
  /** The filters that it is chosen by, in words: 'population_type “…”'. */
  filters: readonly string[];
  /** How many rows it was read from. */
  rows: number;
  /** Whether the row has the values of the filters. */
  holds(cells: readonly string[]): boolean;
  /** Nothing, and reported, where the cell is neither a number nor a symbol. @param date ISO date of the row */
  figure(row: Row, date: string): Parts | undefined;
}

const symbolNames = Object.keys(symbols).join(' ');
const folded = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase();

export function columnReaders(header: readonly string[], context: TidyContext, report: Report): ColumnReader[] {
  return context.mapping.columns.map((mapped) => readerOf(mapped, header, context, report));
}

function readerOf(
  mapped: MappedColumn,
  header: readonly string[],
  { mapping, catalogue }: TidyContext,
  report: Report,
): ColumnReader {
  const indicator = indicatorOf(catalogue, mapped.indicator);
  const at = header.indexOf(mapped.column);
  const [above, below] = [mapped.numerator, mapped.denominator].map((side) =>
    side === undefined ? -1 : header.indexOf(side),
  );
  const chosen = Object.entries({ ...mapping.filters, ...mapped.when });
  const tests = chosen.map(([column, value]) => ({ at: header.indexOf(column), value: folded(value) }));
  const whole = indicator.decimals === 0 && (indicator.unit === 'count' || indicator.unit === 'rank');
  const breakdown = mapped.breakdown === undefined ? {} : { breakdown: mapped.breakdown };
  const reader: ColumnReader = {
    column: mapped.column,
    indicator,
    key: JSON.stringify([indicator.code, mapped.breakdown ?? '']),
    filters: chosen.map(([column, value]) => `${column} “${value}”`),
    rows: 0,
    holds: (cells) => tests.every((test) => folded(cells[test.at] ?? '') === test.value),
    figure(row, date) {
      reader.rows += 1;
      const text = row.cells[at] ?? '';
      const cell = cellOf(text);
      if (!cell || (whole && cell.value?.includes('.'))) {
        const expected = `a ${whole ? 'whole ' : ''}number of 0 or more, or one of the symbols ${symbolNames}`;
        const message = `This is no ${cell ? 'whole ' : ''}number${cell ? '' : ' and no known symbol'}.`;
        report.problem({ row: row.number, column: mapped.column }, text.trim(), expected, message);
        return undefined;
      }
      const numerator = sideOf(row, above, 'numerator');
      const denominator = sideOf(row, below, 'denominator');
      const vintage =
        mapped.populationVintage === undefined ? {} : { populationVintage: `mid-${midYearBefore(date).slice(0, 4)}` };
      const value = cell.value === undefined ? cell : { value: withDecimals(cell.value, indicator.decimals) };
      // What is kept back must not be worked out again: what was counted doesn't stand beside it.
      const sides = cell.symbol === 'c' ? denominator : { ...numerator, ...denominator };
      return { ...breakdown, ...value, ...sides, ...vintage };
    },
  };
  return reader;

  /** A side that is a symbol is not stated: the quotient stands as printed without it. */
  function sideOf(row: Row, column: number | undefined, side: 'numerator' | 'denominator') {
    if (column === undefined || column < 0) return {};
    const text = row.cells[column] ?? '';
    const cell = cellOf(text);
    if (!cell) {
      report.problem(
        { row: row.number, column: header[column] ?? side },
        text.trim(),
        `a number of 0 or more, or one of the symbols ${symbolNames}`,
        'This is no number and no known symbol.',
      );
      return {};
    }
    return cell.value === undefined ? {} : { [side]: cell.value };
  }
}
