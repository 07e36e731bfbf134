import type { Readable } from 'node:stream';
import { HeadObjectCommand, PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

export interface PutOptions {
  contentType: string;
  /** Leave an object that is there already as it is. */
  onlyIfAbsent?: boolean;
}

export interface PutResult {
  /** Of the object that now stands there, in a versioned bucket, if we may know it. */
  versionId?: string;
  /** False when `onlyIfAbsent` found an object. */
  created: boolean;
}

interface Place {
  Bucket: string;
  Key: string;
}

/** Two conditional writes at once: S3 answers one with 409 and asks to try again. */
const conflictAttempts = 4;
const partSize = 8 * 1024 * 1024;

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

function write(client: S3Client, place: Place, body: Uint8Array | Readable, options: PutOptions) {
  const parameters = {
    ...place,
    ContentType: options.contentType,
    // A bucket with Object Lock takes nothing without a checksum; elsewhere it guards the bytes on their way.
    ChecksumAlgorithm: 'SHA256' as const,
    ...(options.onlyIfAbsent ? { IfNoneMatch: '*' } : {}),
  };
  if (body instanceof Uint8Array) return client.send(new PutObjectCommand({ ...parameters, Body: body }));
  return new Upload({ client, partSize, queueSize: 2, params: { ...parameters, Body: body } }).done();
}

/** Unknown to whoever may add objects and read none. */
async function versionNow(client: S3Client, place: Place): Promise<string | undefined> {
  try {
    return (await client.send(new HeadObjectCommand(place))).VersionId;
  } catch (error) {
    if (statusOf(error) === 403) return undefined;
    throw error;
  }
}

export async function putObject(
  client: S3Client,
  place: Place,
  body: Uint8Array | Readable,
  options: PutOptions,
): Promise<PutResult> {
  // A stream can be read only once, so only bytes are tried again.
  const attempts = body instanceof Uint8Array ? conflictAttempts : 1;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { VersionId } = await write(client, place, body, options);
      return VersionId === undefined ? { created: true } : { versionId: VersionId, created: true };
    } catch (error) {
      const status = statusOf(error);
      if (options.onlyIfAbsent && status === 412) {
        const versionId = await versionNow(client, place);
        return versionId === undefined ? { created: false } : { versionId, created: false };
      }
      if (status !== 409 || attempt >= attempts) throw error;
    }
  }
}
