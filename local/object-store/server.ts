import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { complain } from '../complain.ts';
import { faults, StoreFault } from './fault.ts';
import { listObjects } from './list-objects.ts';
import { postObject } from './post-object.ts';
import { readObject } from './read-object.ts';
import { parseRequest, type ReadGuard, type StoreContext, type StoreRequest, send, sendXml } from './request.ts';
import { getRetention, type Lock, putRetention } from './retention.ts';
import { type Credentials, verifyRequest } from './signature.ts';
import { Storage } from './storage.ts';
import { deleteTagging, getTagging, putTagging, tagVersion } from './tagging.ts';
import { createTelling, type Tell } from './telling.ts';
import type { Version } from './version.ts';
import {
  abortMultipart,
  deleteObject,
  finishMultipart,
  putObject,
  startMultipart,
  uploadPart,
} from './write-object.ts';
import { document } from './xml.ts';

export interface ObjectStoreOptions {
  /** Where objects lie on disk. */
  root: string;
  host: string;
  /** 0 takes a free one. */
  port: number;
  buckets: readonly string[];
  /** Buckets that keep no older versions. */
  unversioned?: readonly string[];
  credentials: Credentials;
  /** Buckets with Object Lock. */
  locks?: readonly Lock[];
  guard?: ReadGuard;
  /** Tells somebody about new objects of one bucket, at least once each. */
  tell?: { bucket: string; handler: Tell };
}

export interface RunningObjectStore {
  port: number;
  /** Tells again of the objects that nobody has acknowledged. To be called once, when the listener is ready. */
  repeatEvents: () => Promise<void>;
  /** What a scanner does: replaces the tags of a version. */
  tag: (version: Version, tags: Record<string, string>) => Promise<void>;
  stop: () => Promise<void>;
}

type Operation = (
  context: StoreContext,
  request: StoreRequest,
  response: ServerResponse,
  payloadHash: string,
) => Promise<void> | void;

/** What the SDK may add to any request without changing what it means. */
const neutralQuery =
  /^(x-id|versionId|prefix|max-keys|continuation-token|start-after|encoding-type|delimiter|fetch-owner|X-Amz-.+|x-amz-.+|response-.+)$/;
const knownHeaders =
  /^x-amz-(content-sha256|date|user-agent|sdk-checksum-algorithm|trailer|decoded-content-length|expected-bucket-owner|meta-.+|checksum-.+|object-lock-mode|object-lock-retain-until-date|bypass-governance-retention)$/;

const empty: Operation = (_context, _request, response) => send(response, 200);

/** Operations by method, object or bucket, and the query parameters that name a sub-resource. Any other is refused with 501. */
const operations: Readonly<Record<string, Operation>> = {
  'HEAD bucket ': empty,
  'GET bucket list-type': listObjects,
  'GET object ': readObject,
  'HEAD object ': readObject,
  'PUT object ': putObject,
  'DELETE object ': deleteObject,
  'POST object uploads': startMultipart,
  'PUT object partNumber,uploadId': uploadPart,
  'POST object uploadId': finishMultipart,
  'DELETE object uploadId': abortMultipart,
  'GET object tagging': getTagging,
  'PUT object tagging': putTagging,
  'DELETE object tagging': deleteTagging,
  'GET object retention': getRetention,
  'PUT object retention': putRetention,
};

function findOperation(request: StoreRequest): Operation {
  const parameters = [...request.query.keys()].filter((name) => !neutralQuery.test(name)).sort();
  const name = `${request.method} ${request.key === '' ? 'bucket' : 'object'} ${parameters.join(',')}`;
  const operation = operations[name];
  if (operation === undefined) throw faults.notImplemented(name);
  const unknown = Object.keys(request.headers).filter(
    (header) => header.startsWith('x-amz-') && !knownHeaders.test(header),
  );
  if (unknown.length > 0) throw faults.notImplemented(unknown.join(', '));
  return operation;
}

async function handle(
  context: StoreContext,
  credentials: Credentials,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = parseRequest(message);
  if (request.method === 'POST' && request.key === '' && request.query.size === 0) {
    context.storage.checkBucket(request.bucket);
    await postObject(context, request, response, credentials);
    return;
  }
  // Who asks comes before what is there: without a signature nobody learns which buckets exist.
  const payloadHash = verifyRequest(request, credentials);
  const operation = findOperation(request);
  context.storage.checkBucket(request.bucket);
  await operation(context, request, response, payloadHash);
}

function refuse(error: unknown, message: IncomingMessage, response: ServerResponse): void {
  const known = error instanceof StoreFault;
  if (response.headersSent || message.socket.destroyed) {
    // Half an answer cannot be taken back: a broken connection is how the client learns of it.
    response.destroy();
    return;
  }
  if (!known) complain('The object store failed.', error);
  const fault = known
    ? error
    : new StoreFault('InternalError', 500, 'We encountered an internal error. Please try again.');
  const body = {
    Code: fault.code,
    Message: fault.message,
    Resource: (message.url ?? '').split('?')[0],
    RequestId: randomUUID(),
  };
  // What is left of the body is not read: the connection ends with the answer.
  if (message.method === 'HEAD') send(response, fault.status, { connection: 'close' });
  else sendXml(response, fault.status, document('Error', body), { connection: 'close' });
  message.resume();
}

/**
 * A small S3 server for the embedded run: only the operations that the product uses, with signatures and POST policies
 * verified, because a stand-in that lets everything pass would hide our mistakes.
 */
export async function startObjectStore(options: ObjectStoreOptions): Promise<RunningObjectStore> {
  const storage = await Storage.open(options.root, options.buckets, (bucket) => !options.unversioned?.includes(bucket));
  const telling =
    options.tell === undefined ? undefined : createTelling(storage, options.tell.bucket, options.tell.handler);
  const context: StoreContext = {
    storage,
    locks: options.locks ?? [],
    guard: options.guard,
    created: (version) => telling?.created(version),
  };
  const server = createServer((message, response) => {
    message.on('error', () => response.destroy());
    handle(context, options.credentials, message, response).catch((error: unknown) => refuse(error, message, response));
  });
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    async repeatEvents() {
      await telling?.repeat();
    },
    async tag(version, tags) {
      await tagVersion(context, version, tags);
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await telling?.stop();
    },
  };
}
