import { FONT, INK, SIZE, WIDTH } from './model.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** A coordinate with at most two decimals, never in exponent form. */
export function coordinate(value: number): string {
  return String(Math.round(value * 100) / 100 || 0);
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element; every attribute value and child text has been escaped here or by the caller's `text`. */
export function element(name: string, attributes: Attributes, children = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? coordinate(value) : escapeText(String(value))}"`)
    .join('');
  return children === '' ? `<${name}${written}/>` : `<${name}${written}>${children}</${name}>`;
}

export interface TextOptions {
  anchor?: 'start' | 'middle' | 'end';
  size?: number;
  weight?: 'bold';
  fill?: string;
}

/** Text whose baseline is at `y`. */
export function text(content: string, x: number, y: number, options: TextOptions = {}): string {
  return element(
    'text',
    {
      x,
      y,
      'font-family': FONT,
      'font-size': options.size ?? SIZE.text,
      'font-weight': options.weight,
      'text-anchor': options.anchor ?? 'start',
      fill: options.fill ?? INK,
    },
    escapeText(content) || ' ',
  );
}

interface Stroke {
  colour: string;
  width?: number;
  dash?: string | undefined;
}

export function straight(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): string {
  const { colour, width = 1, dash } = stroke;
  return element('line', { x1, x2, y1, y2, stroke: colour, 'stroke-width': width, 'stroke-dasharray': dash });
}

/** Slanted lines that fill a box, `gap` apart: texture that is told apart without colour, and needs no ids as patterns do. */
export function hatch(
  box: { x: number; y: number; width: number; height: number },
  colour: string,
  { gap = 5, way = 'up', width = 1 }: { gap?: number; way?: 'up' | 'down'; width?: number } = {},
): string {
  const { x, y, height } = box;
  const steps: string[] = [];
  for (let shift = gap - height; shift < box.width; shift += gap) {
    // The line runs from the foot at `shift` to the head at `shift + height`, cut where it leaves the box.
    const from = Math.max(0, -shift);
    const to = Math.min(height, box.width - shift);
    if (to - from < 0.5) continue;
    const at = (along: number) => (way === 'up' ? y + height - along : y + along);
    steps.push(
      `M${coordinate(x + shift + from)} ${coordinate(at(from))}L${coordinate(x + shift + to)} ${coordinate(at(to))}`,
    );
  }
  if (steps.length === 0) return '';
  return element('path', { d: steps.join(''), stroke: colour, 'stroke-width': width, fill: 'none' });
}

export function document(height: number, alternative: string, children: readonly string[], width = WIDTH): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${coordinate(width)} ${coordinate(height)}`,
      width,
      height,
      role: 'img',
      'aria-label': alternative,
    },
    children.join(''),
  );
}
