import type { Indicator, Observation, ReleaseDetails } from './model.ts';
import { type FigureSymbol, meaningOf } from './symbols.ts';

/** One figure as a table prints it: a number with its decimals, the symbol of its source, or the words for what is absent. */
export type Figure = { value: number; decimals: number } | { symbol: FigureSymbol } | { missing: string };

const months = 'January February March April May June July August September October November December'.split(' ');

/** '31 March 2026' of '2026-03-31'. */
export function dateInWords(iso: string): string {
  const [year, month, day] = iso.split('-');
  return `${Number(day)} ${months[Number(month) - 1]} ${year}`;
}

/** The same day of the year before; 28 February for a leap day. */
export function yearBefore(iso: string): string {
  const date = `${Number(iso.slice(0, 4)) - 1}${iso.slice(4)}`;
  return date.endsWith('-02-29') ? `${date.slice(0, 8)}28` : date;
}

/** A decimal string has at most 15 digits here, so a double holds it exactly enough to print it back. */
export function numeric(value: string): Figure {
  return { value: Number(value), decimals: value.split('.')[1]?.length ?? 0 };
}

/** @param date ISO date, named when there is no figure. */
export function figureOf(observation: Observation | undefined, date: string): Figure {
  if (observation?.value !== undefined) return numeric(observation.value);
  if (observation?.symbol !== undefined) return { symbol: observation.symbol };
  return { missing: `no figure for ${dateInWords(date)}` };
}

/** The value as text with its unit: '1,234', '70.4', '53.2%'; a symbol with its meaning: 'c (confidential)'. */
export function printed(observation: Pick<Observation, 'value' | 'symbol'>, unit: Indicator['unit']): string {
  if (observation.symbol !== undefined) return `${observation.symbol} (${meaningOf(observation.symbol)})`;
  const [whole = '', fraction] = (observation.value ?? '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fraction === undefined ? grouped : `${grouped}.${fraction}`}${unit === 'percent' ? '%' : ''}`;
}

/** What is printed with every figure that was carried over and not calculated. */
export const asPublished = 'as published, not calculated here';

/** 'Thornmere data team, return of 20 July 2026 (revised)'; of a paper 'Committee report of 22 January 2024 (as published, not calculated here)'. */
export const releaseInWords = ({ source, status, basis }: ReleaseDetails): string =>
  `${source} (${basis === 'as-published' ? asPublished : status})`;
