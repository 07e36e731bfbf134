import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { faults, StoreFault } from './fault.ts';
import { findVersion, header, objectHeaders, type StoreContext, type StoreRequest } from './request.ts';
import { retentionHeaders } from './retention.ts';
import type { Version } from './version.ts';

/** Query parameters of a signed link that become headers of the answer. */
const overrides = [
  'content-type',
  'content-disposition',
  'cache-control',
  'content-language',
  'content-encoding',
  'expires',
];

/** Fails closed: a version without the tag, or with any other value, is not read. */
function checkGuard(context: StoreContext, version: Version): void {
  const { guard } = context;
  if (guard?.bucket === version.bucket && version.tags?.[guard.tag] !== guard.value)
    throw faults.denied('Access Denied');
}

/** First and last byte of `bytes=A-B`, `bytes=A-` or `bytes=-N`; `undefined` for the whole object. */
function parseRange(text: string | undefined, size: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(text ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  const suffix = match[1] === '';
  const start = suffix ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = suffix || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (start > end) throw new StoreFault('InvalidRange', 416, 'The requested range is not satisfiable.');
  return { start, end };
}

function checkConditions(request: StoreRequest, version: Version): void {
  const match = header(request, 'if-match');
  if (match !== undefined && match !== `"${version.etag}"`) throw faults.precondition();
}

export async function readObject(
  context: StoreContext,
  request: StoreRequest,
  response: ServerResponse,
): Promise<void> {
  const version = findVersion(context, request);
  checkGuard(context, version);
  checkConditions(request, version);
  const range = parseRange(header(request, 'range'), version.size);
  const { start, end } = range ?? { start: 0, end: version.size - 1 };
  const asked = overrides.flatMap((name) => {
    const value = request.query.get(`response-${name}`);
    return value === null ? [] : [[name, value] as const];
  });
  response.writeHead(range === undefined ? 200 : 206, {
    ...objectHeaders(context, version),
    ...retentionHeaders(version),
    ...Object.fromEntries(asked),
    'content-length': end - start + 1,
    ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${version.size}` }),
  });
  if (request.method === 'HEAD' || version.size === 0) response.end();
  else await pipeline(context.storage.read(version, start, end), response);
}
