import { PDFArray, type PDFDict, type PDFObject } from 'pdf-lib';
import { nameOf, type Reader, resolve, textOf } from '../access.ts';
import type { Box } from '../pages.ts';
import { drawMark } from './button-marks.ts';
import { type Colour, Drawing } from './drawing.ts';
import { FIELD_FLAG, type Field } from './field.ts';
import { type Border, readBorder, readColour, setLine } from './style.ts';
import { type Area, drawComb, drawLine, drawParagraphs, LEADING, type Setting } from './text.ts';
import type { Typefaces } from './typefaces.ts';

export interface MadeWidget {
  drawing: Drawing;
  /** From the widget's own space, upright and from 0 0, to how it is turned. */
  box: Box;
  matrix: readonly number[];
  /** False: its text is longer than its place. */
  fits: boolean;
}

const SELECTED: Colour = [0.6, 0.757, 0.855];
const MOST_ROWS = 10_000;

/** A field as viewers draw it (12.5.6.19, 12.7.4): background, border, then value, mark or caption. */
export function makeWidget(reader: Reader, faces: Typefaces, field: Field, rect: Box): MadeWidget {
  const look = reader.dict(field.widget, 'MK');
  const turn = (((reader.number(look, 'R') ?? 0) % 360) + 360) % 360;
  const [across, up] = [rect[2] - rect[0], rect[3] - rect[1]];
  const upright = turn % 180 === 0;
  const [width, height] = upright ? [across, up] : [up, across];
  const border = readBorder(reader, field.widget);
  const drawing = new Drawing();
  const isButton = field.kind === 'button';
  const pushed = (field.flags & FIELD_FLAG.pushButton) !== 0;
  const mark = reader.text(look, 'CA') ?? (isButton && (field.flags & FIELD_FLAG.radio) !== 0 ? 'l' : '4');
  const round = isButton && !pushed && (field.flags & FIELD_FLAG.radio) !== 0 && mark === 'l';
  const line = frame(reader, drawing, look, border, { width, height, round });
  const inset = line ? border.width * (border.style === 'B' || border.style === 'I' ? 2 : 1) : 0;
  const area = { left: inset, bottom: inset, width: width - 2 * inset, height: height - 2 * inset };
  let fits = true;
  if (isButton && pushed) {
    const caption = reader.text(look, 'CA') ?? '';
    if (caption !== '')
      fits = drawLine(drawing, faces, caption, narrowed(area, 1), { ...field.style, align: 'centre' });
  } else if (isButton) {
    if (isOn(reader, field)) drawMark(drawing, faces, mark, area, field.style);
  } else if (field.values.join('') !== '' || isList(field)) {
    drawing
      .add('q')
      .rectangle([inset, inset, width - inset, height - inset])
      .add('W')
      .add('n');
    fits =
      field.kind === 'choice' ? choice(reader, drawing, faces, field, area) : text(reader, drawing, faces, field, area);
    drawing.add('Q');
  }
  return { drawing, box: [0, 0, width, height], matrix: MATRICES[turn] ?? MATRICES[0] ?? [], fits };
}

const isList = ({ kind, flags }: Field): boolean => kind === 'choice' && (flags & FIELD_FLAG.combo) === 0;

/** How a widget is turned. The painter moves and scales the result onto the rectangle. */
const MATRICES: Readonly<Record<number, readonly number[]>> = {
  0: [1, 0, 0, 1, 0, 0],
  90: [0, 1, -1, 0, 0, 0],
  180: [-1, 0, 0, -1, 0, 0],
  270: [0, -1, 1, 0, 0, 0],
};

function frame(
  reader: Reader,
  drawing: Drawing,
  look: PDFDict | undefined,
  border: Border,
  { width, height, round }: { width: number; height: number; round: boolean },
): boolean {
  const [ground, colour] = [readColour(reader, look, 'BG'), readColour(reader, look, 'BC')];
  const shape = (inset: number): Drawing => {
    const box: Box = [inset, inset, width - inset, height - inset];
    if (!round) return drawing.rectangle(box);
    const radius = Math.min(width, height) / 2 - inset;
    return drawing.ellipse([width / 2 - radius, height / 2 - radius, width / 2 + radius, height / 2 + radius]);
  };
  if (ground && ground.length > 0) shape(0).fill(ground).paint({ fill: true });
  const line = colour !== undefined && colour.length > 0 && border.width > 0;
  if (!line) return false;
  setLine(drawing, border, colour);
  if (border.style === 'U')
    drawing
      .lines([
        [0, border.width / 2],
        [width, border.width / 2],
      ])
      .paint({ stroke: true });
  else shape(border.width / 2).paint({ stroke: true });
  return true;
}

/** The state that a box or button without a look is in (12.7.5.2): its own, else the field's. */
function isOn(reader: Reader, field: Field): boolean {
  const state = reader.name(field.widget, 'AS') ?? nameOf(field.value('V'));
  return state !== undefined && state !== 'Off';
}

function text(reader: Reader, drawing: Drawing, faces: Typefaces, field: Field, area: Area): boolean {
  const value = (field.values[0] ?? '').replace(/[\r\n]+$/, '');
  const setting: Setting = { ...field.style, align: field.align };
  if (value === '') return true;
  if (field.flags & FIELD_FLAG.password) {
    return drawLine(drawing, faces, '•'.repeat(Math.min([...value].length, 100)), narrowed(area, 2), setting);
  }
  if (field.flags & FIELD_FLAG.multiline) return drawParagraphs(drawing, faces, value, narrowed(area, 2), setting);
  const cells = Number(textOf(field.value('MaxLen')) ?? maximum(reader, field));
  if (field.flags & FIELD_FLAG.comb && cells > 0 && cells <= 1_000) {
    drawComb(drawing, faces, value, area, { ...setting, cells });
    return [...value].length <= cells;
  }
  return drawLine(drawing, faces, value, { ...area, left: area.left + 2, width: area.width - 4 }, setting);
}

function maximum(reader: Reader, field: Field): number {
  for (
    let at: PDFDict | undefined = field.widget, step = 0;
    at && step < 32;
    at = reader.dict(at, 'Parent'), step += 1
  ) {
    const found = reader.number(at, 'MaxLen');
    if (found !== undefined) return found;
  }
  return 0;
}

function choice(reader: Reader, drawing: Drawing, faces: Typefaces, field: Field, area: Area): boolean {
  const options = optionsOf(reader, field);
  const setting: Setting = { ...field.style, align: field.align };
  const shown = (value: string): string => options.find(([kept]) => kept === value)?.[1] ?? value;
  if (field.flags & FIELD_FLAG.combo) {
    const value = field.values[0];
    return value === undefined || drawLine(drawing, faces, shown(value), narrowed(area, 2), setting);
  }
  const size = setting.size > 0 ? setting.size : 12;
  const height = size * LEADING;
  const first = Math.max(0, Math.trunc(Number(reader.number(field.widget, 'TI') ?? 0)));
  const chosen = new Set(field.values);
  const rows = Math.min(options.length - first, Math.ceil(area.height / height));
  for (let row = 0; row < rows; row += 1) {
    const [kept, words] = options[first + row] ?? ['', ''];
    const bottom = area.bottom + area.height - (row + 1) * height;
    if (chosen.has(kept) || chosen.has(words)) {
      drawing
        .fill(SELECTED)
        .rectangle([area.left, bottom, area.left + area.width, bottom + height])
        .paint({ fill: true });
    }
    drawLine(
      drawing,
      faces,
      words,
      { left: area.left + 2, bottom, width: area.width - 4, height },
      { ...setting, size },
    );
  }
  return options.every(([kept, words], index) => {
    const visible = index >= first && (index - first + 1) * height <= area.height + 0.4 * height;
    return visible || !(chosen.has(kept) || chosen.has(words));
  });
}

type Option = readonly [kept: string, shown: string];

/** Many widgets may show the options of one field: each list is read once. */
const known = new WeakMap<PDFArray, readonly Option[]>();

/** Export value and what is shown of each option. */
function optionsOf(reader: Reader, field: Field): readonly Option[] {
  const array = field.value('Opt');
  if (!(array instanceof PDFArray)) return [];
  const found = known.get(array) ?? readOptions(reader, array);
  known.set(array, found);
  return found;
}

function readOptions(reader: Reader, array: PDFArray): Option[] {
  const text = (value: PDFObject | undefined): string | undefined => textOf(resolve(reader.context, value));
  return array
    .asArray()
    .slice(0, MOST_ROWS)
    .map((entry) => {
      const value = resolve(reader.context, entry);
      const [kept, words] = value instanceof PDFArray ? value.asArray().map(text) : [textOf(value)];
      return [kept ?? '', words ?? kept ?? ''];
    });
}

const narrowed = (area: Area, by: number): Area => ({
  left: area.left + by,
  bottom: area.bottom + by / 2,
  width: Math.max(0.1, area.width - 2 * by),
  height: Math.max(0.1, area.height - by),
});
