import type { ScorecardRow } from '../scorecard/scorecard-schema.ts';

type Direction = ScorecardRow['direction'];

const shapes: Readonly<Record<Exclude<Direction, 'unknown'>, { points: string; label: string }>> = {
  rose: { points: '0,12 7,0 14,12', label: 'Arrow up' },
  fell: { points: '0,0 14,0 7,12', label: 'Arrow down' },
  same: { points: '0,4 0,8 14,8 14,4', label: 'Level bar' },
};

/** A small arrow that fills its narrow cell: no shipped font has arrows. The words stand beside it. */
export function directionArrow(direction: Direction): string {
  if (direction === 'unknown') return '';
  const { points, label } = shapes[direction];
  return `<svg role="img" aria-label="${label}" viewBox="-4 -6 22 22" xmlns="http://www.w3.org/2000/svg"><polygon points="${points}" fill="#12436D"/></svg>`;
}
