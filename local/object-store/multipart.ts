import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { faults, StoreFault } from './fault.ts';
import { syncDirectory } from './incoming.ts';
import type { Storage } from './storage.ts';
import type { Version } from './version.ts';

const uploadShape = z.object({
  bucket: z.string(),
  key: z.string(),
  contentType: z.string(),
  metadata: z.record(z.string(), z.string()),
  retainUntil: z.string().optional(),
});
type Upload = z.infer<typeof uploadShape>;

/** Part number, MD5 and size are the file's name, so that a part is there or not with one rename. */
const partName = /^(\d{5})\.([0-9a-f]{32})\.(\d+)$/;
const smallestPart = 5 * 1024 * 1024;
const mostParts = 10_000;

interface Part {
  number: number;
  etag: string;
  size: number;
  path: string;
}

function directoryOf(storage: Storage, uploadId: string): string {
  if (!/^[0-9a-f]{32}$/.test(uploadId)) throw faults.noUpload();
  return join(storage.root, 'parts', uploadId);
}

async function readUpload(storage: Storage, uploadId: string, bucket: string, key: string): Promise<Upload> {
  const file = join(directoryOf(storage, uploadId), 'upload.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw faults.noUpload();
    throw error;
  });
  const upload = uploadShape.parse(JSON.parse(text));
  if (upload.bucket !== bucket || upload.key !== key) throw faults.noUpload();
  return upload;
}

export async function createUpload(storage: Storage, upload: Upload): Promise<string> {
  const uploadId = randomBytes(16).toString('hex');
  const directory = directoryOf(storage, uploadId);
  await mkdir(directory);
  await writeFile(join(directory, 'new.json'), JSON.stringify(upload), { flush: true });
  await rename(join(directory, 'new.json'), join(directory, 'upload.json'));
  return uploadId;
}

async function partsOf(storage: Storage, uploadId: string): Promise<Part[]> {
  const directory = directoryOf(storage, uploadId);
  return (await readdir(directory)).flatMap((file) => {
    const match = partName.exec(file);
    return match === null
      ? []
      : [{ number: Number(match[1]), etag: match[2] ?? '', size: Number(match[3]), path: join(directory, file) }];
  });
}

/** The part's ETag, without quotes. A part of the same number is replaced. */
export async function putPart(
  storage: Storage,
  place: { uploadId: string; bucket: string; key: string; number: number },
  source: AsyncIterable<Uint8Array>,
): Promise<string> {
  if (!Number.isInteger(place.number) || place.number < 1 || place.number > mostParts)
    throw faults.invalid('partNumber must be 1 to 10000.');
  await readUpload(storage, place.uploadId, place.bucket, place.key);
  const written = await storage.receive(source);
  const before = (await partsOf(storage, place.uploadId)).filter((part) => part.number === place.number);
  const directory = directoryOf(storage, place.uploadId);
  const path = join(directory, `${String(place.number).padStart(5, '0')}.${written.md5}.${written.size}`);
  await rename(written.path, path);
  for (const part of before) if (part.path !== path) await rm(part.path, { force: true });
  await syncDirectory(directory);
  return written.md5;
}

/** Takes `<Part><PartNumber>` and `<ETag>` out of the request's XML; anything else in a part is passed over. */
export function parseCompletion(xml: string): { number: number; etag: string }[] {
  return [...xml.matchAll(/<Part>([\s\S]*?)<\/Part>/g)].map(([, inside = '']) => {
    const number = /<PartNumber>(\d+)<\/PartNumber>/.exec(inside)?.[1];
    const etag = /<ETag>(?:&quot;|&#34;|")?([0-9a-f]{32})(?:&quot;|&#34;|")?<\/ETag>/.exec(inside)?.[1];
    if (number === undefined || etag === undefined)
      throw new StoreFault('MalformedXML', 400, 'The XML you provided was not well-formed.');
    return { number: Number(number), etag };
  });
}

async function* bytesOf(parts: readonly Part[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield* createReadStream(part.path);
}

export async function completeUpload(
  storage: Storage,
  place: { uploadId: string; bucket: string; key: string; onlyIfAbsent: boolean },
  wanted: readonly { number: number; etag: string }[],
): Promise<Version> {
  const upload = await readUpload(storage, place.uploadId, place.bucket, place.key);
  const present = await partsOf(storage, place.uploadId);
  const parts = wanted.map(({ number, etag }, index) => {
    const part = present.find((one) => one.number === number && one.etag === etag);
    if (part === undefined)
      throw new StoreFault('InvalidPart', 400, 'One or more of the specified parts could not be found.');
    if (index > 0 && number <= (wanted[index - 1]?.number ?? 0))
      throw new StoreFault('InvalidPartOrder', 400, 'The list of parts was not in ascending order.');
    if (index < wanted.length - 1 && part.size < smallestPart) throw faults.tooSmall();
    return part;
  });
  if (parts.length === 0) throw new StoreFault('MalformedXML', 400, 'You must specify at least one part.');
  const digests = createHash('md5');
  for (const part of parts) digests.update(Buffer.from(part.etag, 'hex'));
  const version = await storage.commit(place.bucket, place.key, await storage.receive(bytesOf(parts)), {
    contentType: upload.contentType,
    metadata: upload.metadata,
    etag: `${digests.digest('hex')}-${parts.length}`,
    onlyIfAbsent: place.onlyIfAbsent,
    retainUntil: upload.retainUntil,
  });
  await rm(directoryOf(storage, place.uploadId), { recursive: true, force: true });
  return version;
}

export async function abortUpload(storage: Storage, uploadId: string, bucket: string, key: string): Promise<void> {
  await readUpload(storage, uploadId, bucket, key);
  await rm(directoryOf(storage, uploadId), { recursive: true, force: true });
}
