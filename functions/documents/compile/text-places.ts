import { codeOf } from './content-classes.ts';
import type { Box } from './pages.ts';

type Matrix = readonly [number, number, number, number, number, number];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const DEEPEST = 100;

const OPERATOR: Readonly<Record<string, number>> = Object.fromEntries(
  ['q', 'Q', 'cm', 'BT', 'Tf', 'TL', 'Tr', 'Td', 'TD', 'Tm', 'T*', 'Tj', 'TJ', "'", '"'].map((name) => [
    name,
    codeOf(name),
  ]),
);

const FOLLOWED: ReadonlySet<number> = new Set(Object.values(OPERATOR));

interface Graphics {
  ctm: Matrix;
  size: number;
  leading: number;
  invisible: boolean;
}

/**
 * Follows where a page's own content starts to show text, to tell what lies outside the visible part of the page. It reports clear cases
 * only: text placed anew, all of it beyond the edge however wide its letters are. Forms and pictures are not looked into.
 */
export class TextPlaces {
  /** Bytes of text that are out of sight. */
  outside = 0;
  private readonly box: Readonly<Box>;
  private readonly starts = new Int32Array(8);
  private readonly ends = new Int32Array(8);
  private operands = 0;
  private shown = 0;
  private state: Graphics = { ctm: IDENTITY, size: 0, leading: 0, invisible: false };
  private readonly saved: Graphics[] = [];
  private line: Matrix = IDENTITY;
  private isSure = false;

  constructor(box: Readonly<Box>) {
    this.box = box;
  }

  operand(start: number, end: number): void {
    this.starts[this.operands & 7] = start;
    this.ends[this.operands & 7] = end;
    this.operands += 1;
  }

  /** Spaces are nothing to see. */
  string(content: Uint8Array, start: number, end: number): void {
    for (let at = start + 1; at < end - 1; at += 1) {
      if (content[at] === 0x20) continue;
      this.shown += content[start] === 0x3c ? Math.ceil((end - start - 2) / 2) : end - start - 2;
      return;
    }
  }

  operator(code: number, content: Uint8Array): void {
    if (FOLLOWED.has(code)) this.follow(code, content);
    this.operands = 0;
    this.shown = 0;
  }

  private follow(code: number, content: Uint8Array): void {
    switch (code) {
      case OPERATOR.q:
        if (this.saved.length < DEEPEST) this.saved.push({ ...this.state });
        break;
      case OPERATOR.Q:
        this.state = this.saved.pop() ?? this.state;
        break;
      case OPERATOR.cm:
        this.state.ctm = multiply(this.matrix(content), this.state.ctm);
        break;
      case OPERATOR.BT:
        this.place(IDENTITY);
        break;
      case OPERATOR.Tf:
        this.state.size = this.number(content, 1);
        break;
      case OPERATOR.TL:
        this.state.leading = this.number(content, 1);
        break;
      case OPERATOR.Tr:
        this.state.invisible = this.number(content, 1) === 3;
        break;
      case OPERATOR.Tm:
        this.place(this.matrix(content));
        break;
      case OPERATOR.TD:
      case OPERATOR.Td:
        if (code === OPERATOR.TD) this.state.leading = -this.number(content, 1);
        this.move(this.number(content, 2), this.number(content, 1));
        break;
      case OPERATOR['T*']:
        this.move(0, -this.state.leading);
        break;
      case OPERATOR["'"]:
      case OPERATOR['"']:
        this.move(0, -this.state.leading);
        this.show();
        break;
      case OPERATOR.Tj:
      case OPERATOR.TJ:
        this.show();
        break;
    }
  }

  private move(x: number, y: number): void {
    this.place(multiply([1, 0, 0, 1, x, y], this.line));
  }

  private place(line: Matrix): void {
    this.line = line;
    this.isSure = true;
  }

  private show(): void {
    if (this.isSure && this.shown > 0 && !this.state.invisible && this.isOutside()) this.outside += this.shown;
    // Where the next text begins depends on the widths of these letters.
    this.isSure = false;
  }

  private isOutside(): boolean {
    const [la, lb, lc, ld, le, lf] = this.line;
    const [a, b, c, d, e, f] = this.state.ctm;
    const x = le * a + lf * c + e;
    const y = le * b + lf * d + f;
    const size = Math.abs(this.state.size);
    const alongX = (la * a + lb * c) * size;
    const alongY = (la * b + lb * d) * size;
    const around = Math.abs(alongX) + Math.abs(alongY) + (Math.abs(lc * a + ld * c) + Math.abs(lc * b + ld * d)) * size;
    const [left, bottom, right, top] = this.box;
    // The letters are at most as wide as they are high.
    const reachX = x + alongX * this.shown;
    const reachY = y + alongY * this.shown;
    return (
      (x + around < left && reachX + around < left) ||
      (y + around < bottom && reachY + around < bottom) ||
      (x - around > right && reachX - around > right) ||
      (y - around > top && reachY - around > top)
    );
  }

  private matrix(content: Uint8Array): Matrix {
    return [
      this.number(content, 6),
      this.number(content, 5),
      this.number(content, 4),
      this.number(content, 3),
      this.number(content, 2),
      this.number(content, 1),
    ];
  }

  /** The last operand but `index - 1`; 0 where it is missing or no number. */
  private number(content: Uint8Array, index: number): number {
    if (index > this.operands) return 0;
    const at = (this.operands - index) & 7;
    return decimal(content, this.starts[at] ?? 0, this.ends[at] ?? 0);
  }
}

/** A number as PDF writes them, without making a string of it; what follows a second sign or point is left out, as readers do. */
function decimal(content: Uint8Array, start: number, end: number): number {
  let value = 0;
  let scale = 0;
  const negative = content[start] === 0x2d;
  for (let at = negative || content[start] === 0x2b ? start + 1 : start; at < end; at += 1) {
    const digit = (content[at] ?? 0) - 0x30;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      scale *= 10;
    } else if (content[at] === 0x2e && scale === 0) scale = 1;
    else break;
  }
  const size = scale > 1 ? value / scale : value;
  return negative ? -size : size;
}

function multiply([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l];
}
