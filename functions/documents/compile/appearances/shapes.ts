import { PDFArray, type PDFDict, PDFName, PDFNumber } from 'pdf-lib';
import { nameOf, type Reader, resolve } from '../access.ts';
import type { Box } from '../pages.ts';
import { type Colour, Drawing, type Point } from './drawing.ts';
import { drawLineEnding } from './line-endings.ts';
import { numbersIn, readBorder, readColour, setLine } from './style.ts';

const BLACK: Colour = [0];
const MOST_POINTS = 200_000;

/** Square and Circle (ISO 32000-2, 12.5.6.8). Undefined where nothing would be seen. */
export function makeShape(reader: Reader, dict: PDFDict, rect: Box, round: boolean): Drawing | undefined {
  const { drawing, border, line, inside } = begin(reader, dict);
  const [left = 0, bottom = 0, right = 0, top = 0] = reader.numbers(dict, 'RD', 4) ?? [];
  const half = line ? border.width / 2 : 0;
  const box: Box = [rect[0] + left + half, rect[1] + bottom + half, rect[2] - right - half, rect[3] - top - half];
  if (!(box[2] >= box[0] && box[3] >= box[1]) || (!line && !inside)) return undefined;
  if (round) drawing.ellipse(box);
  else drawing.rectangle(box);
  return drawing.paint({ fill: inside !== undefined, stroke: line });
}

/** A Line with its endings and leader lines (12.5.6.7). */
export function makeLine(reader: Reader, dict: PDFDict): Drawing | undefined {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = reader.numbers(dict, 'L', 4) ?? [];
  const { drawing, border, line, inside } = begin(reader, dict);
  if (!line || !reader.array(dict, 'L')) return undefined;
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  // Leaders stand at right angles to the line, positive ones to its left.
  const [upX, upY] = [-(y2 - y1) / length, (x2 - x1) / length];
  const [leader, extension, offset] = ['LL', 'LLE', 'LLO'].map((key) => reader.number(dict, key) ?? 0) as [
    number,
    number,
    number,
  ];
  const sign = Math.sign(leader);
  const shift = leader + sign * offset;
  const from: Point = [x1 + upX * shift, y1 + upY * shift];
  const to: Point = [x2 + upX * shift, y2 + upY * shift];
  if (leader !== 0) {
    for (const [x, y] of [
      [x1, y1],
      [x2, y2],
    ] as const) {
      const [near, far] = [sign * offset, shift + sign * extension];
      drawing.lines([
        [x + upX * near, y + upY * near],
        [x + upX * far, y + upY * far],
      ]);
    }
  }
  drawing.lines([from, to]).paint({ stroke: true });
  const [start, end] = endings(reader, dict);
  drawLineEnding(drawing, start, from, to, { width: border.width, inside });
  drawLineEnding(drawing, end, to, from, { width: border.width, inside });
  return drawing;
}

/** Polygon and PolyLine (12.5.6.9), from `Vertices` or the curves of `Path`. */
export function makePolygon(reader: Reader, dict: PDFDict, closed: boolean): Drawing | undefined {
  const { drawing, border, line, inside } = begin(reader, dict);
  const vertices = pairs(numbersIn(reader, dict, 'Vertices') ?? []);
  const path = vertices.length > 0 ? vertices : addPath(reader, dict, drawing);
  if (path.length < 2 || !(line || (closed && inside))) return undefined;
  if (vertices.length > 0) drawing.lines(path);
  if (closed) drawing.add('h');
  drawing.paint({ fill: closed && inside !== undefined, stroke: line });
  if (closed || !line) return drawing;
  const [start, end] = endings(reader, dict);
  const points = path as [Point, Point, ...Point[]];
  drawLineEnding(drawing, start, points[0], points[1], { width: border.width, inside });
  drawLineEnding(drawing, end, points.at(-1) ?? points[1], points.at(-2) ?? points[0], { width: border.width, inside });
  return drawing;
}

/** Ink (12.5.6.13): each stroke through its points, with round joins. */
export function makeInk(reader: Reader, dict: PDFDict): Drawing | undefined {
  const { drawing, line } = begin(reader, dict);
  if (!line) return undefined;
  drawing.add('J', 1).add('j', 1);
  let left = MOST_POINTS;
  for (const entry of (reader.array(dict, 'InkList') ?? []).slice(0, 10_000)) {
    const stroke = resolve(reader.context, entry);
    if (!(stroke instanceof PDFArray) || stroke.size() > left * 2) continue;
    const points = pairs(numbersOf(reader, stroke));
    left -= points.length;
    const [only] = points;
    // A dot is a line to itself: round ends make it visible.
    if (only) drawing.lines(points.length === 1 ? [only, only] : points).paint({ stroke: true });
  }
  return drawing.extent(0) && drawing;
}

function begin(reader: Reader, dict: PDFDict) {
  const drawing = new Drawing();
  const border = readBorder(reader, dict);
  const colour = readColour(reader, dict, 'C') ?? BLACK;
  const interior = readColour(reader, dict, 'IC');
  const inside = interior && interior.length > 0 ? interior : undefined;
  const line = border.width > 0 && colour.length > 0;
  if (line) setLine(drawing, border, colour);
  if (inside) drawing.fill(inside);
  return { drawing, border, line, inside };
}

function endings(reader: Reader, dict: PDFDict): [string, string] {
  const names = (reader.array(dict, 'LE') ?? []).map((entry) => nameOf(resolve(reader.context, entry)) ?? 'None');
  return [names[0] ?? 'None', names[1] ?? 'None'];
}

export function lineEnding(reader: Reader, dict: PDFDict): string {
  const value = resolve(reader.context, dict.get(PDFName.of('LE')));
  return nameOf(value) ?? endings(reader, dict)[0];
}

function addPath(reader: Reader, dict: PDFDict, drawing: Drawing): Point[] {
  const path: Point[] = [];
  for (const entry of (reader.array(dict, 'Path') ?? []).slice(0, 10_000)) {
    const step = resolve(reader.context, entry);
    const points = step instanceof PDFArray ? pairs(numbersOf(reader, step)) : [];
    const [a, b, c] = points;
    if (a && b && c) drawing.curve(a, b, c);
    else if (a && path.length > 0) drawing.line(a);
    else if (a) drawing.move(a);
    path.push(...points.slice(-1));
  }
  return path;
}

function numbersOf(reader: Reader, array: PDFArray): number[] {
  const found = array.asArray().map((entry) => {
    const value = resolve(reader.context, entry);
    return value instanceof PDFNumber ? value.asNumber() : Number.NaN;
  });
  return found.every(Number.isFinite) ? found : [];
}

export function pairs(numbers: readonly number[]): Point[] {
  const points: Point[] = [];
  for (let index = 0; index + 1 < numbers.length; index += 2)
    points.push([numbers[index] ?? 0, numbers[index + 1] ?? 0]);
  return points;
}
