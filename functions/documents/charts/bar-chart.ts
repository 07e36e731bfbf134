import { max } from 'd3-array';
import { format } from 'd3-format';
import { scaleLinear } from 'd3-scale';
import { type Chart, type ChartText, isNumber, MUTED, PALETTE, symbolInWords, type Value, WIDTH } from './model.ts';
import { document, element, text, widthOf, wrap } from './svg.ts';

export interface BarChart extends ChartText {
  /** What the values are: 'children'. */
  unit: string;
  bars: readonly { label: string; value: Value /** printed after the value: '58.4%' */; note?: string }[];
}

const LABEL_WIDTH = 190;
const LINE = 17;
const GAP = 12;

/**
 * Horizontal bars in the order given, each with its label and value beside it, so it needs no axis and no gridlines. A symbol has no bar.
 * Values must not be negative: throws RangeError, for counts and shares never are.
 */
export function barChart(chart: BarChart): Chart {
  const numbers = chart.bars.flatMap((bar) => (isNumber(bar.value) ? [bar.value.value] : []));
  if (numbers.some((value) => value < 0)) throw new RangeError('a bar chart of counts has no negative values');
  const print = format(`,.${chart.decimals}f`);
  const valueText = (value: Value, note?: string): string =>
    (isNumber(value) ? print(value.value) : symbolInWords(value.symbol)) + (note ? ` (${note})` : '');
  // On the page a long one is cut to its line; the alternative text has it whole.
  const beside = chart.bars.map((bar) => wrap(valueText(bar.value, bar.note), 240, 1)[0] ?? '');
  const room = Math.max(40, ...beside.map((value) => widthOf(value) + 12));
  const left = LABEL_WIDTH + 12;
  const length = scaleLinear()
    .domain([0, (max(numbers) ?? 0) || 1])
    .range([0, Math.max(80, WIDTH - left - room)]);
  const parts: string[] = [];
  let y = 6;
  for (const [place, bar] of chart.bars.entries()) {
    const lines = wrap(bar.label, LABEL_WIDTH, 4);
    const height = Math.max(26, lines.length * LINE + 4);
    const middle = y + height / 2;
    lines.forEach((line, index) => {
      const baseline = middle + (index - (lines.length - 1) / 2) * LINE + 4.5;
      parts.push(text(line, LABEL_WIDTH, baseline, { anchor: 'end' }));
    });
    const extent = isNumber(bar.value) ? length(bar.value.value) : 0;
    if (extent > 0) {
      parts.push(element('rect', { x: left, y: middle - 12, width: extent, height: 24, fill: PALETTE[0] }));
    }
    const value = beside[place] ?? '';
    parts.push(
      text(value, left + extent + 7, middle + 4.5, isNumber(bar.value) ? { weight: 'bold' } : { fill: MUTED }),
    );
    y += height + GAP;
  }
  const bottom = y - GAP + 6;
  parts.unshift(element('line', { x1: left, x2: left, y1: 2, y2: bottom, stroke: MUTED, 'stroke-width': 1 }));
  const values = chart.bars.map((bar) => `${bar.label}: ${valueText(bar.value, bar.note)}`);
  const alternative = `${chart.title}. Bar chart, ${chart.unit}. ${values.join('; ')}.`;
  return { svg: document(bottom + 2, alternative, parts), alternative };
}
