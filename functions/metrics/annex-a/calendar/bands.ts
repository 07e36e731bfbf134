import { anniversary } from './spans.ts';

/**
 * How long a child protection plan has lasted, in the bands of the DfE's statistics on children in need: at the day three or six months on it
 * is still in the lower band, at the day one or two years on in the higher. Months are counted from the start as `anniversary` says.
 */
export function planBand(start: string, asAt: string): string {
  if (anniversary(start, 3) >= asAt) return '3 months or less';
  if (anniversary(start, 6) >= asAt) return 'More than 3 months to 6 months';
  if (anniversary(start, 12) > asAt) return 'More than 6 months to less than 1 year';
  return anniversary(start, 24) > asAt ? '1 year to less than 2 years' : '2 years or more';
}

/** The same of an episode of need, where the DfE puts the day one year on in the lower band. Two years on are 2 years or more. */
export function needBand(start: string, asAt: string): string {
  if (anniversary(start, 3) >= asAt) return '3 months or less';
  if (anniversary(start, 6) >= asAt) return 'More than 3 months to 6 months';
  if (anniversary(start, 12) >= asAt) return 'More than 6 months to 1 year';
  return anniversary(start, 24) > asAt ? 'More than 1 year to 2 years' : '2 years or more';
}
