import type { PDFDict } from 'pdf-lib';
import { type Reader, textOf } from '../access.ts';
import type { Inflater } from '../inflate.ts';
import type { Box } from '../pages.ts';
import { type Colour, Drawing } from './drawing.ts';
import { plainText, textIn } from './field.ts';
import { drawLineEnding } from './line-endings.ts';
import { lineEnding, pairs } from './shapes.ts';
import { numbersIn, readBorder, readColour, readTextStyle, setLine, type TextStyle } from './style.ts';
import { type Align, drawParagraphs } from './text.ts';
import type { Typefaces } from './typefaces.ts';

/** Words written on the page, with their box and, of a callout, the line to what they speak of (ISO 32000-2, 12.5.6.6). */
export function makeFreeText(
  reader: Reader,
  inflater: Inflater,
  faces: Typefaces,
  dict: PDFDict,
  rect: Box,
): { drawing: Drawing; fits: boolean } {
  const drawing = new Drawing();
  const style = readTextStyle(reader.text(dict, 'DA'));
  const { align, ...css } = readCss(textOf(reader.get(dict, 'DS')));
  const border = readBorder(reader, dict);
  const ground = readColour(reader, dict, 'C');
  const [left = 0, bottom = 0, right = 0, top = 0] = reader.numbers(dict, 'RD', 4) ?? [];
  const box: Box = [rect[0] + left, rect[1] + bottom, rect[2] - right, rect[3] - top];
  const half = border.width / 2;
  const line = border.width > 0;
  if (line) setLine(drawing, border, style.colour);
  const callout = pairs(numbersIn(reader, dict, 'CL') ?? []).slice(0, 3);
  const [tip, next] = callout;
  if (tip && next && line) {
    drawing.lines(callout).paint({ stroke: true });
    drawLineEnding(drawing, lineEnding(reader, dict), tip, next, { width: border.width, inside: ground });
  }
  const filled = ground !== undefined && ground.length > 0;
  if (filled) drawing.fill(ground);
  const typewriter =
    reader.name(dict, 'IT') === 'FreeTextTypeWriter' || reader.name(dict, 'IT') === 'FreeTextTypewriter';
  if (filled || (line && !typewriter)) {
    drawing
      .rectangle([box[0] + half, box[1] + half, box[2] - half, box[3] - half])
      .paint({ fill: filled, stroke: line && !typewriter });
  }
  const words =
    textIn(reader, inflater, reader.get(dict, 'Contents')) ||
    plainText(textIn(reader, inflater, reader.get(dict, 'RC')) ?? '');
  const inset = border.width + 2;
  const area = {
    left: box[0] + inset,
    bottom: box[1] + inset / 2,
    width: Math.max(1, box[2] - box[0] - 2 * inset),
    height: Math.max(1, box[3] - box[1] - inset),
  };
  const quadding = (['left', 'centre', 'right'] as const)[reader.number(dict, 'Q') ?? 0] ?? 'left';
  const setting = { ...style, ...css, align: align ?? quadding };
  const fits = words === '' || drawParagraphs(drawing, faces, words, area, setting);
  return { drawing, fits };
}

/** What a default style string (CSS) says of size, colour and alignment. */
function readCss(css: string | undefined): Partial<TextStyle> & { align?: Align } {
  const found: { size?: number; colour?: Colour; align?: Align } = {};
  for (const declaration of (css ?? '').slice(0, 2_000).split(';')) {
    const [property = '', value = ''] = declaration.split(':').map((part) => part.trim().toLowerCase());
    const size = /(\d+(?:\.\d+)?)pt\b/.exec(value)?.[1];
    const hex = /^#([0-9a-f]{6})$/.exec(value)?.[1];
    if ((property === 'font' || property === 'font-size') && size !== undefined) found.size = Number(size);
    else if (property === 'color' && hex !== undefined) {
      found.colour = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
    } else if (property === 'text-align') {
      found.align = value === 'center' ? 'centre' : value === 'right' ? 'right' : 'left';
    }
  }
  return found;
}
