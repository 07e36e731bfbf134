import type { ServerResponse } from 'node:http';
import { faults } from './fault.ts';
import { type StoreContext, type StoreRequest, sendXml } from './request.ts';
import { document } from './xml.ts';

const mostKeys = 1000;

/** ListObjectsV2 with a prefix. The continuation token is the last key, so that a page starts after it whatever was written since. */
export function listObjects(context: StoreContext, request: StoreRequest, response: ServerResponse): void {
  const query = request.query;
  if ((query.get('delimiter') ?? '') !== '') throw faults.notImplemented('list with a delimiter');
  const prefix = query.get('prefix') ?? '';
  const limit = Math.min(Number(query.get('max-keys') ?? mostKeys), mostKeys);
  if (!Number.isInteger(limit) || limit < 1) throw faults.invalid('max-keys must be a whole number above 0.');
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString('utf8');
  const encoded = query.get('encoding-type') === 'url';
  const name = (key: string) => (encoded ? encodeURIComponent(key).replaceAll('%2F', '/') : key);

  const all = context.storage.list(request.bucket, prefix);
  const from =
    after === '' ? 0 : all.findIndex((version) => Buffer.compare(Buffer.from(version.key), Buffer.from(after)) > 0);
  const rest = from < 0 ? [] : all.slice(from);
  const page = rest.slice(0, limit);
  const truncated = rest.length > page.length;
  const xml = document('ListBucketResult', {
    Name: request.bucket,
    Prefix: name(prefix),
    EncodingType: encoded ? 'url' : undefined,
    KeyCount: page.length,
    MaxKeys: limit,
    IsTruncated: truncated,
    NextContinuationToken: truncated ? Buffer.from(page.at(-1)?.key ?? '').toString('base64url') : undefined,
    Contents: page.map((version) => ({
      Key: name(version.key),
      LastModified: version.modified,
      ETag: `"${version.etag}"`,
      Size: version.size,
      StorageClass: 'STANDARD',
    })),
  });
  sendXml(response, 200, xml);
}
