import type { PDFDict } from 'pdf-lib';
import type { Reader } from '../access.ts';
import type { Box } from '../pages.ts';
import { Drawing, type Point } from './drawing.ts';
import { pairs } from './shapes.ts';
import { numbersIn, readColour } from './style.ts';

export type MarkupKind = 'Highlight' | 'Underline' | 'StrikeOut' | 'Squiggly';
const MOST_QUADS = 10_000;
/** Of the wavy lines of an annotation. */
const MOST_WAVES = 200_000;

/** Marks on words (ISO 32000-2, 12.5.6.10): one part for each quadrilateral, whatever order its corners come in. */
export function makeMarkup(reader: Reader, dict: PDFDict, rect: Box, kind: MarkupKind): Drawing | undefined {
  const colour = readColour(reader, dict, 'C') ?? (kind === 'Highlight' ? [1, 1, 0] : [0]);
  const corners = pairs((numbersIn(reader, dict, 'QuadPoints') ?? cornersOf(rect)).slice(0, MOST_QUADS * 8));
  if (colour.length === 0) return undefined;
  const drawing = new Drawing();
  if (kind === 'Highlight') drawing.fill(colour);
  else drawing.stroke(colour);
  for (let at = 0; at + 3 < corners.length; at += 4) {
    const quad = corners.slice(at, at + 4) as [Point, Point, Point, Point];
    if (kind === 'Highlight') highlight(drawing, quad);
    else mark(drawing, quad, kind, MOST_WAVES / (corners.length / 4));
  }
  return drawing.extent(0) && drawing;
}

function highlight(drawing: Drawing, quad: readonly Point[]): void {
  const [x, y] = [0, 1].map((axis) => quad.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / 4) as [number, number];
  const around = [...quad].sort((a, b) => Math.atan2(a[1] - y, a[0] - x) - Math.atan2(b[1] - y, b[0] - x));
  drawing.lines(around).add('h').paint({ fill: true });
}

function mark(
  drawing: Drawing,
  quad: readonly [Point, Point, Point, Point],
  kind: MarkupKind,
  mostWaves: number,
): void {
  const { from, to, up } = baseline(quad);
  const height = Math.hypot(...up) || 1;
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  const along: Point = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const across: Point = [up[0] / height, up[1] / height];
  const point = (run: number, rise: number): Point => [
    from[0] + along[0] * run + across[0] * rise,
    from[1] + along[1] * run + across[1] * rise,
  ];
  drawing.add('w', Math.max(0.5, height / 16));
  if (kind !== 'Squiggly') {
    const rise = height * (kind === 'StrikeOut' ? 0.45 : 0.08);
    drawing.lines([point(0, rise), point(length, rise)]).paint({ stroke: true });
    return;
  }
  const step = Math.max(1, height / 8, length / Math.min(5_000, mostWaves));
  const points: Point[] = [];
  for (let run = 0, index = 0; run <= length; run += step, index += 1)
    points.push(point(run, height * 0.04 + (index % 2 === 0 ? 0 : step)));
  drawing.lines(points).paint({ stroke: true });
}

/**
 * The lower edge in reading direction and the way up. The standard counts corners round the quadrilateral, most programs write
 * upper left, upper right, lower left, lower right: the side of the first edge on which the third corner lies tells them apart.
 */
function baseline([a, b, c, d]: readonly [Point, Point, Point, Point]): { from: Point; to: Point; up: Point } {
  const side = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  // Does the third corner lie over the first (rows), or over the second (round)?
  const rows = Math.hypot(c[0] - a[0], c[1] - a[1]) < Math.hypot(c[0] - b[0], c[1] - b[1]);
  const [below, above] = rows ? [[c, d] as const, [a, b] as const] : [[d, c] as const, [a, b] as const];
  const [from, to] = side > 0 ? above : below;
  const [over] = side > 0 ? below : above;
  return { from, to, up: [over[0] - from[0], over[1] - from[1]] };
}

function cornersOf([x1, y1, x2, y2]: Box): number[] {
  return [x1, y2, x2, y2, x1, y1, x2, y1];
}
