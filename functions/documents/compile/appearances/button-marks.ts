import type { Colour, Drawing, Point } from './drawing.ts';
import { type Area, drawLine } from './text.ts';
import type { Typefaces } from './typefaces.ts';

/**
 * Draws the mark of a box or button that is on. `character` is one of ZapfDingbats, in which forms name their marks: 4 tick, 8 cross, l dot,
 * u diamond, n square, H star; any other is drawn as the text that it is.
 */
export function drawMark(
  drawing: Drawing,
  faces: Typefaces,
  character: string,
  area: Area,
  { size, colour }: { size: number; colour: Colour },
): void {
  // The size is that of the box, unless the form names one that is smaller.
  const side = Math.min(area.width, area.height) * 0.9;
  const edge = size > 0 ? Math.min(size, side) : side;
  const [left, bottom] = [area.left + (area.width - edge) / 2, area.bottom + (area.height - edge) / 2];
  const at = ([x, y]: Point): Point => [left + x * edge, bottom + y * edge];
  const polygon = (points: readonly Point[]): void => {
    drawing.fill(colour).lines(points.map(at)).add('h').paint({ fill: true });
  };
  if (character === '4') polygon(TICK);
  else if (character === '8') polygon(CROSS);
  else if (character === 'u') polygon(DIAMOND);
  else if (character === 'n') polygon(SQUARE);
  else if (character === 'H') polygon(STAR);
  else if (character === 'l') {
    const [from, to] = [at([0.2, 0.2]), at([0.8, 0.8])];
    drawing
      .fill(colour)
      .ellipse([...from, ...to])
      .paint({ fill: true });
  } else {
    drawLine(drawing, faces, character.slice(0, 3), area, { size: edge, colour, align: 'centre' });
  }
}

const TICK: readonly Point[] = [
  [0.1, 0.5],
  [0.22, 0.58],
  [0.38, 0.32],
  [0.78, 0.9],
  [0.9, 0.84],
  [0.42, 0.08],
  [0.34, 0.08],
];
const CROSS: readonly Point[] = [
  [0.12, 0.22],
  [0.22, 0.12],
  [0.5, 0.4],
  [0.78, 0.12],
  [0.88, 0.22],
  [0.6, 0.5],
  [0.88, 0.78],
  [0.78, 0.88],
  [0.5, 0.6],
  [0.22, 0.88],
  [0.12, 0.78],
  [0.4, 0.5],
];
const DIAMOND: readonly Point[] = [
  [0.5, 0.1],
  [0.9, 0.5],
  [0.5, 0.9],
  [0.1, 0.5],
];
const SQUARE: readonly Point[] = [
  [0.2, 0.2],
  [0.8, 0.2],
  [0.8, 0.8],
  [0.2, 0.8],
];
const STAR: readonly Point[] = Array.from({ length: 10 }, (_, index) => {
  const angle = Math.PI / 2 + (index * Math.PI) / 5;
  const radius = index % 2 === 0 ? 0.48 : 0.19;
  return [0.5 + Math.cos(angle) * radius, 0.5 + Math.sin(angle) * radius];
});
