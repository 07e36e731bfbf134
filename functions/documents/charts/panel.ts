import { gridlines, periodAxis, tickLabels, valueAxis, within } from './axis.ts';
import { cut, widthOf } from './measure.ts';
import { type Break, isNumber, type Series, SIZE } from './model.ts';
import { placeLabels } from './place-labels.ts';
import { drawBreaks, drawGaps, drawSeries, marker } from './series.ts';
import { text } from './svg.ts';

/** Height of the plot, without its titles and the years under it. */
export const PLOT = 88;
const VALUE_LINE = 13;

interface Place {
  x: number;
  y: number;
  width: number;
  /** Of all panels. */
  periods: readonly string[];
  /** Of all lines, in the order of their colours. */
  names: readonly string[];
  /** What the axis must hold. */
  numbers: readonly number[];
  print: (value: number) => string;
}

/** One panel: grid, lines with gaps and breaks, the last value of each line at its end, the first and last period under it. */
export function drawPanel(
  { series, breaks }: { series: readonly Series[]; breaks: readonly Break[] },
  place: Place,
): string[] {
  const { x, y: top, width, periods, names, numbers, print } = place;
  const size = SIZE.least;
  const bottom = top + PLOT;
  const values = valueAxis(numbers, [bottom, top], { count: 3, size });
  const ends = series.flatMap((one) => {
    const last = one.points.at(-1);
    if (!last || !isNumber(last.value) || last.period !== periods.at(-1)) return [];
    return [
      { index: names.indexOf(one.name), words: cut(print(last.value.value), 80, size), at: values.y(last.value.value) },
    ];
  });
  const left = x + values.width + 10;
  const right = x + width - Math.max(0, ...ends.map(({ words }) => widthOf(words, size))) - 18;
  const axis = periodAxis(periods, left + 8, right - 4);
  const plot = { axis, y: values.y, breaks, bottom, top, scale: 0.72 };
  // Each line as if it were the only one of its colour: a name has one place among all panels.
  const ordered = names.map((name) => series.find((one) => one.name === name) ?? { name, points: [] });
  const centres = placeLabels(
    ends.map(({ at }) => ({ centre: at, height: VALUE_LINE })),
    top - 6,
    bottom + 6,
  );
  return [
    ...gridlines(values, left, right + 2),
    ...tickLabels(values, left - 6, size),
    ...outerPeriods(periods, axis.x, bottom + 16, [x, x + width]),
    ...drawBreaks(breaks, axis, top - 2, bottom).parts,
    ...ordered.map((one, index) => drawSeries(one, index, plot).join('')).toReversed(),
    ...drawGaps(ordered, plot),
    ...ends.flatMap(({ index, words }, order) => {
      const centre = centres[order] ?? top;
      return [
        marker(index, right + 8, centre, { area: 28 }),
        text(words, right + 14, centre + 4, { size, ...(index === 0 ? { weight: 'bold' } : {}) }),
      ];
    }),
  ];
}

/** The last period, and the first where both have room. */
function outerPeriods(
  periods: readonly string[],
  x: (period: string) => number,
  baseline: number,
  [from, to]: readonly [number, number],
): string[] {
  const size = SIZE.least;
  const label = (period: string) => {
    const words = cut(period, (to - from) / 2 - 8, size);
    const width = widthOf(words, size);
    const middle = within(x(period), width, from, to);
    return {
      start: middle - width / 2,
      end: middle + width / 2,
      drawn: text(words, middle, baseline, { anchor: 'middle', size }),
    };
  };
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [one, other] = [label(first), label(last)];
  return first !== last && one.end + 6 <= other.start ? [one.drawn, other.drawn] : [other.drawn];
}
