import type { Problem } from '../../platform/outcome.ts';
import { calculated } from '../arithmetic/calculate.ts';
import { findIndicator } from '../catalogue/indicators.ts';
import {
  type Basis,
  type Catalogue,
  type Indicator,
  isQuotient,
  type Observation,
  type PlaceKind,
  placeKinds,
} from '../model.ts';
import { symbolOf } from '../symbols.ts';
import { decimalIn, type FigureParts, numberIn, type Report, unwanted, vintageOf } from './parse-cells.ts';
import { publishedOf } from './parse-published.ts';
import type { ColumnName } from './release-template.ts';
import type { Row } from './table.ts';

export interface RowContext {
  basis: Basis;
  /** Of the file, with that of its sheet if it has one: where a row stands begins so. */
  fileName: string;
  /** Kept with each figure. */
  sheet?: string;
  catalogue: Catalogue;
  /** ISO date; a figure of a later date is refused. */
  today?: string;
}

/** One row as an observation, or nothing and what is wrong with it. */
export function parseRow(row: Row, context: RowContext): { observation?: Observation; problems: Problem[] } {
  const problems: Problem[] = [];
  const report: Report = (column, expected, message) => {
    const found = row.cells[column] === '' ? 'an empty cell' : row.cells[column].slice(0, 80);
    problems.push({ where: `${context.fileName}, row ${row.number}, column ${column}`, found, expected, message });
  };
  const indicator = findIndicator(context.catalogue, row.cells.indicator);
  if (!indicator) {
    const message = 'This indicator isn’t known. Use a code from the template, or from “What each indicator means”.';
    report('indicator', 'a code of the catalogue, such as cpp.count', message);
  }
  const place = { code: text('place_code', 20), name: text('place_name', 100), kind: kindOf(row, report) };
  const date = dateOf(row, context, report);
  const figure = indicator ? figureOf(indicator, row, { date, basis: context.basis }, report) : undefined;
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
    row: row.number,
    ...(context.sheet === undefined ? {} : { sheet: context.sheet }),
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

function figureOf(
  indicator: Indicator,
  row: Row,
  { date, basis }: { date: string | undefined; basis: Basis },
  report: Report,
): FigureParts | undefined {
  breakdownOf(indicator, row, report);
  if (!isQuotient(indicator.unit)) return measureOf(indicator, row, report);
  if (basis === 'as-published') return publishedOf(indicator, row, date, report);
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

/** A count, rank, number of days or average: it stands in value, as it is. The denominator of a rank says among how many. */
function measureOf(indicator: Indicator, row: Row, report: Report): FigureParts | undefined {
  for (const column of ['numerator', 'population_vintage'] as const) unwanted(column, row, report);
  if (indicator.unit === 'rank' && row.cells.denominator !== '') return rankOf(row, report);
  unwanted('denominator', row, report);
  return indicator.decimals === 0 ? numberIn('value', row, report) : decimalIn(indicator.decimals, row, report);
}

function rankOf(row: Row, report: Report): FigureParts | undefined {
  const [rank, among] = [numberIn('value', row, report), numberIn('denominator', row, report)];
  if (!rank || !among) return undefined;
  if (among.value === undefined || Number(rank.value ?? 0) > Number(among.value)) {
    report(
      'denominator',
      'a whole number that is at least the rank',
      'Say among how many the rank is, or leave the cell empty.',
    );
    return undefined;
  }
  return { ...rank, denominator: among.value };
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
