import { constants, inflateSync } from 'node:zlib';
import type { PDFDict, PDFRawStream } from 'pdf-lib';
import { asDict, nameOf, type Reader, resolve } from './access.ts';
import { ascii85, asciiHex, lzw, runLength, unpredict } from './filters.ts';
import { type CompileLimits, Refusal } from './model.ts';

const MOST_FILTERS = 5;

/** Adds up what streams grow to, and refuses before a bomb has gone off. One per compilation. */
export class Inflater {
  private total = 0;
  private readonly limits: Pick<CompileLimits, 'streamBytes' | 'inflatedBytes'>;

  constructor(limits: Pick<CompileLimits, 'streamBytes' | 'inflatedBytes'>) {
    this.limits = limits;
  }

  /** Inflated bytes, as far as they are sound: readers show a cut stream up to its end, and so do we. Undefined: not deflated data. */
  inflate(data: Uint8Array): Uint8Array | undefined {
    let bytes: Uint8Array;
    try {
      bytes = inflateSync(data, { maxOutputLength: this.limits.streamBytes, finishFlush: constants.Z_SYNC_FLUSH });
    } catch (error) {
      if (error instanceof RangeError) throw tooLarge();
      return undefined;
    }
    this.count(bytes.length);
    return bytes;
  }

  /** A stream's decoded bytes; undefined where it cannot be decoded (a filter for pictures, broken data). */
  decode(reader: Reader, stream: PDFRawStream): Uint8Array | undefined {
    const filters = filtersOf(reader, stream.dict);
    const list = reader.array(stream.dict, 'DecodeParms') ?? [reader.get(stream.dict, 'DecodeParms')];
    if (filters.length > MOST_FILTERS) return undefined;
    let data: Uint8Array | undefined = stream.getContents();
    for (const [index, filter] of filters.entries()) {
      if (!data) return undefined;
      data = this.step(reader, filter, asDict(resolve(reader.context, list[index])), data);
    }
    return data;
  }

  private step(
    reader: Reader,
    filter: string,
    parameters: PDFDict | undefined,
    data: Uint8Array,
  ): Uint8Array | undefined {
    if (filter === 'ASCIIHexDecode') return asciiHex(data, this.limits.streamBytes);
    if (filter === 'ASCII85Decode') return this.bounded(ascii85(data, this.limits.streamBytes));
    if (filter === 'RunLengthDecode') return this.bounded(runLength(data, this.limits.streamBytes));
    let plain: Uint8Array | undefined;
    if (filter === 'FlateDecode') plain = this.inflate(data);
    else if (filter === 'LZWDecode') {
      plain = this.bounded(lzw(data, this.limits.streamBytes, reader.number(parameters, 'EarlyChange') === 0 ? 0 : 1));
    }
    const predictor = reader.number(parameters, 'Predictor') ?? 1;
    if (!plain || predictor <= 1) return plain;
    return unpredict(plain, {
      predictor,
      colours: reader.number(parameters, 'Colors') ?? 1,
      bits: reader.number(parameters, 'BitsPerComponent') ?? 8,
      columns: reader.number(parameters, 'Columns') ?? 1,
    });
  }

  private bounded(bytes: Uint8Array | undefined): Uint8Array {
    if (!bytes) throw tooLarge();
    this.count(bytes.length);
    return bytes;
  }

  private count(bytes: number): void {
    this.total += bytes;
    if (this.total > this.limits.inflatedBytes) throw tooLarge();
  }
}

function filtersOf(reader: Reader, dict: PDFDict): string[] {
  const single = nameOf(reader.get(dict, 'Filter'));
  if (single !== undefined) return [single];
  return (reader.array(dict, 'Filter') ?? []).map((entry) => nameOf(resolve(reader.context, entry)) ?? '?');
}

function tooLarge(): Refusal {
  return new Refusal(
    'too-large',
    'This PDF unpacks to far more than its size on disk, so it was not opened. Print it to a new PDF and upload that.',
  );
}
