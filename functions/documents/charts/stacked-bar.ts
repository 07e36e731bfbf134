import { scaleLinear } from 'd3-scale';
import { barLabels, drawBarLabel } from './bar-chart.ts';
import { cut, widthOf } from './measure.ts';
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
import { drawHidden, drawKey, drawPart, drawPartLabel, fitsPart, hiddenSign, type KeyItem, partSign } from './parts.ts';
import { document, straight, text } from './svg.ts';
import { checkTitle } from './title.ts';

export interface StackedBar extends ChartText {
  /** What is counted: 'children'; of shares '% of children'. */
  unit: string;
  /** Names of the parts in their order, at most six. */
  parts: readonly string[];
  /** One value for each part, in the same order; the total as its source gives it, printed at the end. */
  bars: readonly { label: string; values: readonly Value[]; total?: Value }[];
  /** What a full bar stands for, as 100 of shares; without it the longest bar is as long as the page allows. */
  whole?: number;
}

const HEIGHT = 36;
const GAP = 12;
/** Between parts. */
const WHITE = 2;
/** A hidden part is always so wide: its width says nothing. */
const HIDDEN = 28;
/** More bars than these have their parts named in a key above, not in each. */
const MOST_NAMED = 3;

/**
 * Bars of parts. A part's name and value stand in it where they fit, else under its bar with the part's sign. A part with a symbol is a hatched gap
 * of one width. Throws RangeError for negative values, more than six parts, and bars with another number of values than parts.
 */
export function stackedBar(chart: StackedBar): Chart {
  check(chart);
  const print = numberPrinter(chart.decimals);
  const named = chart.bars.length <= MOST_NAMED;
  const labels = barLabels(chart.bars.map(({ label }) => label));
  const totals = chart.bars.map(({ total }) => (total ? cut(valueInWords(total, print), 120) : ''));
  const left = labels.width + 12;
  const room = Math.max(0, ...totals.map((total) => widthOf(total))) + 10;
  const hidden = Math.max(0, ...chart.bars.map(({ values }) => values.filter((value) => !isNumber(value)).length));
  const length = scaleLinear()
    .domain([0, Math.max(chart.whole ?? 0, ...chart.bars.map(sumOf)) || 1])
    .range([0, WIDTH - left - room - hidden * HIDDEN]);

  const unit = cut(capital(chart.unit), WIDTH);
  const parts: string[] = [text(unit, 0, 14, { fill: MUTED })];
  const key = drawKey(named ? [] : chart.parts.map((words, index) => ({ sign: partSign(index), words })), left, 22);
  parts.push(...key.parts);
  let y = 22 + key.height + 6;
  for (const [place, bar] of chart.bars.entries()) {
    const lines = labels.lines[place] ?? [];
    const height = Math.max(HEIGHT, lines.length * 17);
    const middle = y + height / 2;
    const drawn = drawBar(chart, bar, { left, top: middle - HEIGHT / 2, length, named, print });
    const beside = drawKey(drawn.outside, left + 1, middle + HEIGHT / 2 + 2);
    parts.push(
      ...drawBarLabel(lines, labels.width, middle),
      straight(left, middle - HEIGHT / 2 - 3, left, middle + HEIGHT / 2 + 3, { colour: MUTED }),
      ...drawn.parts,
      ...(bar.total ? [text(totals[place] ?? '', drawn.end + 7, middle + 4.5, { weight: 'bold' })] : []),
      ...beside.parts,
    );
    y += Math.max(height, height / 2 + HEIGHT / 2 + 2 + beside.height) + GAP;
  }
  const alternative = alternativeText(chart, print);
  return { svg: document(y - GAP + 4, alternative, parts), alternative };
}

function check({ title, parts, bars }: StackedBar): void {
  checkTitle(title);
  if (parts.length > PALETTE.length) throw new RangeError(`a stacked bar has at most ${PALETTE.length} parts`);
  for (const { label, values } of bars) {
    if (values.length !== parts.length) throw new RangeError(`the bar ${label} has not one value for each part`);
    if (values.some((value) => isNumber(value) && value.value < 0))
      throw new RangeError('a stacked bar has no negative values');
  }
}

const sumOf = ({ values }: StackedBar['bars'][number]): number =>
  values.reduce((sum, value) => sum + (isNumber(value) ? value.value : 0), 0);

function drawBar(
  { parts: names }: StackedBar,
  { values }: StackedBar['bars'][number],
  place: {
    left: number;
    top: number;
    length: (value: number) => number;
    named: boolean;
    print: (value: number) => string;
  },
) {
  const { left, top: y, length, named, print } = place;
  const parts: string[] = [];
  const outside: KeyItem[] = [];
  let x = left + 0.5;
  for (const [index, value] of values.entries()) {
    const name = names[index] ?? '';
    if (!isNumber(value)) {
      parts.push(...drawHidden(value.symbol, { x, y, width: HIDDEN - WHITE, height: HEIGHT }));
      if (named) outside.push({ sign: hiddenSign, words: `${name} ${valueInWords(value, print)}` });
      x += HIDDEN;
      continue;
    }
    const full = length(value.value);
    const box = { x, y, width: Math.max(full - WHITE, 0.75), height: HEIGHT };
    if (value.value > 0) parts.push(...drawPart(index, box));
    const printed = print(value.value);
    const lines = named ? [name, printed] : [printed];
    if (value.value > 0 && fitsPart(lines, box.width)) parts.push(...drawPartLabel(index, lines, box));
    else outside.push({ sign: partSign(index), words: named ? `${name} ${printed}` : printed });
    x += full;
  }
  return { parts, outside, end: x };
}

function alternativeText({ title, unit, parts, bars }: StackedBar, print: (value: number) => string): string {
  const said = bars.map(({ label, values, total }) => {
    const each = values.map((value, index) => `${parts[index] ?? ''} ${valueInWords(value, print)}`);
    return `${label}: ${each.join(', ')}${total ? `; total ${valueInWords(total, print)}` : ''}.`;
  });
  return [`${title}. Stacked bar chart, ${unit}.`, ...said].join(' ');
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
