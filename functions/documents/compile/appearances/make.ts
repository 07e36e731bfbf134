import { PDFArray, type PDFDict, type PDFObject, type PDFRawStream } from 'pdf-lib';
import { type Reader, textOf } from '../access.ts';
import type { Inflater } from '../inflate.ts';
import type { Box } from '../pages.ts';
import type { Drawing, FormOptions } from './drawing.ts';
import { FIELD_FLAG, type Field, readField } from './field.ts';
import { makeFreeText } from './free-text.ts';
import { type MarkupKind, makeMarkup } from './markup.ts';
import { makeInk, makeLine, makePolygon, makeShape } from './shapes.ts';
import { readBorder, readOpacity } from './style.ts';
import { Typefaces } from './typefaces.ts';
import { makeWidget } from './widget.ts';

export interface MadeAppearance {
  appearance: PDFObject;
  stream: PDFRawStream;
  /** Where it is painted: an annotation may draw beyond its rectangle. */
  rect: Box;
  /** What of it could not be shown as it is, in a sentence. */
  lacking: string[];
}

/** `nothing`: there is nothing to see. `cannot`: there is, and it is not drawn here. */
export type Making = MadeAppearance | 'nothing' | 'cannot';

/**
 * Makes the look of annotations that carry none, as viewers do on opening (ISO 32000-2, 12.5.5 and 12.7.4.3), as form XObjects in the
 * document's table of objects.
 */
export class AppearanceMaker {
  private faces: Typefaces | undefined;
  private readonly reader: Reader;
  private readonly inflater: Inflater;
  private readonly acroForm: PDFDict | undefined;

  constructor(reader: Reader, inflater: Inflater, catalog: PDFDict) {
    this.reader = reader;
    this.inflater = inflater;
    this.acroForm = reader.dict(catalog, 'AcroForm');
  }

  field(widget: PDFDict): Field {
    return readField(this.reader, this.inflater, widget, this.acroForm);
  }

  /** The document asks that text and choices be drawn from their values, whatever look they carry. */
  wantsAnew(dict: PDFDict, subtype: string): boolean {
    if (subtype !== 'Widget' || !this.reader.flag(this.acroForm, 'NeedAppearances')) return false;
    const { kind } = this.field(dict);
    return kind === 'text' || kind === 'choice';
  }

  async make(dict: PDFDict, subtype: string, rect: Box): Promise<Making> {
    if (subtype === 'Widget') return this.makeField(dict, rect);
    if (subtype === 'FreeText') {
      const faces = await this.typefaces();
      const { drawing, fits } = makeFreeText(this.reader, this.inflater, faces, dict, rect);
      return this.finished(
        drawing,
        union(rect, drawing.extent(12) ?? rect),
        { ...readOpacity(this.reader, dict) },
        fits,
      );
    }
    const drawing = this.drawn(dict, subtype, rect);
    if (drawing === undefined || drawing === 'cannot') return drawing ?? 'nothing';
    const width = readBorder(this.reader, dict).width;
    const extent = drawing.extent(width + (subtype === 'Line' || subtype === 'PolyLine' ? width * 2 : 1)) ?? rect;
    const multiply = subtype === 'Highlight';
    return this.finished(drawing, extent, { ...readOpacity(this.reader, dict), multiply }, true);
  }

  /** Writes the fonts that were used. Once, when all appearances are made. */
  finish(): void {
    this.faces?.finish();
  }

  private drawn(dict: PDFDict, subtype: string, rect: Box): Drawing | 'cannot' | undefined {
    switch (subtype) {
      case 'Square':
      case 'Circle':
        return makeShape(this.reader, dict, rect, subtype === 'Circle');
      case 'Line':
        return makeLine(this.reader, dict);
      case 'Polygon':
      case 'PolyLine':
        return makePolygon(this.reader, dict, subtype === 'Polygon');
      case 'Ink':
        return makeInk(this.reader, dict);
      case 'Highlight':
      case 'Underline':
      case 'StrikeOut':
      case 'Squiggly':
        return makeMarkup(this.reader, dict, rect, subtype satisfies MarkupKind);
      default:
        return 'cannot';
    }
  }

  private async makeField(dict: PDFDict, rect: Box): Promise<Making> {
    const field = this.field(dict);
    if (field.kind === undefined || field.kind === 'signature') return 'nothing';
    if (field.kind === 'button' && this.isUndecidable(field)) return 'cannot';
    const { drawing, box, matrix, fits } = makeWidget(this.reader, await this.typefaces(), field, rect);
    if (drawing.isEmpty) return 'nothing';
    return { ...this.finished(drawing, box, { matrix }, fits), rect };
  }

  /** A radio button that names no state of its own, in a group that names one: nothing says which of the buttons is meant. */
  private isUndecidable({ widget, flags, value }: Field): boolean {
    if ((flags & FIELD_FLAG.radio) === 0 || this.reader.name(widget, 'AS') !== undefined) return false;
    const kids = value('Kids');
    const chosen = value('V');
    return kids instanceof PDFArray && kids.size() > 1 && chosen !== undefined && textOf(chosen) !== 'Off';
  }

  private finished(drawing: Drawing, box: Box, options: FormOptions, fits: boolean): MadeAppearance {
    const lacking: string[] = [];
    if (!fits) lacking.push('Its text is longer than its place: part of it is not shown.');
    const missing = [...(this.faces?.missing ?? [])];
    this.faces?.missing.clear();
    if (missing.length > 0) {
      const points = missing
        .slice(0, 5)
        .map((text) => `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
      lacking.push(
        `No font here draws ${points.join(', ')}${missing.length > 5 ? ' and others' : ''}: a question mark stands there.`,
      );
    }
    const form = drawing.toForm(this.reader.context, box, { ...options, fonts: this.faces?.fonts() ?? {} });
    return { ...form, rect: box, lacking };
  }

  private async typefaces(): Promise<Typefaces> {
    this.faces ??= await Typefaces.create(this.reader.context);
    return this.faces;
  }
}

function union(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
