import { type PDFContext, type PDFDict, PDFRawStream, type PDFRef } from 'pdf-lib';
import { formatNumber } from '../access.ts';
import type { Box } from '../pages.ts';

export type Point = readonly [x: number, y: number];
/** Components as PDF counts them: 1 grey, 3 RGB, 4 CMYK, each 0 to 1. None is transparent. */
export type Colour = readonly number[];

export interface FormOptions {
  fonts?: Readonly<Record<string, PDFRef>>;
  /** Constant opacity, 0 to 1, of strokes and fills. */
  opacity?: number;
  /** What is below shows through, as under a highlighter. */
  multiply?: boolean;
  matrix?: readonly number[];
}

/** How far a Bézier handle lies from its point to make a quarter of a circle of radius 1. */
const ROUND = 0.5523;

/** Operators of one made appearance (ISO 32000-2, 8.5). Everything is numbers, names of our own and hexadecimal strings. */
export class Drawing {
  private readonly operators: string[] = [];
  private bounds: [number, number, number, number] | undefined;

  add(operator: string, ...operands: readonly number[]): this {
    this.operators.push(operands.length === 0 ? operator : `${operands.map(formatNumber).join(' ')} ${operator}`);
    return this;
  }

  fill(colour: Colour): this {
    const operator = { 1: 'g', 3: 'rg', 4: 'k' }[colour.length];
    return operator === undefined ? this : this.add(operator, ...colour);
  }

  stroke(colour: Colour): this {
    const operator = { 1: 'G', 3: 'RG', 4: 'K' }[colour.length];
    return operator === undefined ? this : this.add(operator, ...colour);
  }

  dash(lengths: readonly number[]): this {
    if (lengths.length > 0) this.operators.push(`[${lengths.map(formatNumber).join(' ')}] 0 d`);
    return this;
  }

  move([x, y]: Point): this {
    return this.reach([x, y]).add('m', x, y);
  }

  line([x, y]: Point): this {
    return this.reach([x, y]).add('l', x, y);
  }

  curve(a: Point, b: Point, c: Point): this {
    return this.reach(a)
      .reach(b)
      .reach(c)
      .add('c', ...a, ...b, ...c);
  }

  lines(points: readonly Point[]): this {
    points.forEach((point, index) => void (index === 0 ? this.move(point) : this.line(point)));
    return this;
  }

  rectangle([x1, y1, x2, y2]: Readonly<Box>): this {
    return this.reach([x1, y1])
      .reach([x2, y2])
      .add('re', x1, y1, x2 - x1, y2 - y1);
  }

  ellipse([x1, y1, x2, y2]: Readonly<Box>): this {
    const [x, y, rx, ry] = [(x1 + x2) / 2, (y1 + y2) / 2, (x2 - x1) / 2, (y2 - y1) / 2];
    const [hx, hy] = [rx * ROUND, ry * ROUND];
    return this.move([x + rx, y])
      .curve([x + rx, y + hy], [x + hx, y + ry], [x, y + ry])
      .curve([x - hx, y + ry], [x - rx, y + hy], [x - rx, y])
      .curve([x - rx, y - hy], [x - hx, y - ry], [x, y - ry])
      .curve([x + hx, y - ry], [x + rx, y - hy], [x + rx, y])
      .add('h');
  }

  /** Fills and strokes the path, or does what of it has a colour. */
  paint(how: { fill?: boolean; stroke?: boolean }): this {
    return this.add(how.fill ? (how.stroke ? 'B' : 'f') : how.stroke ? 'S' : 'n');
  }

  get isEmpty(): boolean {
    return this.operators.length === 0;
  }

  /** The box of all points of its paths, wider by a margin on every side. */
  extent(margin: number): Box | undefined {
    if (!this.bounds) return undefined;
    const [x1, y1, x2, y2] = this.bounds;
    return [x1 - margin, y1 - margin, x2 + margin, y2 + margin];
  }

  /** As a form XObject in the document's own table of objects: the copier takes it from there like any other. */
  toForm(context: PDFContext, box: Readonly<Box>, { fonts = {}, opacity, multiply, matrix }: FormOptions): MadeForm {
    const content = `${this.operators.join('\n')}\n`;
    const resources: Record<string, PDFDict> = {};
    if (Object.keys(fonts).length > 0) resources.Font = context.obj({ ...fonts });
    if (opacity === undefined && !multiply) return register(context, box, { content, resources, matrix });
    // Opacity is that of the whole, not of a line over its own filling: what is drawn is a group.
    const inner = register(context, box, { content, resources, matrix: undefined, group: opacity !== undefined });
    const state = { ...(opacity === undefined ? {} : { ca: opacity }), ...(multiply ? { BM: 'Multiply' } : {}) };
    return register(context, box, {
      content: '/G gs /X Do\n',
      resources: { ExtGState: context.obj({ G: state }), XObject: context.obj({ X: inner.appearance }) },
      matrix,
    });
  }

  private reach([x, y]: Point): this {
    const [x1, y1, x2, y2] = this.bounds ?? [x, y, x, y];
    this.bounds = [Math.min(x1, x), Math.min(y1, y), Math.max(x2, x), Math.max(y2, y)];
    return this;
  }
}

export interface MadeForm {
  stream: PDFRawStream;
  appearance: PDFRef;
}

function register(
  context: PDFContext,
  box: Readonly<Box>,
  form: { content: string; resources: Record<string, PDFDict>; matrix: readonly number[] | undefined; group?: boolean },
): MadeForm {
  const dict = context.obj({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [...box],
    ...(form.matrix ? { Matrix: [...form.matrix] } : {}),
    ...(form.group ? { Group: { S: 'Transparency' } } : {}),
    Resources: context.obj(form.resources),
  });
  const stream = PDFRawStream.of(dict, new Uint8Array(Buffer.from(form.content, 'latin1')));
  return { stream, appearance: context.register(stream) };
}
