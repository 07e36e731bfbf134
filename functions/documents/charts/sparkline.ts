import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { numbersOf, periodAxis } from './axis.ts';
import { type Break, type Chart, isNumber, numberPrinter, PALETTE, type Series, symbolInWords } from './model.ts';
import { drawBreaks, type Run, runsOf } from './series.ts';
import { document, element } from './svg.ts';

export interface Sparkline {
  points: Series['points'];
  breaks: readonly Break[];
  decimals: number;
}

const WIDTH = 90;
const HEIGHT = 22;
const EDGE = 4;

/**
 * A line as large as a word, with no axis: from its own least value to its greatest, so its slope says nothing beside another's. The last number is a
 * dot; a symbol is a gap, a break a dashed line.
 */
export function sparkline({ points, breaks, decimals }: Sparkline): Chart {
  const numbers = numbersOf(points.map(({ value }) => value));
  const axis = periodAxis(
    points.map(({ period }) => period),
    EDGE,
    WIDTH - EDGE,
  );
  const [least = 0, most = 0] = extent(numbers);
  const y = scaleLinear()
    .domain([least, most])
    .range([HEIGHT - EDGE, EDGE]);
  const at = (value: number) => (least === most ? HEIGHT / 2 : y(value));
  const path = line<Run[number]>(
    (point) => axis.x(point.period),
    (point) => at(point.value),
  ).digits(2);
  const last = points.findLast(({ value }) => isNumber(value));
  const alternative = inWords({ points, breaks, decimals });
  const parts = [
    ...drawBreaks(breaks, axis, 1, HEIGHT - 1).parts,
    ...runsOf(points, breaks, axis.periods).map((run) =>
      run.length > 1
        ? element('path', { d: path(run) ?? '', fill: 'none', stroke: PALETTE[0], 'stroke-width': 1.5 })
        : dot(axis.x(run[0]?.period ?? ''), at(run[0]?.value ?? 0), 1.6, PALETTE[0]),
    ),
    ...(last && isNumber(last.value) ? [dot(axis.x(last.period), at(last.value.value), 3, PALETTE[2])] : []),
  ];
  return { svg: document(HEIGHT, alternative, parts, WIDTH), alternative };
}

const dot = (cx: number, cy: number, r: number, fill: string): string => element('circle', { cx, cy, r, fill });

/** 'From 61.0 in 2021 to 70.4 in 2026, lowest 58.9, highest 70.4; 2022 c (confidential).' */
function inWords({ points, breaks, decimals }: Sparkline): string {
  const print = numberPrinter(decimals);
  const known = points.flatMap(({ period, value }) => (isNumber(value) ? [{ period, value: value.value }] : []));
  const [first, last] = [known[0], known.at(-1)];
  const values = known.map(({ value }) => value);
  const range = `lowest ${print(Math.min(...values))}, highest ${print(Math.max(...values))}`;
  const said =
    !first || !last
      ? 'No figures'
      : first === last
        ? `${print(last.value)} in ${last.period}`
        : `From ${print(first.value)} in ${first.period} to ${print(last.value)} in ${last.period}, ${range}`;
  const symbols = points.flatMap(({ period, value }) =>
    isNumber(value) ? [] : [`${period} ${symbolInWords(value.symbol)}`],
  );
  const stops = breaks.map(({ before }) => `break in series before ${before}`);
  return `${[said, ...symbols, ...stops].join('; ')}.`;
}
