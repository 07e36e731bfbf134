import type { Value } from '../../../documents/charts/model.ts';
import { isMissing } from '../pages/missing.ts';
import type { Figure } from './figures-view.ts';

/** A figure as a chart draws it. What is missing is a gap with `x`: the words for it stand in the table. */
export function chartValue(figure: Figure): Value {
  if (isMissing(figure)) return { symbol: 'x' };
  return 'symbol' in figure ? { symbol: figure.symbol } : { value: figure.value };
}

/** The most decimals that any of the figures is printed with. */
export const decimalsOf = (figures: readonly Figure[]): number =>
  Math.max(0, ...figures.map((figure) => (!isMissing(figure) && 'value' in figure ? figure.decimals : 0)));

export const pointsOf = (points: readonly { period: string; figure: Figure }[]) =>
  points.map(({ period, figure }) => ({ period, value: chartValue(figure) }));

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
