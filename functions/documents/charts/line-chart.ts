import {
  gridlines,
  numbersOf,
  periodAxis,
  periodLabels,
  periodsOf,
  tickLabels,
  valueAxis,
  valuesOf,
  within,
} from './axis.ts';
import { endLabels, endNames } from './end-labels.ts';
import { cut, widthOf } from './measure.ts';
import {
  type Break,
  type Chart,
  type ChartText,
  isNumber,
  MUTED,
  numberPrinter,
  PALETTE,
  type Series,
  SIZE,
  WIDTH,
} from './model.ts';
import { drawBreaks, drawGaps, drawSeries, type Plot } from './series.ts';
import { document, text } from './svg.ts';
import { checkTitle } from './title.ts';
import { breaksInWords, seriesInWords } from './words.ts';

export interface LineChart extends ChartText {
  /** What the axis counts: 'Rate per 10,000 aged 0 to 17'. */
  unit: string;
  /** At most six, the one that the chart is about first. The periods of all are the axis, in the order in which they first stand. */
  series: readonly Series[];
  breaks: readonly Break[];
}

const HEIGHT = 300;
const TOP = 50;
const BOTTOM = HEIGHT - 34;

/** Lines over an axis with nought on it, each with its own colour, dash and marker, named at its end with its last value. */
export function lineChart(chart: LineChart): Chart {
  checkTitle(chart.title);
  if (chart.series.length > PALETTE.length) throw new RangeError(`a line chart has at most ${PALETTE.length} series`);
  const print = numberPrinter(chart.decimals);
  const values = valueAxis(numbersOf(valuesOf(chart.series)), [BOTTOM, TOP]);
  const { names, width } = endNames(chart.series, print, BOTTOM - TOP + 16);
  const left = values.width + 12;
  const right = WIDTH - width - 30;
  const axis = periodAxis(periodsOf(chart.series), left + 22, right - 8);
  const plot: Plot = { axis, y: values.y, breaks: chart.breaks, bottom: BOTTOM, top: TOP, scale: 1 };
  const stops = drawBreaks(chart.breaks, axis, TOP - 4, BOTTOM);
  const end = ({ points }: Series) => {
    const last = points.findLast(({ value }) => isNumber(value));
    return last && isNumber(last.value) ? { x: axis.x(last.period), y: values.y(last.value.value) } : undefined;
  };
  const alternative = [
    `${chart.title}. Line chart, ${chart.unit}.`,
    ...chart.series.map((series) => seriesInWords(series, print)),
    ...breaksInWords(chart.breaks),
  ].join(' ');
  const svg = document(HEIGHT, alternative, [
    text(cut(chart.unit, WIDTH), 0, 14, { fill: MUTED }),
    ...gridlines(values, left, right),
    ...tickLabels(values, left - 8),
    ...periodLabels(axis, BOTTOM + 22),
    ...stops.parts,
    ...breakLabels(stops.places, right),
    ...endLabels(chart.series, names, { right, top: TOP - 8, bottom: BOTTOM + 8, end }),
    ...chart.series.map((series, index) => drawSeries(series, index, plot).join('')).toReversed(),
    ...drawGaps(chart.series, plot),
  ]);
  return { svg, alternative };
}

/** Over each dashed line; of two that would meet, the first has the words. */
function breakLabels(places: readonly number[], right: number): string[] {
  const label = 'Break in series';
  const width = widthOf(label, SIZE.small);
  let free = 0;
  return places
    .toSorted((a, b) => a - b)
    .flatMap((place) => {
      const middle = within(place, width, 0, right);
      if (middle - width / 2 < free) return [];
      free = middle + width / 2 + 8;
      return [text(label, middle, TOP - 9, { anchor: 'middle', size: SIZE.small, fill: MUTED })];
    });
}
