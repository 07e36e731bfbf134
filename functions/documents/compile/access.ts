import {
  PDFArray,
  PDFBool,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFString,
  pdfDocEncodingDecode,
} from 'pdf-lib';

export { formatNumber } from './format-number.ts';

/** Follows references to a value. A chain of references to references ends after 32 steps as "nothing". */
export function resolve(context: PDFContext, value: PDFObject | undefined): PDFObject | undefined {
  let at = value;
  for (let step = 0; step < 32; step += 1) {
    if (!(at instanceof PDFRef)) return at;
    at = context.lookup(at);
  }
  return undefined;
}

/** Reads of an untrusted document: every getter answers `undefined` for a missing value or one of another type. */
export class Reader {
  readonly context: PDFContext;

  constructor(context: PDFContext) {
    this.context = context;
  }

  raw(dict: PDFDict | undefined, key: string): PDFObject | undefined {
    return dict?.get(PDFName.of(key));
  }

  get(dict: PDFDict | undefined, key: string): PDFObject | undefined {
    return resolve(this.context, this.raw(dict, key));
  }

  dict(dict: PDFDict | undefined, key: string): PDFDict | undefined {
    return asDict(this.get(dict, key));
  }

  array(dict: PDFDict | undefined, key: string): readonly PDFObject[] | undefined {
    const value = this.get(dict, key);
    return value instanceof PDFArray ? value.asArray() : undefined;
  }

  number(dict: PDFDict | undefined, key: string): number | undefined {
    const value = this.get(dict, key);
    return value instanceof PDFNumber && Number.isFinite(value.asNumber()) ? value.asNumber() : undefined;
  }

  name(dict: PDFDict | undefined, key: string): string | undefined {
    return nameOf(this.get(dict, key));
  }

  flag(dict: PDFDict | undefined, key: string): boolean {
    const value = this.get(dict, key);
    return value instanceof PDFBool && value.asBoolean();
  }

  text(dict: PDFDict | undefined, key: string): string | undefined {
    return textOf(this.get(dict, key));
  }

  numbers(dict: PDFDict | undefined, key: string, length: number): number[] | undefined {
    const array = this.array(dict, key);
    if (!array || array.length < length) return undefined;
    const found = array.slice(0, length).map((entry) => {
      const value = resolve(this.context, entry);
      return value instanceof PDFNumber ? value.asNumber() : Number.NaN;
    });
    return found.every(Number.isFinite) ? found : undefined;
  }
}

/** The dictionary of a dictionary or of a stream. */
export function asDict(value: PDFObject | undefined): PDFDict | undefined {
  if (value instanceof PDFDict) return value;
  return value instanceof PDFRawStream ? value.dict : undefined;
}

/** A name without its solidus, in its canonical escaped form: `Link`, `A#20B`. */
export function nameOf(value: PDFObject | undefined): string | undefined {
  return value instanceof PDFName ? value.asString().slice(1) : undefined;
}

/** A text string (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 by its mark, else PDFDocEncoding. */
export function textOf(value: PDFObject | undefined): string | undefined {
  if (!(value instanceof PDFString || value instanceof PDFHexString)) return undefined;
  const bytes = Buffer.from(value.asBytes());
  const mark = bytes.toString('hex', 0, 3);
  if (mark === 'efbbbf') return bytes.toString('utf8', 3);
  if (/^(?:feff|fffe)/.test(mark)) {
    const whole = bytes.subarray(2, bytes.length & ~1);
    return (mark.startsWith('fe') ? whole.swap16() : whole).toString('utf16le').toWellFormed();
  }
  let text = '';
  // The library's decoder puts each character on the stack.
  for (let at = 0; at < bytes.length; at += DECODED_AT_ONCE)
    text += pdfDocEncodingDecode(bytes.subarray(at, at + DECODED_AT_ONCE));
  return text;
}

const DECODED_AT_ONCE = 16_384;

export function refKey(value: PDFObject | undefined): string | undefined {
  return value instanceof PDFRef ? `${value.objectNumber} ${value.generationNumber}` : undefined;
}
