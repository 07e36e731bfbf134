import { max } from 'd3-array';
import { format } from 'd3-format';
import { scaleLinear, scalePoint } from 'd3-scale';
import {
  line as lineThrough,
  symbol as marker,
  symbolCircle,
  symbolDiamond,
  symbolSquare,
  symbolTriangle,
} from 'd3-shape';
import {
  type Chart,
  type ChartText,
  GRID,
  isNumber,
  MUTED,
  PALETTE,
  symbolInWords,
  type Value,
  WIDTH,
} from './model.ts';
import { placeLabels } from './place-labels.ts';
import { document, element, text, widthOf, wrap } from './svg.ts';

export interface LineChart extends ChartText {
  /** What the axis counts: 'Rate per 10,000 aged 0 to 17'. */
  unit: string;
  /** At most six. The periods of all series are the axis, in the order in which they first stand. */
  series: readonly { name: string; points: readonly { period: string; value: Value }[] }[];
  /** No line crosses a break; it stands between its period and the one before. */
  breaks: readonly { before: string; note: string }[];
}

const HEIGHT = 300;
const TOP = 50;
const BOTTOM = HEIGHT - 34;
const MARKERS = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond] as const;
const DASHES = [undefined, '7 4', '2 3', '9 3 2 3', '4 4', '1 3'] as const;

/** Lines from nought, each with its own colour, dash and marker, named at its end with its last value. */
export function lineChart(chart: LineChart): Chart {
  if (chart.series.length > PALETTE.length) throw new RangeError(`a line chart has at most ${PALETTE.length} series`);
  const print = format(`,.${chart.decimals}f`);
  const periods = [...new Set(chart.series.flatMap((series) => series.points.map((point) => point.period)))];
  const numbers = chart.series.flatMap((series) =>
    series.points.flatMap((point) => (isNumber(point.value) ? [point.value.value] : [])),
  );
  if (numbers.some((value) => value < 0)) throw new RangeError('a line chart from nought has no negative values');
  const axis = scaleLinear()
    .domain([0, (max(numbers) ?? 0) || 1])
    .nice(5);
  const ticks = axis.ticks(5);
  const tickText = axis.tickFormat(5, ',~f');
  const names = chart.series.map((series) => wrap(endLabel(series, print), 150, 3));
  const left = Math.max(...ticks.map((tick) => widthOf(tickText(tick)))) + 12;
  const right = WIDTH - Math.max(...names.flat().map((label) => widthOf(label))) - 30;
  const x = scalePoint(periods, [left + 22, right - 8]);
  const y = axis.copy().range([BOTTOM, TOP]);
  const at = (period: string): number => x(period) ?? left;

  const parts: string[] = [text(wrap(chart.unit, WIDTH, 1)[0] ?? '', 0, 14, { fill: MUTED })];
  for (const tick of ticks) {
    parts.push(
      element('line', {
        x1: left,
        x2: right,
        y1: y(tick),
        y2: y(tick),
        stroke: tick === 0 ? MUTED : GRID,
        'stroke-width': 1,
      }),
      text(tickText(tick), left - 8, y(tick) + 4.5, { anchor: 'end' }),
    );
  }
  const every = Math.max(
    1,
    Math.ceil(Math.max(...periods.map((period) => widthOf(period) + 14)) / Math.max(1, x.step() || 1)),
  );
  periods.forEach((period, index) => {
    const shown = (periods.length - 1 - index) % every === 0;
    if (shown) parts.push(text(period, at(period), BOTTOM + 22, { anchor: 'middle' }));
  });
  for (const stop of chart.breaks) {
    const index = periods.indexOf(stop.before);
    if (index < 1) continue;
    const middle = (at(stop.before) + at(periods[index - 1] ?? stop.before)) / 2;
    parts.push(
      element('line', {
        x1: middle,
        x2: middle,
        y1: TOP - 4,
        y2: BOTTOM,
        stroke: MUTED,
        'stroke-width': 1,
        'stroke-dasharray': '3 3',
      }),
      text('Break in series', middle, TOP - 9, { anchor: 'middle', size: 12, fill: MUTED }),
    );
  }
  chart.series.forEach((series, index) => {
    parts.push(...drawn(series.points, index, chart.breaks, periods, at, (value) => y(value)));
  });
  parts.push(...endLabels(chart, names, right, (value) => y(value)));
  const alternative = alternativeText(chart, print);
  return { svg: document(HEIGHT, alternative, parts), alternative };
}

type Point = LineChart['series'][number]['points'][number];

function drawn(
  points: readonly Point[],
  index: number,
  breaks: LineChart['breaks'],
  periods: readonly string[],
  x: (period: string) => number,
  y: (value: number) => number,
): string[] {
  const colour = PALETTE[index] ?? PALETTE[0];
  const parts: string[] = [];
  const shape = marker(MARKERS[index % MARKERS.length] ?? symbolCircle, 64).digits(2);
  for (const run of runsOf(points, breaks, periods)) {
    const path = lineThrough<{ period: string; value: number }>(
      (point) => x(point.period),
      (point) => y(point.value),
    ).digits(2)(run);
    if (run.length > 1 && path) {
      parts.push(
        element('path', {
          d: path,
          fill: 'none',
          stroke: colour,
          'stroke-width': index === 0 ? 3 : 2,
          'stroke-dasharray': DASHES[index],
        }),
      );
    }
    for (const point of run) {
      parts.push(
        element('path', {
          d: shape() ?? '',
          transform: `translate(${x(point.period).toFixed(2)} ${y(point.value).toFixed(2)})`,
          fill: colour,
        }),
      );
    }
  }
  for (const point of points) {
    if (isNumber(point.value)) continue;
    const place = x(point.period);
    parts.push(
      element('path', {
        d: shape() ?? '',
        transform: `translate(${(place - 7).toFixed(2)} ${(BOTTOM - 10 - index * 16).toFixed(2)})`,
        fill: 'none',
        stroke: colour,
      }),
      text(point.value.symbol, place + 3, BOTTOM - 5.5 - index * 16, { fill: MUTED }),
    );
  }
  return parts;
}

/** Stretches without a gap: a symbol, a period that the series lacks, or a break ends one. */
function runsOf(
  points: readonly Point[],
  breaks: LineChart['breaks'],
  periods: readonly string[],
): { period: string; value: number }[][] {
  const of = new Map(points.map((point) => [point.period, point.value]));
  const stops = new Set(breaks.map((stop) => stop.before));
  const runs: { period: string; value: number }[][] = [[]];
  for (const period of periods) {
    const value = of.get(period);
    if (stops.has(period)) runs.push([]);
    if (value && isNumber(value)) runs.at(-1)?.push({ period, value: value.value });
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

function endLabel(series: LineChart['series'][number], print: (value: number) => string): string {
  const last = series.points.at(-1);
  if (!last) return series.name;
  return `${series.name} ${isNumber(last.value) ? print(last.value.value) : last.value.symbol}`;
}

function endLabels(
  chart: LineChart,
  names: readonly string[][],
  right: number,
  y: (value: number) => number,
): string[] {
  const wanted = chart.series.map((series, index) => {
    const last = series.points.findLast((point) => isNumber(point.value))?.value;
    return { centre: last && isNumber(last) ? y(last.value) : BOTTOM, height: (names[index]?.length ?? 1) * 16 + 4 };
  });
  const places = placeLabels(wanted, TOP - 8, BOTTOM + 8);
  return chart.series.flatMap((_, index) => {
    const colour = PALETTE[index] ?? PALETTE[0];
    const shape = marker(MARKERS[index % MARKERS.length] ?? symbolCircle, 64).digits(2)() ?? '';
    const lines = names[index] ?? [];
    const top = (places[index] ?? TOP) - ((lines.length - 1) * 16) / 2;
    return [
      element('path', { d: shape, transform: `translate(${(right + 12).toFixed(2)} ${top.toFixed(2)})`, fill: colour }),
      ...lines.map((line, row) => text(line, right + 22, top + row * 16 + 4.5, index === 0 ? { weight: 'bold' } : {})),
    ];
  });
}

function alternativeText(chart: LineChart, print: (value: number) => string): string {
  const lines = chart.series.map((series) => {
    const values = series.points.map(
      (point) =>
        `${point.period} ${isNumber(point.value) ? print(point.value.value) : symbolInWords(point.value.symbol)}`,
    );
    return `${series.name}: ${values.join(', ')}.`;
  });
  const breaks = chart.breaks.map((stop) => `Break in series before ${stop.before}: ${stop.note.replace(/\.$/, '')}.`);
  return [`${chart.title}. Line chart, ${chart.unit}.`, ...lines, ...breaks].join(' ');
}
