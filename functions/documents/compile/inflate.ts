import { constants, inflateSync } from 'node:zlib';
import { decodePDFRawStream, type PDFDict, type PDFRawStream } from 'pdf-lib';
import { asDict, nameOf, type Reader, resolve } from './access.ts';
import { type CompileLimits, Refusal } from './model.ts';

/** LZW grows at most about 1,400 times: more than this is left undecoded. */
const LZW_BYTES = 1_000_000;

/** Adds up what streams grow to, and refuses before a bomb has gone off. One per compilation. */
export class Inflater {
  private total = 0;
  private readonly limits: CompileLimits;

  constructor(limits: CompileLimits) {
    this.limits = limits;
  }

  /** Inflated bytes, as far as they are sound: readers show a cut stream up to its end, and so do we. Undefined: not deflated data. */
  inflate(data: Uint8Array): Uint8Array | undefined {
    try {
      const bytes = inflateSync(data, {
        maxOutputLength: this.limits.streamBytes,
        finishFlush: constants.Z_SYNC_FLUSH,
      });
      this.count(bytes.length);
      return bytes;
    } catch (error) {
      if (error instanceof RangeError) throw tooLarge();
      return undefined;
    }
  }

  count(bytes: number): void {
    this.total += bytes;
    if (bytes > this.limits.streamBytes || this.total > this.limits.inflatedBytes) throw tooLarge();
  }

  /** A stream's decoded bytes; undefined where it cannot be decoded (a filter for pictures, broken data). */
  decode(reader: Reader, stream: PDFRawStream): Uint8Array | undefined {
    const filters = filtersOf(reader, stream.dict);
    if (filters.length === 0) return stream.getContents();
    const predictor = hasPredictor(reader, stream.dict);
    let data: Uint8Array | undefined = stream.getContents();
    if (!predictor && filters.every((filter) => filter === 'FlateDecode' || filter === 'Fl')) {
      for (const _ of filters) data = data && this.inflate(data);
      return data;
    }
    // The library's decoders have no limit of their own: measure a leading deflate first, bound the others by their worst growth.
    if (filters[0] === 'FlateDecode') this.inflate(data);
    if (filters.length > 2 || (filters.includes('LZWDecode') && data.length > LZW_BYTES)) return undefined;
    try {
      const bytes = decodePDFRawStream(stream).decode();
      this.count(bytes.length);
      return bytes;
    } catch (error) {
      if (error instanceof Refusal) throw error;
      return undefined;
    }
  }
}

export function filtersOf(reader: Reader, dict: PDFDict): string[] {
  const filter = reader.get(dict, 'Filter');
  const single = nameOf(filter);
  if (single !== undefined) return [single];
  const list = reader.array(dict, 'Filter') ?? [];
  return list.map((entry) => nameOf(resolve(reader.context, entry)) ?? '?');
}

function hasPredictor(reader: Reader, dict: PDFDict): boolean {
  const list = reader.array(dict, 'DecodeParms') ?? [reader.get(dict, 'DecodeParms')];
  return list.some((entry) => (reader.number(asDict(resolve(reader.context, entry)), 'Predictor') ?? 1) > 1);
}

function tooLarge(): Refusal {
  return new Refusal(
    'too-large',
    'This PDF unpacks to far more than its size on disk, so it was not opened. Print it to a new PDF and upload that.',
  );
}
