import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { decodeMetadata } from './encoded-words.ts';
import { type Environment, environment } from './environment.ts';
import type { BucketRole } from './names.ts';
import { type PutOptions, type PutResult, putObject } from './objects-put.ts';
import {
  type DownloadOptions,
  downloadUrl,
  type UploadForm,
  type UploadFormOptions,
  uploadForm,
} from './objects-sign.ts';

export type { BucketRole } from './names.ts';
export type { PutOptions, PutResult } from './objects-put.ts';
export type { DownloadOptions, UploadForm, UploadFormOptions } from './objects-sign.ts';

export interface ObjectFacts {
  /** Bytes. */
  size: number;
  contentType: string;
  versionId: string | undefined;
  /** User metadata, decoded: `name` is the file name that the browser gave. */
  metadata: Record<string, string>;
}

export interface StoredObject extends ObjectFacts {
  body: Readable;
}

export interface ListedObject {
  key: string;
  /** Bytes. */
  size: number;
  modified: Date;
}

/** Which version to read; without it, the newest. */
export interface ReadOptions {
  versionId?: string;
}

/** The buckets. A missing object or version is `undefined`; every other refusal of the store throws. */
export interface ObjectStore {
  /** A Readable is streamed in parts. With `onlyIfAbsent`, an object that is there already stays, and `created` is false. */
  put(bucket: BucketRole, key: string, body: Uint8Array | Readable, options: PutOptions): Promise<PutResult>;
  get(bucket: BucketRole, key: string, options?: ReadOptions): Promise<StoredObject | undefined>;
  bytes(bucket: BucketRole, key: string, options?: ReadOptions): Promise<Uint8Array | undefined>;
  head(bucket: BucketRole, key: string, options?: ReadOptions): Promise<ObjectFacts | undefined>;
  /** In order of key. */
  list(bucket: BucketRole, prefix: string): AsyncIterable<ListedObject>;
  remove(bucket: BucketRole, key: string, versionId?: string): Promise<void>;
  uploadForm(bucket: BucketRole, key: string, options: UploadFormOptions): Promise<UploadForm>;
  downloadUrl(bucket: BucketRole, key: string, options: DownloadOptions): Promise<string>;
}

interface Facts {
  ContentLength?: number | undefined;
  ContentType?: string | undefined;
  VersionId?: string | undefined;
  Metadata?: Record<string, string> | undefined;
}

function facts(output: Facts): ObjectFacts {
  const metadata = Object.entries(output.Metadata ?? {}).map(([name, value]) => [name, decodeMetadata(value)] as const);
  return {
    size: output.ContentLength ?? 0,
    contentType: output.ContentType ?? 'application/octet-stream',
    versionId: output.VersionId,
    metadata: Object.fromEntries(metadata),
  };
}

/** 404 for a missing key or version; 405 when the version asked for is a delete marker. */
async function unlessMissing<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status === 404 || status === 405) return undefined;
    throw error;
  }
}

export function createObjects(settings: Environment<'objects'> = environment('objects')): ObjectStore {
  const clientFor = (endpoint: string | undefined) =>
    new S3Client({
      // Only what S3 asks for: the newer default checksums break other engines and signed URLs.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    });
  const client = clientFor(settings.endpoint);
  // What a browser follows is signed for the origin that the browser sees.
  const publicClient = settings.publicOrigin === undefined ? client : clientFor(settings.publicOrigin);
  const place = (bucket: BucketRole, key: string, versionId?: string) => ({
    Bucket: settings.buckets[bucket],
    Key: key,
    ...(versionId === undefined ? {} : { VersionId: versionId }),
  });

  const store: ObjectStore = {
    put: (bucket, key, body, options) => putObject(client, place(bucket, key), body, options),
    async get(bucket, key, { versionId } = {}) {
      const output = await unlessMissing(client.send(new GetObjectCommand(place(bucket, key, versionId))));
      return output?.Body === undefined ? undefined : { ...facts(output), body: output.Body as Readable };
    },
    async bytes(bucket, key, { versionId } = {}) {
      const output = await unlessMissing(client.send(new GetObjectCommand(place(bucket, key, versionId))));
      return output?.Body?.transformToByteArray();
    },
    async head(bucket, key, { versionId } = {}) {
      const output = await unlessMissing(client.send(new HeadObjectCommand(place(bucket, key, versionId))));
      return output === undefined ? undefined : facts(output);
    },
    async *list(bucket, prefix) {
      const pages = paginateListObjectsV2({ client }, { Bucket: settings.buckets[bucket], Prefix: prefix });
      for await (const page of pages) {
        for (const entry of page.Contents ?? []) {
          if (entry.Key !== undefined && entry.LastModified !== undefined)
            yield { key: entry.Key, size: entry.Size ?? 0, modified: entry.LastModified };
        }
      }
    },
    async remove(bucket, key, versionId) {
      await client.send(new DeleteObjectCommand(place(bucket, key, versionId)));
    },
    uploadForm: (bucket, key, options) => uploadForm(publicClient, place(bucket, key), options),
    downloadUrl: (bucket, key, options) => downloadUrl(publicClient, place(bucket, key, options.versionId), options),
  };
  return store;
}
