import { widthOf, wrap } from './measure.ts';
import { isNumber, MUTED, type Series } from './model.ts';
import { placeLabels } from './place-labels.ts';
import { marker } from './series.ts';
import { straight, text } from './svg.ts';

const LINE = 16;
const WIDEST = 150;

/** Names at the ends of lines: the words of each in lines, and how wide the widest is. Fewer lines each, when all would not fit `height`. */
export function endNames(
  series: readonly Series[],
  print: (value: number) => string,
  height: number,
): { names: string[][]; width: number } {
  const wrapped = (most: number) => series.map((one) => withValue(one, print, most));
  const fits = (names: string[][]) => names.reduce((sum, lines) => sum + heightOf(lines), 0) <= height;
  const names = [3, 2].map(wrapped).find(fits) ?? wrapped(1);
  return { names, width: Math.max(0, ...names.flat().map((line) => widthOf(line))) };
}

const heightOf = (lines: readonly string[]): number => Math.max(1, lines.length) * LINE + 4;

/** The value is never cut off: a long name is. */
function withValue({ name, points }: Series, print: (value: number) => string, most: number): string[] {
  const last = points.at(-1);
  if (!last) return wrap(name, WIDEST, most);
  const value = isNumber(last.value) ? print(last.value.value) : (wrap(last.value.symbol, WIDEST / 2, 1)[0] ?? '');
  const whole = wrap(`${name} ${value}`, WIDEST, most);
  if (!whole.at(-1)?.endsWith('…')) return whole;
  const lines = wrap(name, WIDEST - widthOf(`… ${value}`), most);
  return [...lines.slice(0, -1), `${lines.at(-1) ?? ''} ${value}`.trim()];
}

/** Each name beside the end of its line, none over another; a thin line leads to one that had to move. */
export function endLabels(
  series: readonly Series[],
  names: readonly string[][],
  place: { right: number; top: number; bottom: number; end: (one: Series) => { x: number; y: number } | undefined },
): string[] {
  const { right, top, bottom } = place;
  const ends = series.map(place.end);
  const wanted = series.map((_, index) => ({ centre: ends[index]?.y ?? bottom, height: heightOf(names[index] ?? []) }));
  const centres = placeLabels(wanted, top, bottom);
  return series.flatMap((_, index) => {
    const lines = names[index] ?? [];
    const [centre, end] = [centres[index] ?? top, ends[index]];
    const first = centre - ((lines.length - 1) * LINE) / 2;
    const moved = end && Math.abs(first - end.y) > 5;
    return [
      ...(moved ? [straight(end.x + 6, end.y, right + 5, first, { colour: MUTED, width: 0.75 })] : []),
      marker(index, right + 12, first),
      ...lines.map((line, row) =>
        text(line, right + 22, first + row * LINE + 4.5, index === 0 ? { weight: 'bold' } : {}),
      ),
    ];
  });
}
