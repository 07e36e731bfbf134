import type { ServerResponse } from 'node:http';
import { faults } from './fault.ts';
import { abortUpload, completeUpload, createUpload, parseCompletion, putPart } from './multipart.ts';
import { checkedPayload } from './payload.ts';
import {
  header,
  readText,
  requestMetadata,
  type StoreContext,
  type StoreRequest,
  send,
  sendXml,
  versionHeaders,
} from './request.ts';
import { bypasses, checkDigestGiven, retentionOfNew } from './retention.ts';
import { document } from './xml.ts';

const defaultType = 'binary/octet-stream';

function onlyIfAbsent(request: StoreRequest): boolean {
  const condition = header(request, 'if-none-match');
  if (condition !== undefined && condition !== '*') throw faults.notImplemented('If-None-Match with an ETag');
  if (header(request, 'if-match') !== undefined) throw faults.notImplemented('If-Match on a write');
  return condition === '*';
}

const body = (request: StoreRequest, payloadHash: string) => checkedPayload(request.body, request.headers, payloadHash);

export async function putObject(
  context: StoreContext,
  request: StoreRequest,
  response: ServerResponse,
  payloadHash: string,
): Promise<void> {
  const conditional = onlyIfAbsent(request);
  const retainUntil = retentionOfNew(context, request);
  checkDigestGiven(request, retainUntil);
  const written = await context.storage.receive(body(request, payloadHash));
  const version = await context.storage.commit(request.bucket, request.key, written, {
    contentType: header(request, 'content-type') ?? defaultType,
    metadata: requestMetadata(request.headers),
    etag: written.md5,
    onlyIfAbsent: conditional,
    retainUntil,
  });
  context.created(version);
  send(response, 200, { etag: `"${version.etag}"`, ...versionHeaders(context, version) });
}

export async function startMultipart(
  context: StoreContext,
  request: StoreRequest,
  response: ServerResponse,
): Promise<void> {
  const uploadId = await createUpload(context.storage, {
    bucket: request.bucket,
    key: request.key,
    contentType: header(request, 'content-type') ?? defaultType,
    metadata: requestMetadata(request.headers),
    retainUntil: retentionOfNew(context, request),
  });
  sendXml(
    response,
    200,
    document('InitiateMultipartUploadResult', { Bucket: request.bucket, Key: request.key, UploadId: uploadId }),
  );
}

const uploadIdOf = (request: StoreRequest) => request.query.get('uploadId') ?? '';

export async function uploadPart(
  context: StoreContext,
  request: StoreRequest,
  response: ServerResponse,
  payloadHash: string,
): Promise<void> {
  const place = {
    uploadId: uploadIdOf(request),
    bucket: request.bucket,
    key: request.key,
    number: Number(request.query.get('partNumber')),
  };
  checkDigestGiven(request, retentionOfNew(context, request));
  const etag = await putPart(context.storage, place, body(request, payloadHash));
  send(response, 200, { etag: `"${etag}"` });
}

export async function finishMultipart(
  context: StoreContext,
  request: StoreRequest,
  response: ServerResponse,
  payloadHash: string,
): Promise<void> {
  const place = {
    uploadId: uploadIdOf(request),
    bucket: request.bucket,
    key: request.key,
    onlyIfAbsent: onlyIfAbsent(request),
  };
  const version = await completeUpload(
    context.storage,
    place,
    parseCompletion(await readText(body(request, payloadHash))),
  );
  context.created(version);
  const result = { Bucket: version.bucket, Key: version.key, ETag: `"${version.etag}"` };
  sendXml(response, 200, document('CompleteMultipartUploadResult', result), versionHeaders(context, version));
}

export async function abortMultipart(
  context: StoreContext,
  request: StoreRequest,
  response: ServerResponse,
): Promise<void> {
  await abortUpload(context.storage, uploadIdOf(request), request.bucket, request.key);
  send(response, 204);
}

export async function deleteObject(
  context: StoreContext,
  request: StoreRequest,
  response: ServerResponse,
): Promise<void> {
  const versionId = request.query.get('versionId') ?? undefined;
  const gone = await context.storage.remove(request.bucket, request.key, versionId, bypasses(request));
  send(response, 204, {
    ...(gone === undefined ? {} : versionHeaders(context, gone)),
    ...(gone?.deleted ? { 'x-amz-delete-marker': 'true' } : {}),
  });
}
