import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { faults } from './fault.ts';
import type { Lock } from './retention.ts';
import type { Storage } from './storage.ts';
import type { Version } from './version.ts';

/** One request, parsed: path-style addresses only (`/bucket/key`). */
export interface StoreRequest {
  method: string;
  /** The path as it was sent: a URL object would resolve the dots of a key. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: IncomingMessage;
  bucket: string;
  /** Empty when the request is about the bucket. */
  key: string;
}

/**
 * A bucket whose objects are read only under one exact tag, as the bucket's policy has it in AWS (a condition on
 * `s3:ExistingObjectTag`).
 */
export interface ReadGuard {
  bucket: string;
  tag: string;
  value: string;
}

/** What an operation stands on. */
export interface StoreContext {
  storage: Storage;
  locks: readonly Lock[];
  guard: ReadGuard | undefined;
  /** Called after a version was committed, before the answer. */
  created(version: Version): void;
}

export function parseRequest(request: IncomingMessage): StoreRequest {
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  const [, bucket = '', ...rest] = path.split('/');
  let key: string;
  try {
    key = decodeURIComponent(rest.join('/'));
  } catch {
    throw faults.invalid('The key is not valid percent-encoded UTF-8.');
  }
  if (Buffer.byteLength(key) > 1024) throw faults.invalid('Your key is too long.');
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query.join('?')),
    headers: request.headers,
    body: request,
    bucket,
    key,
  };
}

export function header(request: StoreRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

const metadataPrefix = 'x-amz-meta-';

/** User metadata of a request. Node reads header bytes as Latin-1; what is sent is UTF-8. */
export function requestMetadata(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(metadataPrefix) && typeof value === 'string'
        ? [[name.slice(metadataPrefix.length), Buffer.from(value, 'latin1').toString('utf8')]]
        : [],
    ),
  );
}

/** S3 sends what is not plain ASCII as an RFC 2047 word; a raw character would break the response. */
function headerText(value: string): string {
  return /^[ -~]*$/.test(value) ? value : `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;
}

/** The version that a request names, or the newest. */
export function findVersion(context: StoreContext, request: StoreRequest): Version {
  const versionId = request.query.get('versionId') ?? undefined;
  const version = context.storage.find(request.bucket, request.key, versionId);
  if (version === undefined) throw versionId === undefined ? faults.noKey() : faults.noVersion();
  return version;
}

export function versionHeaders(context: StoreContext, version: Version): Record<string, string> {
  return context.storage.isVersioned(version.bucket) ? { 'x-amz-version-id': version.versionId } : {};
}

export function objectHeaders(context: StoreContext, version: Version): Record<string, string> {
  const metadata = Object.entries(version.metadata).map(
    ([name, value]) => [metadataPrefix + name, headerText(value)] as const,
  );
  return {
    ...Object.fromEntries(metadata),
    ...versionHeaders(context, version),
    'content-type': version.contentType,
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.modified).toUTCString(),
    'accept-ranges': 'bytes',
  };
}

export function send(
  response: ServerResponse,
  status: number,
  headers: Record<string, string | number> = {},
  body = '',
): void {
  response.writeHead(status, { ...headers, ...(status === 204 ? {} : { 'content-length': Buffer.byteLength(body) }) });
  response.end(body);
}

export function sendXml(
  response: ServerResponse,
  status: number,
  xml: string,
  headers: Record<string, string> = {},
): void {
  send(response, status, { ...headers, 'content-type': 'application/xml' }, xml);
}

const mostXml = 2 * 1024 * 1024;

export async function readText(source: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of source) {
    size += bytes.length;
    if (size > mostXml) throw faults.tooLarge();
    pieces.push(bytes);
  }
  return Buffer.concat(pieces).toString('utf8');
}
