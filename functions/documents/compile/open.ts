import {
  EncryptedPDFError,
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  PDFHexString,
  type PDFObject,
  PDFParser,
  PDFRawStream,
  PDFString,
} from 'pdf-lib';
import { asDict, Reader } from './access.ts';
import { useCurrentObjects } from './current-objects.ts';
import { guardRawBytes } from './guard.ts';
import { Inflater } from './inflate.ts';
import { mendStreams } from './mend-streams.ts';
import { type CompileLimits, Refusal, type Removal } from './model.ts';
import { prepareForParser } from './prepare.ts';
import { countRemovals } from './removals.ts';

export interface Opened {
  reader: Reader;
  catalog: PDFDict;
  inflater: Inflater;
  /** It opened with an empty password: its owner restricted copying or printing. */
  restricted: boolean;
  /** Something in it was damaged, and made good. */
  repaired: boolean;
  /** Of the whole file, its older states too: they are in the original as much as the last. */
  removed: readonly Removal[];
}

const ENCRYPTED = 'This PDF needs a password to open. Save a copy without a password and upload that.';
const DAMAGED = 'This PDF is damaged and cannot be read. Ask for it to be sent again, or print it to a new PDF.';

/** Parses the file and finds its catalogue. Refuses with words what has none, is locked, or is not one document. */
export async function openPdf(bytes: Uint8Array, limits: CompileLimits): Promise<Opened> {
  if (bytes.length > limits.bytes) {
    throw new Refusal(
      'too-large',
      `This PDF is larger than ${Math.floor(limits.bytes / 1e6)} MB. Split it, or reduce its pictures.`,
    );
  }
  guardRawBytes(bytes, limits);
  const prepared = prepareForParser(bytes);
  const { context, restricted } = await load(prepared);
  const mended = !restricted && mendStreams(context);
  const removed = countRemovals(context);
  const isCurrent = useCurrentObjects({ context, bytes, prepared, limits, isLocked: restricted });
  const repaired = mended || !isCurrent || isCutShort(bytes);
  const reader = new Reader(context);
  const catalog = asDict(context.lookup(context.trailerInfo.Root));
  if (!(catalog instanceof PDFDict)) throw new Refusal('damaged', DAMAGED, { isUnreadable: true });
  if (reader.dict(catalog, 'Collection')) {
    throw new Refusal(
      'portfolio',
      'This PDF is a portfolio: a folder of other files. Upload the files inside it one by one.',
    );
  }
  if (reader.flag(catalog, 'NeedsRendering')) {
    throw new Refusal(
      'interactive-form',
      'This is an interactive form whose pages only Adobe Reader can draw. Open it there, print it to a PDF and upload that.',
    );
  }
  return { reader, catalog, inflater: new Inflater(limits), restricted, repaired, removed };
}

/** Objects, and no word of where the table is after them: the end is missing, and nobody knows what else was there. */
function isCutShort(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return file.lastIndexOf('startxref') < file.lastIndexOf(' obj');
}

async function load(bytes: Uint8Array): Promise<{ context: PDFContext; restricted: boolean }> {
  const options = { updateMetadata: false, parseSpeed: Number.POSITIVE_INFINITY };
  try {
    const { context } = await PDFDocument.load(bytes, options);
    return { context, restricted: false };
  } catch (error) {
    if (!(error instanceof EncryptedPDFError)) throw new Refusal('damaged', DAMAGED, { isUnreadable: true });
  }
  try {
    const { context } = await PDFDocument.load(bytes, { ...options, password: '' });
    // The library decrypts the cross-reference stream too, which is never encrypted, and so loses what it says.
    const { trailerInfo } = await PDFParser.forBytesWithOptions(bytes, Number.POSITIVE_INFINITY).parseDocument();
    context.trailerInfo = { ...context.trailerInfo, ...trailerInfo };
    normaliseStrings(context);
    return { context, restricted: true };
  } catch {
    // Whatever the library says about a locked file, the person can only do one thing about it.
    throw new Refusal('encrypted', ENCRYPTED);
  }
}

/**
 * The library leaves decrypted strings unescaped, where strings elsewhere still carry their escapes: turn them into hexadecimal ones.
 * What came out of object streams was never encrypted by itself, and is as usual.
 */
function normaliseStrings(context: PDFContext): void {
  const packed = new Set<number>();
  const objects = context.enumerateIndirectObjects();
  const reader = new Reader(context);
  for (const [, object] of objects) {
    if (!(object instanceof PDFRawStream) || reader.name(object.dict, 'Type') !== 'ObjStm') continue;
    const count = reader.number(object.dict, 'N') ?? 0;
    const data = new Inflater({ streamBytes: 1e8, inflatedBytes: 1e9 }).decode(reader, object);
    const head = Buffer.from(data?.subarray(0, reader.number(object.dict, 'First') ?? 0) ?? []).toString('latin1');
    const numbers = head.trim().split(/\s+/).map(Number);
    for (let index = 0; index < count * 2; index += 2) packed.add(numbers[index] ?? 0);
  }
  for (const [ref, object] of objects) {
    if (!packed.has(ref.objectNumber)) normaliseIn(object, 0);
  }
}

function normaliseIn(value: PDFObject, depth: number): void {
  if (depth > 200) return;
  if (value instanceof PDFArray) {
    value.asArray().forEach((entry, index) => {
      if (entry instanceof PDFString) value.set(index, hexString(entry));
      else normaliseIn(entry, depth + 1);
    });
  }
  const dict = asDict(value);
  for (const [key, entry] of dict?.entries() ?? []) {
    if (entry instanceof PDFString) dict?.set(key, hexString(entry));
    else normaliseIn(entry, depth + 1);
  }
}

function hexString(value: PDFString): PDFHexString {
  return PDFHexString.of(Buffer.from(value.asString(), 'latin1').toString('hex'));
}
