import { ordinal } from './arithmetic/ordinal.ts';
import type { Indicator, Observation, ReleaseDetails } from './model.ts';
import { type FigureSymbol, meaningOf } from './symbols.ts';

/** One figure as a table prints it: a number with its decimals, the symbol of its source, or the words for what is absent. */
export type Figure =
  | { value: number; decimals: number; rank?: RankOf }
  | { symbol: FigureSymbol }
  | { missing: string };

/** Of a figure that is a rank: among how many, where its release says so. */
interface RankOf {
  among?: number;
}

const months = 'January February March April May June July August September October November December'.split(' ');

/** '31 March 2026' of '2026-03-31'. */
export function dateInWords(iso: string): string {
  const [year, month, day] = iso.split('-');
  return `${Number(day)} ${months[Number(month) - 1]} ${year}`;
}

/** A decimal string has at most 15 digits here, so a double holds it exactly enough to print it back; nothing is worked out from it. */
export function numeric(value: string): { value: number; decimals: number } {
  return { value: Number(value), decimals: value.split('.')[1]?.length ?? 0 };
}

/**
 * An observation as a table prints it.
 * @param date ISO date, named when there is no figure
 */
export function figureOf(observation: Observation | undefined, date: string, unit: Unit): Figure {
  if (observation?.symbol !== undefined) return { symbol: observation.symbol };
  if (observation?.value === undefined) return { missing: `no figure for ${dateInWords(date)}` };
  const { denominator } = observation;
  const rank = { rank: denominator === undefined ? {} : { among: Number(denominator) } };
  return { ...numeric(observation.value), ...(unit === 'rank' ? rank : {}) };
}

type Unit = Indicator['unit'];
type Printable = Pick<Observation, 'value' | 'symbol' | 'denominator'>;

const grouped = (value: string): string => {
  const [whole = '', fraction] = value.split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? thousands : `${thousands}.${fraction}`;
};

/** Each unit says how a number of it is printed by itself: one that is added doesn't compile until it does. */
const printers: Readonly<Record<Unit, (value: string, one: Printable) => string>> = {
  count: grouped,
  'rate-per-10000': grouped,
  days: grouped,
  average: grouped,
  percent: (value) => `${grouped(value)}%`,
  rank: (value, { denominator }) =>
    `${ordinal(value)}${denominator === undefined ? '' : ` of ${grouped(denominator)}`}`,
};

/** The value as text with its unit: '1,234', '70.4', '53.2%', '44th of 317'; a symbol with its meaning: 'c (confidential)'. */
export function printed(one: Printable, unit: Unit): string {
  if (one.symbol !== undefined) return `${one.symbol} (${meaningOf(one.symbol)})`;
  return printers[unit](one.value ?? '', one);
}

/** The same of what a table holds: what is absent is said in words. */
export function printedFigure(figure: Figure, unit: Unit): string {
  if ('missing' in figure) return figure.missing;
  if ('symbol' in figure) return printed(figure, unit);
  const { value, decimals, rank } = figure;
  const among = rank?.among === undefined ? {} : { denominator: String(rank.among) };
  return printed({ value: value.toFixed(decimals), ...among }, unit);
}

/** What is printed with every figure that was carried over and not calculated. */
export const asPublished = 'as published, not calculated here';

/** 'Thornmere data team, return of 20 July 2026 (revised)'; of a paper 'Committee report of 22 January 2024 (as published, not calculated here)'. */
export const releaseInWords = ({ source, status, basis }: ReleaseDetails): string =>
  `${source} (${basis === 'as-published' ? asPublished : status})`;
