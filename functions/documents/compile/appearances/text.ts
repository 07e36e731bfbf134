import { formatNumber } from '../access.ts';
import type { Colour, Drawing } from './drawing.ts';
import type { Run, Shaped, Typefaces } from './typefaces.ts';

/** Baseline to baseline, times the size. */
export const LEADING = 1.2;
/** From the middle of a line to its baseline, times the size: half the height of a capital. */
const HALF_CAPITAL = 0.357;
/** The shipped face is a little wider than Helvetica, for which most forms are made. */
const NARROWEST = 0.86;
const SMALLEST = 4;
const LARGEST_AUTOMATIC = 12;
/** More is no field that anybody reads on paper. */
const MOST_CHARACTERS = 20_000;

export type Align = 'left' | 'centre' | 'right';
export interface Area {
  left: number;
  bottom: number;
  width: number;
  height: number;
}

export interface Setting {
  /** Points; 0: as fits. */
  size: number;
  colour: Colour;
  align: Align;
}

/** Draws one line in the middle of its area; narrower, then smaller, rather than cut. False when it doesn't fit at all. */
export function drawLine(drawing: Drawing, faces: Typefaces, text: string, area: Area, setting: Setting): boolean {
  const shaped = faces.shape(clean(text.replace(/[\r\n]+/g, ' ')).slice(0, MOST_CHARACTERS));
  const wanted = setting.size > 0 ? setting.size : Math.max(SMALLEST, Math.min(area.height / 1.35, 144));
  const squeeze = Math.max(NARROWEST, Math.min(1, area.width / (shaped.width * wanted || 1)));
  const fitting = area.width / (shaped.width * squeeze || 1);
  const size = Math.max(Math.min(SMALLEST, wanted), Math.min(wanted, fitting));
  const baseline = area.bottom + area.height / 2 - HALF_CAPITAL * size;
  placeLine(drawing, shaped, { area, align: setting.align, baseline, size, squeeze, colour: setting.colour });
  return size <= fitting + 0.01;
}

/** Draws lines from the top of the area, broken at its width. False when they don't fit at the smallest size. */
export function drawParagraphs(
  drawing: Drawing,
  faces: Typefaces,
  text: string,
  area: Area,
  setting: Setting,
): boolean {
  const paragraphs = clean(text.slice(0, MOST_CHARACTERS)).split(/\r\n|\r|\n/);
  let size = setting.size > 0 ? setting.size : LARGEST_AUTOMATIC;
  let lines = wrap(faces, paragraphs, area.width / size / NARROWEST);
  while (lines.length * size * LEADING > area.height + 0.2 * size && size > SMALLEST) {
    size = Math.max(SMALLEST, size * 0.93);
    lines = wrap(faces, paragraphs, area.width / size / NARROWEST);
  }
  lines.forEach((line, index) => {
    const baseline = area.bottom + area.height - size * (0.95 + index * LEADING);
    if (baseline < area.bottom - size) return;
    const squeeze = Math.max(NARROWEST, Math.min(1, area.width / (line.width * size || 1)));
    placeLine(drawing, line, { area, align: setting.align, baseline, size, squeeze, colour: setting.colour });
  });
  return lines.length * size * LEADING <= area.height + size && text.length <= MOST_CHARACTERS;
}

/** One character in the middle of each of `cells` equal parts (ISO 32000-2, table 231, Comb). */
export function drawComb(
  drawing: Drawing,
  faces: Typefaces,
  text: string,
  area: Area,
  setting: Setting & { cells: number },
): void {
  const width = area.width / setting.cells;
  const characters = [...new Intl.Segmenter('en').segment(clean(text))].slice(0, setting.cells);
  const free = setting.cells - characters.length;
  const first = { left: 0, centre: Math.floor(free / 2), right: free }[setting.align];
  const size = setting.size > 0 ? setting.size : Math.max(SMALLEST, Math.min(area.height / 1.35, width * 1.3));
  characters.forEach(({ segment }, index) => {
    const cell = { ...area, left: area.left + (first + index) * width, width };
    drawLine(drawing, faces, segment, cell, { ...setting, size, align: 'centre' });
  });
}

function placeLine(
  drawing: Drawing,
  shaped: Shaped,
  at: { area: Area; align: Align; baseline: number; size: number; squeeze: number; colour: Colour },
): void {
  if (shaped.runs.length === 0) return;
  const width = shaped.width * at.size * at.squeeze;
  const free = at.area.width - width;
  const left = at.area.left + Math.max(0, at.align === 'left' ? 0 : at.align === 'right' ? free : free / 2);
  drawing.add('BT').fill(at.colour);
  if (at.squeeze < 1) drawing.add('Tz', at.squeeze * 100);
  drawing.add('Td', left, at.baseline);
  for (const run of shaped.runs) showRun(drawing, run, at.size);
  drawing.add('ET');
}

function showRun(drawing: Drawing, { face, glyphs, spoken }: Run, size: number): void {
  drawing.add(`/${face.name} ${formatNumber(size)} Tf`);
  if (spoken !== undefined) drawing.add(`/Span <</ActualText <${utf16(spoken)}>>> BDC`);
  let pieces = '';
  let rise = 0;
  const show = (): void => {
    if (pieces !== '') drawing.add(`[${pieces}] TJ`);
    pieces = '';
  };
  for (const { code, width, advance, x, y } of glyphs) {
    if (y !== rise) {
      show();
      drawing.add('Ts', (y * size) / 1_000);
      rise = y;
    }
    const before = x === 0 ? '' : formatNumber(-x);
    const after = width + x === advance ? '' : formatNumber(width + x - advance);
    pieces += `${before}<${code.toString(16).padStart(4, '0')}>${after}`;
  }
  show();
  if (rise !== 0) drawing.add('Ts', 0);
  if (spoken !== undefined) drawing.add('EMC');
}

/** Lines no wider than `width` times the size; a word that is wider than a line is broken where it must be. */
function wrap(faces: Typefaces, paragraphs: readonly string[], width: number): Shaped[] {
  const lines: Shaped[] = [];
  for (const paragraph of paragraphs) {
    let line = '';
    let used = 0;
    for (const word of paragraph.split(/(?<=\s)/)) {
      const wide = faces.shape(word.trimEnd()).width;
      if (line !== '' && used + wide > width) {
        lines.push(faces.shape(line.trimEnd()));
        line = '';
        used = 0;
      }
      if (wide <= width) {
        line += word;
        used += faces.shape(word).width;
        continue;
      }
      for (const character of word) {
        const more = faces.shape(character).width;
        if (line !== '' && used + more > width) {
          lines.push(faces.shape(line));
          line = '';
          used = 0;
        }
        line += character;
        used += more;
      }
    }
    lines.push(faces.shape(line.trimEnd()));
  }
  return lines;
}

/** Tabs as spaces; other controls have no look. */
function clean(text: string): string {
  return text.replace(/\t/g, '    ').replace(/[^\P{Cc}\r\n]/gu, '');
}

function utf16(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index).toString(16).padStart(4, '0'));
  return `feff${units.join('')}`;
}
