import type { Observation } from '../model.ts';
import { symbolOf, symbols } from '../symbols.ts';
import type { ColumnName } from './release-template.ts';
import type { Row } from './table.ts';

export type Report = (column: ColumnName, expected: string, message: string) => void;

export type FigureParts = Pick<Observation, 'value' | 'symbol' | 'numerator' | 'denominator' | 'populationVintage'>;

const symbolNames = Object.keys(symbols).join(' ');

/** A whole number, with or without thousands commas, or a symbol. */
export function numberIn(
  column: ColumnName,
  row: Row,
  report: Report,
): Pick<FigureParts, 'value' | 'symbol'> | undefined {
  const cell = row.cells[column];
  const symbol = symbolOf(cell);
  if (symbol) return { symbol };
  if (/^(\d{1,12}|\d{1,3}(,\d{3}){1,3})$/.test(cell)) return { value: BigInt(cell.replaceAll(',', '')).toString() };
  report(
    column,
    `a whole number, or one of the symbols ${symbolNames}`,
    cell === ''
      ? 'A number is missing. Fill it, say with a symbol why there is none, or delete the row.'
      : 'This isn’t a whole number or a known symbol.',
  );
  return undefined;
}

/** A number with as many decimals as the indicator has, or fewer, or a symbol. */
export function decimalIn(
  decimals: number,
  { cells: { value } }: Row,
  report: Report,
): Pick<FigureParts, 'value' | 'symbol'> | undefined {
  const symbol = symbolOf(value);
  if (symbol) return { symbol };
  const plain = value.replaceAll(/(?<=\d),(?=\d{3})/g, '');
  if (/^\d{1,9}(\.\d+)?$/.test(plain) && (plain.split('.')[1]?.length ?? 0) <= decimals) return { value: plain };
  report(
    'value',
    `a number with at most ${decimals === 1 ? 'one decimal' : `${decimals} decimals`}, or one of the symbols ${symbolNames}`,
    value === ''
      ? 'A number is missing. Fill it, say with a symbol why there is none, or delete the row.'
      : 'This isn’t a number as this indicator has it, or a known symbol.',
  );
  return undefined;
}

/** The population that a rate divides by, which must be said. */
export function vintageOf(row: Row, date: string | undefined, report: Report): Pick<FigureParts, 'populationVintage'> {
  const cell = row.cells.population_vintage.toLowerCase();
  if (!/^mid-\d{4}$/.test(cell)) {
    report('population_vintage', 'a year such as mid-2025', 'A rate must say which population it divides by.');
  } else if (date !== undefined && cell.slice(4) > date.slice(0, 4)) {
    report(
      'population_vintage',
      `a year up to ${date.slice(0, 4)}`,
      'This population is of a later year than the figure.',
    );
  }
  return { populationVintage: cell };
}

/** Reports a cell that must be empty and isn't. */
export function unwanted(column: ColumnName, row: Row, report: Report): Record<string, never> {
  if (row.cells[column] !== '')
    report(column, 'an empty cell', `This indicator has no ${column.replace('_', ' ')}. Leave the cell empty.`);
  return {};
}
