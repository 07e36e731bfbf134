import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { cut, widthOf, wrap } from './measure.ts';
import {
  type Chart,
  type ChartText,
  isNumber,
  MUTED,
  numberPrinter,
  PALETTE,
  type Value,
  valueInWords,
  WIDTH,
} from './model.ts';
import { document, element, straight, text } from './svg.ts';
import { checkTitle } from './title.ts';

export interface BarChart extends ChartText {
  /** What the values are: 'children'. */
  unit: string;
  bars: readonly { label: string; value: Value /** printed after the value: '58.4%' */; note?: string }[];
}

const WIDEST_LABEL = 190;
const LINE = 17;
const GAP = 12;

/** Words at the left of a bar, in lines, and the room that the widest of all needs. */
export function barLabels(labels: readonly string[]): { lines: string[][]; width: number } {
  const lines = labels.map((label) => wrap(label, WIDEST_LABEL, 4));
  return { lines, width: Math.max(0, ...lines.flat().map((line) => widthOf(line))) };
}

export const drawBarLabel = (lines: readonly string[], right: number, middle: number): string[] =>
  lines.map((line, index) =>
    text(line, right, middle + (index - (lines.length - 1) / 2) * LINE + 4.5, { anchor: 'end' }),
  );

/**
 * Horizontal bars in the order given, each with its label and value beside it, so it needs no axis and no gridlines. A symbol has no bar.
 * Values must not be negative: throws RangeError, for counts and shares never are.
 */
export function barChart(chart: BarChart): Chart {
  checkTitle(chart.title);
  const numbers = chart.bars.flatMap((bar) => (isNumber(bar.value) ? [bar.value.value] : []));
  if (numbers.some((value) => value < 0)) throw new RangeError('a bar chart of counts has no negative values');
  const print = numberPrinter(chart.decimals);
  const valueText = ({ value, note }: BarChart['bars'][number]): string =>
    valueInWords(value, print) + (note ? ` (${note})` : '');
  // On the page a long one is cut to its line; the alternative text has it whole.
  const beside = chart.bars.map((bar) => cut(valueText(bar), 240));
  const labels = barLabels(chart.bars.map(({ label }) => label));
  const room = Math.max(40, ...beside.map((value) => widthOf(value) + 12));
  const left = labels.width + 12;
  const length = scaleLinear()
    .domain([0, (max(numbers) ?? 0) || 1])
    .range([0, WIDTH - left - room]);
  const parts: string[] = [];
  let y = 6;
  for (const [place, bar] of chart.bars.entries()) {
    const lines = labels.lines[place] ?? [];
    const height = Math.max(26, lines.length * LINE + 4);
    const middle = y + height / 2;
    const extent = isNumber(bar.value) ? length(bar.value.value) : 0;
    parts.push(...drawBarLabel(lines, labels.width, middle));
    if (extent > 0) {
      parts.push(element('rect', { x: left, y: middle - 12, width: extent, height: 24, fill: PALETTE[0] }));
    }
    parts.push(
      text(
        beside[place] ?? '',
        left + extent + 7,
        middle + 4.5,
        isNumber(bar.value) ? { weight: 'bold' } : { fill: MUTED },
      ),
    );
    y += height + GAP;
  }
  const bottom = y - GAP + 6;
  parts.unshift(straight(left, 2, left, bottom, { colour: MUTED }));
  const values = chart.bars.map((bar) => `${bar.label}: ${valueText(bar)}`);
  const alternative = `${chart.title}. Bar chart, ${chart.unit}. ${values.join('; ')}.`;
  return { svg: document(bottom + 2, alternative, parts), alternative };
}
