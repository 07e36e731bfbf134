import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { failure, type Outcome, success } from '../model.ts';
import type { ConvertCode } from './model.ts';

/** What a document of an office program may be, as far as its directory says, before anything of it is inflated. */
const LIMITS = {
  entries: 2_000,
  /** All parts together, inflated. */
  inflatedBytes: 400_000_000,
  /** One part of text. Ten megabytes are about 100 full pages of marked-up text. */
  textBytes: 24_000_000,
  partBytes: 100_000_000,
  /** Inflated to packed, for what is larger than `freeBytes`: text of office programs packs ten to fifty times. */
  ratio: 250,
  freeBytes: 1_000_000,
} as const;

export interface Archive {
  names: readonly string[];
  has(name: string): boolean;
  /** Inflates one part. Undefined: there is no such part. */
  read(name: string): Promise<Uint8Array | undefined>;
}

/** What an archive's directory says, or its bytes belie. Unwinds to whoever opened it. */
export class ArchiveFault extends Error {}

const UNSAFE =
  'Programs that pack documents do not do this: it could fill the memory of whoever opens it. Open it, save or print it as a PDF, and upload that.';

/**
 * Opens a ZIP by its directory. Nothing is inflated before the whole directory is within the limits, no part grows beyond what it
 * said, and no archive inside it is ever opened.
 */
export async function openArchive(bytes: Uint8Array): Promise<Outcome<Archive, ConvertCode>> {
  let zip: ZipFile;
  const entries = new Map<string, Entry>();
  let inflated = 0;
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    zip = await yauzl.fromBufferPromise(buffer, { validateEntrySizes: true });
    if (zip.entryCount > LIMITS.entries) return unsafe(`holds ${zip.entryCount} parts (at most ${LIMITS.entries})`);
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName;
      if (name.endsWith('/')) continue;
      if (entries.has(name)) return unsafe('holds two parts of one name');
      if (entry.isEncrypted()) return unsafe('has encrypted parts');
      const wrong = tooMuch(entry);
      if (wrong) return unsafe(wrong);
      inflated += entry.uncompressedSize;
      if (inflated > LIMITS.inflatedBytes) return unsafe('would grow beyond every document');
      entries.set(name, entry);
    }
  } catch {
    return failure(
      'damaged',
      'This file is packed like a ZIP archive, and damaged or incomplete. Save it again and upload that.',
    );
  }
  return success({
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    read: async (name) => {
      const entry = entries.get(name);
      return entry ? inflate(zip, entry) : undefined;
    },
  });
}

function tooMuch(entry: Entry): string | undefined {
  const { compressedSize, uncompressedSize } = entry;
  const most = /\.(xml|rels)$/i.test(entry.fileName) ? LIMITS.textBytes : LIMITS.partBytes;
  if (uncompressedSize > most) return 'has a part that would grow beyond every document';
  const isDense = uncompressedSize > LIMITS.freeBytes && uncompressedSize > compressedSize * LIMITS.ratio;
  return isDense ? `has a part that grows more than ${LIMITS.ratio} times when it is opened` : undefined;
}

const unsafe = (what: string) => failure('unsafe-archive' as const, `This file ${what}. ${UNSAFE}`);

async function inflate(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      size += (piece as Buffer).length;
      // The library compares sizes too, at the end; this is before they are kept.
      if (size > entry.uncompressedSize) throw new ArchiveFault(entry.fileName);
      pieces.push(piece as Buffer);
    }
  } catch {
    throw new ArchiveFault(entry.fileName);
  }
  const whole = Buffer.concat(pieces);
  if (whole.length !== entry.uncompressedSize || crc32(whole) !== entry.crc32) throw new ArchiveFault(entry.fileName);
  return whole;
}
