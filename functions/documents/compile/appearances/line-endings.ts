import type { Colour, Drawing, Point } from './drawing.ts';

/** Sizes of an ending, times the line's width (as common viewers draw them). */
const LENGTH = 9;
const SPREAD = Math.PI / 6;

/**
 * Draws what ends a line at `at`, coming from `from` (ISO 32000-2, table 179). Its inside has the interior colour, as shapes have.
 * A style that is not known draws nothing, as `None` does.
 */
export function drawLineEnding(
  drawing: Drawing,
  style: string,
  at: Point,
  from: Point,
  { width, inside }: { width: number; inside: Colour | undefined },
): void {
  const angle = Math.atan2(from[1] - at[1], from[0] - at[0]);
  const size = Math.max(3, LENGTH * Math.min(width, 12) * 0.66);
  const filled = inside !== undefined && inside.length > 0;
  if (filled) drawing.fill(inside);
  const away = (turn: number, length: number): Point => [
    at[0] + Math.cos(angle + turn) * length,
    at[1] + Math.sin(angle + turn) * length,
  ];
  const half = size / 2;
  const arrow = (turn: number, closed: boolean): void => {
    drawing.lines([away(turn + SPREAD, size), at, away(turn - SPREAD, size)]);
    if (closed) drawing.add('h');
    drawing.paint({ fill: closed && filled, stroke: true });
  };
  if (style === 'OpenArrow') arrow(0, false);
  else if (style === 'ClosedArrow') arrow(0, true);
  else if (style === 'ROpenArrow') arrow(Math.PI, false);
  else if (style === 'RClosedArrow') arrow(Math.PI, true);
  else if (style === 'Butt') drawing.lines([away(Math.PI / 2, half), away(-Math.PI / 2, half)]).paint({ stroke: true });
  else if (style === 'Slash') {
    drawing.lines([away(Math.PI / 3, size), away(Math.PI / 3 + Math.PI, size)]).paint({ stroke: true });
  } else if (style === 'Circle') {
    drawing.ellipse([at[0] - half, at[1] - half, at[0] + half, at[1] + half]).paint({ fill: filled, stroke: true });
  } else if (style === 'Square' || style === 'Diamond') {
    const first = style === 'Square' ? Math.PI / 4 : 0;
    const reach = style === 'Square' ? half * Math.SQRT2 : half;
    drawing.lines([0, 1, 2, 3].map((corner) => away(first + (corner * Math.PI) / 2, reach)));
    drawing.add('h').paint({ fill: filled, stroke: true });
  }
}
