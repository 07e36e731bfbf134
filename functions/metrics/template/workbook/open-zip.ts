import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { type Entry, fromBuffer, open, type ZipFile } from 'yauzl';
import { UnreadableWorkbook } from './model.ts';

/** A ZIP file opened by its list of contents. */
export interface Zip {
  has(path: string): boolean;
  /** The bytes of one file in it, in pieces. Throws `UnreadableWorkbook` if it isn't there, is damaged, or grows beyond what it said. */
  stream(path: string): AsyncIterable<Uint8Array>;
  close(): void;
}

/**
 * What one workbook may hold: so many files, and bytes when they are unpacked. A hundred thousand rows of the template unpack to some
 * 100 MB; a ZIP bomb to thousands of times what it weighs.
 */
export const zipLimits = { files: 2_000, bytes: 500_000_000 };

// yauzl holds each entry to the size that it states, so that the sum of what is stated bounds what is unpacked.
const options = { lazyEntries: true, validateEntrySizes: true, autoClose: false } as const;
const openFile = promisify<string, typeof options, ZipFile>(open);
const openBytes = promisify<Buffer, typeof options, ZipFile>(fromBuffer);

/** @param file a path, or the bytes themselves */
export async function openZip(file: string | Uint8Array): Promise<Zip> {
  const zip = await (typeof file === 'string' ? openFile(file, options) : openBytes(Buffer.from(file), options)).catch(
    (error: unknown) => {
      throw new UnreadableWorkbook('damaged', { cause: error });
    },
  );
  try {
    const entries = await listEntries(zip);
    return {
      has: (path) => entries.has(path),
      stream: (path) => streamOf(zip, entries.get(path)),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > zipLimits.files) throw new UnreadableWorkbook('too-large');
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    let bytes = 0;
    zip.on('entry', (entry: Entry) => {
      bytes += entry.uncompressedSize;
      if (bytes > zipLimits.bytes) return reject(new UnreadableWorkbook('too-large'));
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', (error: Error) => reject(new UnreadableWorkbook('damaged', { cause: error })));
    zip.readEntry();
  });
}

async function* streamOf(zip: ZipFile, entry: Entry | undefined): AsyncIterable<Uint8Array> {
  if (!entry) throw new UnreadableWorkbook('damaged');
  if ((entry.generalPurposeBitFlag & 1) === 1) throw new UnreadableWorkbook('old-or-locked');
  try {
    const body = await new Promise<Readable>((resolve, reject) =>
      zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))),
    );
    let check = 0;
    for await (const piece of body as AsyncIterable<Uint8Array>) {
      check = crc32(piece, check);
      yield piece;
    }
    // The library doesn't look; what was damaged on its way may still unpack.
    if (check !== entry.crc32) throw new UnreadableWorkbook('damaged');
  } catch (error) {
    throw error instanceof UnreadableWorkbook ? error : new UnreadableWorkbook('damaged', { cause: error });
  }
}
