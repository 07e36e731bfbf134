import type { Problem } from '../platform/outcome.ts';
import { calculated } from './calculate.ts';
import { findIndicator } from './indicators.ts';
import { type Catalogue, type Indicator, type Observation, type PlaceKind, placeKinds } from './model.ts';
import type { Row } from './read-csv.ts';
import type { ColumnName } from './release-template.ts';
import { symbolOf, symbols } from './symbols.ts';

export interface RowContext {
  fileName: string;
  catalogue: Catalogue;
  /** ISO date; a figure of a later date is refused. */
  today?: string;
}

type Report = (column: ColumnName, expected: string, message: string) => void;

/** One row as an observation, or nothing and what is wrong with it. */
export function parseRow(row: Row, context: RowContext): { observation?: Observation; problems: Problem[] } {
  const problems: Problem[] = [];
  const report: Report = (column, expected, message) => {
    const found = row.cells[column] === '' ? 'an empty cell' : row.cells[column].slice(0, 80);
    problems.push({ where: `${context.fileName}, row ${row.number}, column ${column}`, found, expected, message });
  };
  const indicator = findIndicator(context.catalogue, row.cells.indicator);
  if (!indicator) {
    const known = context.catalogue.indicators.map((one) => one.code).join(', ');
    report('indicator', `one of ${known}`, 'This indicator isn’t known. Use a code from the template.');
  }
  const place = { code: text('place_code', 20), name: text('place_name', 100), kind: kindOf(row, report) };
  const date = dateOf(row, context, report);
  const figure = indicator ? figureOf(indicator, row, date, report) : undefined;
  const note = text('note', 500, true);
  if (problems.length > 0 || !indicator || !date || !place.kind || !figure) return { problems };
  const breakdown = row.cells.breakdown === '' ? {} : { breakdown: row.cells.breakdown };
  const observation: Observation = {
    indicator: indicator.code,
    place: { code: place.code, name: place.name, kind: place.kind },
    date,
    ...breakdown,
    ...figure,
    ...(note === '' ? {} : { note }),
  };
  return { observation, problems };

  function text(column: ColumnName, longest: number, mayBeEmpty = false): string {
    const cell = row.cells[column];
    if (cell === '' && !mayBeEmpty) report(column, 'text', 'This cell must be filled.');
    if (cell.length > longest) report(column, `at most ${longest} characters`, 'This text is too long.');
    if (/[\p{Cc}\p{Bidi_Control}]/u.test(cell))
      report(column, 'plain text', 'This text has characters that can’t be printed. Type it anew.');
    return cell;
  }
}

function kindOf(row: Row, report: Report): PlaceKind | undefined {
  const kind = placeKinds.find((one) => one === row.cells.place_kind.toLowerCase());
  if (!kind) report('place_kind', `one of ${placeKinds.join(', ')}`, 'Say what kind of place this is.');
  return kind;
}

/** ISO, or day/month/year as Excel rewrites it when a British user saves the file. */
function dateOf(row: Row, context: RowContext, report: Report): string | undefined {
  const cell = row.cells.as_at;
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell);
  const iso = british ? `${british[3]}-${british[2]?.padStart(2, '0')}-${british[1]?.padStart(2, '0')}` : cell;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso) {
    report('as_at', 'a date such as 2026-03-31 or 31/03/2026', 'This isn’t a date.');
    return undefined;
  }
  if (context.today !== undefined && iso > context.today) {
    report('as_at', `a date up to ${context.today}`, 'This date hasn’t come yet.');
    return undefined;
  }
  return iso;
}

type FigureParts = Pick<Observation, 'value' | 'symbol' | 'numerator' | 'denominator' | 'populationVintage'>;

const symbolNames = Object.keys(symbols).join(' ');

function figureOf(indicator: Indicator, row: Row, date: string | undefined, report: Report): FigureParts | undefined {
  breakdownOf(indicator, row, report);
  if (indicator.unit === 'count') return countOf(row, report);
  const { value, numerator, denominator } = row.cells;
  const vintage =
    indicator.unit === 'rate-per-10000' ? vintageOf(row, date, report) : unwanted('population_vintage', row, report);
  const wholly = symbolOf(value);
  if (wholly && numerator === '' && denominator === '') return { symbol: wholly, ...vintage };
  if (value !== '') {
    const unit = indicator.unit === 'percent' ? 'Percentages' : 'Rates';
    report(
      'value',
      'an empty cell',
      `${unit} are calculated, not typed. Leave value empty; give numerator (${indicator.numerator?.says}) and denominator (${indicator.denominator?.says}).`,
    );
    return undefined;
  }
  const above = numberIn('numerator', row, report);
  const below = numberIn('denominator', row, report);
  if (!above || !below) return undefined;
  const parts = {
    ...(above.value && { numerator: above.value }),
    ...(below.value && { denominator: below.value }),
    ...vintage,
  };
  const symbol = above.symbol ?? below.symbol;
  if (symbol) return { symbol, ...parts };
  if (above.value === undefined || below.value === undefined) return undefined;
  if (Number(below.value) === 0) {
    report(
      'denominator',
      'a whole number above 0',
      'Nothing can be divided by 0. If the figure doesn’t apply, put z in value and leave both sides empty.',
    );
    return undefined;
  }
  if (Number(above.value) > Number(below.value)) {
    report(
      'numerator',
      `at most the denominator, ${below.value}`,
      'A part can’t be larger than the whole. Are numerator and denominator the wrong way round?',
    );
    return undefined;
  }
  return { value: calculated(indicator, above.value, below.value), ...parts };
}

function countOf(row: Row, report: Report): FigureParts | undefined {
  for (const column of ['numerator', 'denominator', 'population_vintage'] as const) unwanted(column, row, report);
  return numberIn('value', row, report);
}

function unwanted(column: ColumnName, row: Row, report: Report): Record<string, never> {
  if (row.cells[column] !== '')
    report(column, 'an empty cell', `This indicator has no ${column.replace('_', ' ')}. Leave the cell empty.`);
  return {};
}

function breakdownOf(indicator: Indicator, row: Row, report: Report) {
  const part = row.cells.breakdown;
  if (indicator.breakdown && !indicator.breakdown.includes(part)) {
    report(
      'breakdown',
      `one of ${indicator.breakdown.join(', ')}`,
      'This indicator is split into parts: name one of them.',
    );
  } else if (!indicator.breakdown && part !== '') {
    report('breakdown', 'an empty cell', 'This indicator isn’t split into parts. Leave the cell empty.');
  }
}

/** A whole number, with or without thousands commas, or a symbol. */
function numberIn(column: ColumnName, row: Row, report: Report): Pick<FigureParts, 'value' | 'symbol'> | undefined {
  const cell = row.cells[column];
  const symbol = symbolOf(cell);
  if (symbol) return { symbol };
  if (/^(\d{1,12}|\d{1,3}(,\d{3}){1,3})$/.test(cell)) return { value: BigInt(cell.replaceAll(',', '')).toString() };
  report(
    column,
    `a whole number, or one of the symbols ${symbolNames}`,
    cell === ''
      ? 'A number is missing. If there is none, say why with a symbol.'
      : 'This isn’t a whole number or a known symbol.',
  );
  return undefined;
}

function vintageOf(row: Row, date: string | undefined, report: Report): Pick<FigureParts, 'populationVintage'> {
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
