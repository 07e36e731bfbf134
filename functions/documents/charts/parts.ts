import { inkOn } from './contrast.ts';
import { cut, widthOf } from './measure.ts';
import { colourOf, MUTED, PAPER, SIZE, WIDTH } from './model.ts';
import { element, hatch, text } from './svg.ts';

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A part's fill: its colour, and from the third on a texture, since colours that are not neighbours in the palette may look alike in grey. */
export function drawPart(index: number, box: Box): string[] {
  const fill = colourOf(index);
  const texture = TEXTURES[index % TEXTURES.length];
  const solid = element('rect', { ...box, fill });
  return texture ? [solid, hatch(box, inkOn(fill), texture)] : [solid];
}

const TEXTURES = [
  undefined,
  undefined,
  { way: 'up', gap: 8, width: 0.9 },
  { way: 'up', gap: 8, width: 0.9 },
  { way: 'down', gap: 6, width: 0.9 },
  { way: 'down', gap: 6, width: 0.9 },
] as const;

/** A part whose size nobody may know, or nobody knows: white, hatched in grey, its symbol in the middle. */
export function drawHidden(symbol: string, box: Box): string[] {
  const size = SIZE.small;
  const words = cut(symbol, box.width - 4, size);
  const width = widthOf(words, size) + 4;
  const [middle, centre] = [box.x + box.width / 2, box.y + box.height / 2];
  return [
    ...drawGap(box),
    element('rect', { x: middle - width / 2, y: centre - 8, width, height: 16, fill: PAPER }),
    text(words, middle, centre + 4, { anchor: 'middle', size }),
  ];
}

const drawGap = (box: Box): string[] => [
  element('rect', {
    ...{ x: box.x + 0.5, y: box.y + 0.5, width: box.width - 1, height: box.height - 1 },
    ...{ fill: PAPER, stroke: MUTED, 'stroke-dasharray': '3 2' },
  }),
  hatch(box, MUTED, { way: 'up', gap: 6, width: 0.75 }),
];

/** Words in the middle of a part, one line over the other, on a plate of its colour so that no texture runs through them. */
export function drawPartLabel(index: number, lines: readonly string[], box: Box): string[] {
  const fill = colourOf(index);
  const size = SIZE.small;
  const width = Math.max(...lines.map((line) => widthOf(line, size))) + 4;
  const [middle, centre] = [box.x + box.width / 2, box.y + box.height / 2];
  const height = lines.length * LINE + 2;
  return [
    element('rect', { x: middle - width / 2, y: centre - height / 2, width, height, fill }),
    ...lines.map((line, row) =>
      text(line, middle, centre + (row - (lines.length - 1) / 2) * LINE + 4, {
        ...{ anchor: 'middle', size, fill: inkOn(fill) },
        ...(row === lines.length - 1 ? { weight: 'bold' } : {}),
      }),
    ),
  ];
}

const LINE = 14;

/** Whether words of these lines fit into a part of this width with some air. */
export const fitsPart = (lines: readonly string[], width: number): boolean =>
  Math.max(...lines.map((line) => widthOf(line, SIZE.small))) + 5 <= width;

/** Draws itself round the given middle. */
export interface Sign {
  width: number;
  draw: (x: number, y: number) => string[];
}

export interface KeyItem {
  sign: Sign;
  words: string;
}

export const KEY_LINE = 18;

/** Signs with their words, flowing from `left` to the edge of the chart in lines. `height` is that of all lines. */
export function drawKey(
  items: readonly KeyItem[],
  left: number,
  top: number,
  size: number = SIZE.small,
): { parts: string[]; height: number } {
  let [x, line] = [left, 0];
  const parts = items.flatMap(({ sign, words }) => {
    const indent = sign.width + 7;
    const shown = cut(words, WIDTH - left - indent, size);
    const width = indent + widthOf(shown, size);
    if (x > left && x + width > WIDTH) [x, line] = [left, line + 1];
    const middle = top + line * KEY_LINE + KEY_LINE / 2;
    const drawn = [...sign.draw(x + sign.width / 2, middle), text(shown, x + indent, middle + size * 0.35, { size })];
    x += width + 12;
    return drawn;
  });
  return { parts, height: items.length === 0 ? 0 : (line + 1) * KEY_LINE };
}

/** The sign of a part in a key. */
export const partSign = (index: number): Sign => ({
  width: 12,
  draw: (x, y) => drawPart(index, { x: x - 6, y: y - 6, width: 12, height: 12 }),
});

/** The sign of a part that is hidden in its bar. */
export const hiddenSign: Sign = {
  width: 12,
  draw: (x, y) => drawGap({ x: x - 6, y: y - 6, width: 12, height: 12 }),
};
