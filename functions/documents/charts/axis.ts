import { max, min } from 'd3-array';
import { scaleLinear, scalePoint } from 'd3-scale';
import { cut, widthOf } from './measure.ts';
import { GRID, isNumber, MUTED, type Series, SIZE, type Value, WIDTH } from './model.ts';
import { straight, text } from './svg.ts';

export interface ValueAxis {
  y: (value: number) => number;
  /** At most ten, from below. */
  ticks: { y: number; label: string; nought: boolean }[];
  /** Of the widest label. */
  width: number;
}

/** From nought, or from below it where a value is negative, to a round number above the greatest. `range` is [foot, head] in units. */
export function valueAxis(
  numbers: readonly number[],
  range: readonly [number, number],
  { count = 5, size = SIZE.text }: { count?: number; size?: number } = {},
): ValueAxis {
  const [least, most] = [Math.min(0, min(numbers) ?? 0), Math.max(0, max(numbers) ?? 0)];
  const scale = scaleLinear()
    .domain([least, least === most ? 1 : most])
    .nice(count)
    .range(range);
  const print = scale.tickFormat(count, ',~f');
  const ticks = scale.ticks(count).map((tick) => ({ y: scale(tick), label: print(tick), nought: tick === 0 }));
  return { y: (value) => scale(value), ticks, width: Math.max(...ticks.map(({ label }) => widthOf(label, size))) };
}

export const gridlines = (axis: ValueAxis, left: number, right: number): string[] =>
  axis.ticks.map(({ y, nought }) => straight(left, y, right, y, { colour: nought ? MUTED : GRID }));

export const tickLabels = (axis: ValueAxis, x: number, size: number = SIZE.text): string[] =>
  axis.ticks.map(({ y, label }) => text(label, x, y + size * 0.35, { anchor: 'end', size }));

export interface PeriodAxis {
  periods: readonly string[];
  /** The middle of a period's column. */
  x: (period: string) => number;
  /** Between two periods; the whole width when there is one. */
  step: number;
}

/**
 * The periods of all series, once each. Those that start with a year stand by the year; others as the longest series has them, and what only
 * another has behind the one that it follows there.
 */
export function periodsOf(series: readonly Series[]): string[] {
  const lists = series.map(({ points }) => points.map(({ period }) => period));
  const all = [...new Set(lists.flat())];
  if (all.every((period) => /^\d{4}/.test(period))) return all.toSorted((a, b) => (a < b ? -1 : 1));
  const merged: string[] = [];
  for (const list of lists.toSorted((a, b) => b.length - a.length)) {
    for (const [place, period] of list.entries()) {
      if (merged.includes(period)) continue;
      const before = list[place - 1];
      const next = list.slice(place + 1).find((one) => merged.includes(one));
      if (before !== undefined) merged.splice(merged.indexOf(before) + 1, 0, period);
      else merged.splice(next === undefined ? merged.length : merged.indexOf(next), 0, period);
    }
  }
  return merged;
}

export const numbersOf = (values: readonly Value[]): number[] =>
  values.flatMap((value) => (isNumber(value) ? [value.value] : []));

export const valuesOf = (series: readonly Series[]): Value[] =>
  series.flatMap(({ points }) => points.map(({ value }) => value));

export function periodAxis(periods: readonly string[], from: number, to: number): PeriodAxis {
  const scale = scalePoint(periods, [from, to]);
  return { periods, x: (period) => scale(period) ?? from, step: scale.step() || to - from };
}

const WIDEST_PERIOD = 90;

/** As many as stand apart, counted back from the last, which is always there. */
export function periodLabels(axis: PeriodAxis, baseline: number, size: number = SIZE.text): string[] {
  const labels = axis.periods.map((period) => cut(period, WIDEST_PERIOD, size));
  const widest = Math.max(0, ...labels.map((label) => widthOf(label, size)));
  const every = Math.max(1, Math.ceil((widest + 12) / axis.step));
  return axis.periods.flatMap((period, index) => {
    if ((axis.periods.length - 1 - index) % every !== 0) return [];
    const label = labels[index] ?? '';
    return [text(label, within(axis.x(period), widthOf(label, size)), baseline, { anchor: 'middle', size })];
  });
}

/** The middle of a label so wide that is nearest to `middle` and keeps it on the page. */
export const within = (middle: number, width: number, from = 0, to = WIDTH): number =>
  Math.max(from + width / 2, Math.min(to - width / 2, middle));
