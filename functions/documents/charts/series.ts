import { line, symbolCircle, symbolDiamond, symbol as symbolShape, symbolSquare, symbolTriangle } from 'd3-shape';
import { numbersOf, type PeriodAxis, valuesOf } from './axis.ts';
import { widthOf } from './measure.ts';
import { type Break, colourOf, isNumber, MUTED, PAPER, type Series, SIZE } from './model.ts';
import { coordinate, element, straight, text } from './svg.ts';

const MARKERS = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond] as const;
const DASHES = [undefined, '7 4', '2 3', '9 3 2 3', '4 4', '1 3'] as const;

export type Run = { period: string; value: number }[];

/** Stretches without a gap: a symbol, a period that the series lacks, or a break ends one. */
export function runsOf(points: Series['points'], breaks: readonly Break[], periods: readonly string[]): Run[] {
  const values = new Map(points.map((point) => [point.period, point.value]));
  const stops = new Set(breaks.map((stop) => stop.before));
  const runs: Run[] = [[]];
  for (const period of periods) {
    const value = values.get(period);
    if (stops.has(period)) runs.push([]);
    if (value && isNumber(value)) runs.at(-1)?.push({ period, value: value.value });
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

export interface Plot {
  axis: PeriodAxis;
  y: (value: number) => number;
  breaks: readonly Break[];
  /** Foot and head of the plot: symbols stand on the foot. */
  bottom: number;
  top: number;
  /** 1 for a chart as wide as the page. */
  scale: number;
}

/** A marker in the manner of a series; hollow for a gap. */
export function marker(index: number, x: number, y: number, options: { area?: number; hollow?: boolean } = {}): string {
  const { area = 64, hollow = false } = options;
  const shape = symbolShape(MARKERS[index % MARKERS.length] ?? symbolCircle, area).digits(2)() ?? '';
  const transform = `translate(${coordinate(x)} ${coordinate(y)})`;
  const colour = colourOf(index);
  return element('path', {
    d: shape,
    transform,
    ...(hollow ? { fill: PAPER, stroke: colour, 'stroke-width': 1 } : { fill: colour }),
  });
}

/** The dash and weight of a series; the first is the one that the chart is about. */
export const strokeOf = (index: number, scale = 1) => ({
  stroke: colourOf(index),
  'stroke-width': (index === 0 ? 3 : 2) * scale,
  'stroke-dasharray': DASHES[index % DASHES.length],
});

/** The line of each run, and a marker on each of its points. */
export function drawSeries({ points }: Series, index: number, { axis, y, breaks, scale }: Plot): string[] {
  const path = line<Run[number]>(
    (point) => axis.x(point.period),
    (point) => y(point.value),
  ).digits(2);
  return runsOf(points, breaks, axis.periods).flatMap((run) => [
    ...(run.length > 1 ? [element('path', { d: path(run) ?? '', fill: 'none', ...strokeOf(index, scale) })] : []),
    ...run.map((point) => marker(index, axis.x(point.period), y(point.value), { area: 64 * scale * scale })),
  ]);
}

const LANE = 15;

/**
 * The symbols that stand where numbers would, under their period on the foot of the plot (on its head where more numbers lie low), each with the
 * hollow marker of its series. Where two would meet, the later stands further in; what the plot can't hold is left to the table and the
 * alternative text.
 */
export function drawGaps(series: readonly Series[], { axis, y, bottom, top, scale }: Plot): string[] {
  const heights = numbersOf(valuesOf(series)).map(y);
  const low = heights.filter((height) => height > bottom - 24).length;
  const high = heights.filter((height) => height < top + 24).length;
  const size = SIZE.least;
  const taken: { lane: number; from: number; to: number }[] = [];
  return series.flatMap(({ points }, index) =>
    points.flatMap(({ period, value }) => {
      if (isNumber(value)) return [];
      const short =
        Array.from(value.symbol).length > 3 ? `${Array.from(value.symbol).slice(0, 2).join('')}…` : value.symbol;
      const room = 14 * scale;
      const width = room + widthOf(short, size);
      const from = axis.x(period) - width / 2;
      let lane = 0;
      while (taken.some((one) => one.lane === lane && from < one.to + 2 && one.from < from + width + 2)) lane += 1;
      taken.push({ lane, from, to: from + width });
      const middle = low > high ? top + 9 + lane * LANE : bottom - 9 - lane * LANE;
      if (middle < top || middle > bottom) return [];
      return [
        element('rect', { x: from, y: middle - 7, width, height: 14, fill: PAPER }),
        marker(index, from + 5 * scale, middle, { hollow: true, area: 50 * scale * scale }),
        text(short, from + room, middle + 4, { size, fill: MUTED }),
      ];
    }),
  );
}

/** A dashed line through the plot before each period that can't be compared with the one before it. Where it stands, for a label. */
export function drawBreaks(
  breaks: readonly Break[],
  { periods, x }: PeriodAxis,
  top: number,
  bottom: number,
): { parts: string[]; places: number[] } {
  const places = breaks.flatMap(({ before }) => {
    const index = periods.indexOf(before);
    return index < 1 ? [] : [(x(before) + x(periods[index - 1] ?? before)) / 2];
  });
  const parts = places.map((middle) => straight(middle, top, middle, bottom, { colour: MUTED, dash: '3 3' }));
  return { parts, places };
}
