import { numbersOf, periodsOf, valuesOf } from './axis.ts';
import { wrap } from './measure.ts';
import {
  type Break,
  type Chart,
  type ChartText,
  MUTED,
  numberPrinter,
  PALETTE,
  type Series,
  SIZE,
  WIDTH,
} from './model.ts';
import { drawPanel, PLOT } from './panel.ts';
import { drawKey, type Sign } from './parts.ts';
import { marker, strokeOf } from './series.ts';
import { document, element, text } from './svg.ts';
import { checkTitle } from './title.ts';
import { breaksInWords, seriesInWords } from './words.ts';

export interface Panel {
  /** The area or the measure. */
  title: string;
  /** When the panels are of different units. */
  unit?: string;
  decimals?: number;
  /** A name is the same line in every panel; at most six names in all. */
  series: readonly Series[];
  breaks: readonly Break[];
  /** The one that matters, as our own area among its neighbours. */
  highlighted?: boolean;
}

export interface SmallMultiples extends ChartText {
  unit: string;
  /** `same`: one axis for all, so that panels can be compared; `own`: each from nought to its greatest, which the chart says. */
  scale: 'same' | 'own';
  /** At most twelve. All have the same periods under them. */
  panels: readonly Panel[];
}

const MOST_PANELS = 12;
const GUTTER = 16;
const TITLE_LINE = 15;
const UNIT_LINE = 14;

/** Small line charts side by side, alike in all but their figures. Throws RangeError for more panels or lines than can be told apart. */
export function smallMultiples(chart: SmallMultiples): Chart {
  checkTitle(chart.title);
  const names = [...new Set(chart.panels.flatMap(({ series }) => series.map(({ name }) => name)))];
  if (chart.panels.length > MOST_PANELS) throw new RangeError(`small multiples have at most ${MOST_PANELS} panels`);
  if (names.length > PALETTE.length) throw new RangeError(`small multiples have at most ${PALETTE.length} lines`);
  const all = chart.panels.flatMap(({ series }) => series);
  const shared = chart.scale === 'same' ? numbersOf(valuesOf(all)) : undefined;
  const periods = periodsOf(all);
  const columns = chart.panels.length <= 4 ? Math.min(2, Math.max(1, chart.panels.length)) : 3;
  const width = (WIDTH - GUTTER * (columns - 1)) / columns;

  const scaleWords = chart.scale === 'same' ? 'All panels have the same scale' : 'Each panel has its own scale';
  const said = wrap(`${chart.unit}. ${scaleWords}.`, WIDTH, 2);
  const parts = said.map((line, row) => text(line, 0, 14 + row * 16, { fill: MUTED }));
  const key = drawKey(
    names.length > 1 ? names.map((words, index) => ({ sign: lineSign(index), words })) : [],
    0,
    said.length * 16 + 6,
  );
  parts.push(...key.parts);
  let y = said.length * 16 + 6 + key.height + 10;
  for (let first = 0; first < chart.panels.length; first += columns) {
    const row = chart.panels.slice(first, first + columns);
    const titles = row.map(({ title }) => wrap(title, width - 8, 3, SIZE.small));
    const units = row.map(({ unit }) => (unit === undefined ? [] : wrap(unit, width - 8, 2, SIZE.least)));
    const heads = titles.map((lines, place) => lines.length * TITLE_LINE + (units[place]?.length ?? 0) * UNIT_LINE);
    const head = Math.max(...heads) + 15;
    for (const [place, panel] of row.entries()) {
      const x = place * (width + GUTTER);
      const lines = titles[place] ?? [];
      if (panel.highlighted) {
        parts.push(element('rect', { x, y: y - 4, width, height: head + PLOT + 30, fill: '#EEF3F7' }));
      }
      parts.push(
        ...lines.map((line, index) =>
          text(line, x + 4, y + 11 + index * TITLE_LINE, { size: SIZE.small, weight: 'bold' }),
        ),
        ...(units[place] ?? []).map((line, index) =>
          text(line, x + 4, y + 11 + lines.length * TITLE_LINE + index * UNIT_LINE, { size: SIZE.least, fill: MUTED }),
        ),
        ...drawPanel(panel, {
          ...{ x, y: y + head, width, periods, names },
          numbers: shared ?? numbersOf(valuesOf(panel.series)),
          print: numberPrinter(panel.decimals ?? chart.decimals),
        }),
      );
    }
    y += head + PLOT + 30 + 10;
  }
  const alternative = alternativeText(chart, scaleWords);
  return { svg: document(y - 10, alternative, parts), alternative };
}

const lineSign = (index: number): Sign => ({
  width: 24,
  draw: (x, y) => [
    element('line', { x1: x - 12, x2: x + 12, y1: y, y2: y, ...strokeOf(index, 0.8) }),
    marker(index, x, y, { area: 36 }),
  ],
});

function alternativeText(chart: SmallMultiples, scaleWords: string): string {
  const panels = chart.panels.map(({ title, unit, decimals, series, breaks }) => {
    const print = numberPrinter(decimals ?? chart.decimals);
    const said = [...series.map((one) => seriesInWords(one, print)), ...breaksInWords(breaks)];
    return `${title}${unit === undefined ? '' : `, ${unit}`}: ${said.join(' ')}`;
  });
  return [`${chart.title}. Small multiples, ${chart.unit}. ${scaleWords}.`, ...panels].join(' ');
}
