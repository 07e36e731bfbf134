import type { ServerResponse } from 'node:http';
import { faults, StoreFault } from './fault.ts';
import { checkedPayload } from './payload.ts';
import { findVersion, header, readText, type StoreContext, type StoreRequest, send, sendXml } from './request.ts';
import { isRetained, type Version } from './version.ts';
import { document } from './xml.ts';

/** A bucket with Object Lock. Each new version is retained for so many days; 0 retains only what asks for it. */
export interface Lock {
  bucket: string;
  days: number;
}

const dayMs = 86_400_000;

/** Whether the caller may and wants to override GOVERNANCE. Who has our credentials may. */
export function bypasses(request: StoreRequest): boolean {
  return header(request, 'x-amz-bypass-governance-retention')?.toLowerCase() === 'true';
}

function governanceUntil(mode: string | undefined, until: string | undefined): string {
  if (mode === undefined || until === undefined || Number.isNaN(Date.parse(until))) throw faults.malformed();
  // Nobody could end it, not even for a person who has the right to be erased.
  if (mode === 'COMPLIANCE') throw faults.notImplemented('retention in COMPLIANCE mode');
  if (mode !== 'GOVERNANCE') throw faults.malformed();
  if (Date.parse(until) <= Date.now()) throw faults.invalid('The retain until date must be in the future!');
  return new Date(until).toISOString();
}

function lockOf(context: StoreContext, bucket: string): Lock {
  const lock = context.locks.find((one) => one.bucket === bucket);
  if (lock === undefined) throw faults.badRequest('Bucket is missing Object Lock Configuration');
  return lock;
}

/** Until when a new version is retained: what its request asks for, or the bucket's default. */
export function retentionOfNew(context: StoreContext, request: StoreRequest): string | undefined {
  const mode = header(request, 'x-amz-object-lock-mode');
  const until = header(request, 'x-amz-object-lock-retain-until-date');
  if (mode !== undefined || until !== undefined) {
    lockOf(context, request.bucket);
    return governanceUntil(mode, until);
  }
  const days = context.locks.find(({ bucket }) => bucket === request.bucket)?.days ?? 0;
  return days > 0 ? new Date(Date.now() + days * dayMs).toISOString() : undefined;
}

/** S3 takes nothing into a bucket that retains by default, or under a lock, without a checksum of the bytes. */
export function checkDigestGiven(request: StoreRequest, retainUntil: string | undefined): void {
  const given = Object.keys(request.headers).some(
    (name) => name === 'content-md5' || /^x-amz-(checksum-|sdk-checksum-algorithm|trailer)/.test(name),
  );
  if (retainUntil !== undefined && !given) {
    throw faults.badRequest(
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
    );
  }
}

export function retentionHeaders(version: Version): Record<string, string> {
  return version.retainUntil === undefined
    ? {}
    : { 'x-amz-object-lock-mode': 'GOVERNANCE', 'x-amz-object-lock-retain-until-date': version.retainUntil };
}

/** A longer retention is for anybody to set; a shorter one, or none, for who bypasses governance. */
export async function putRetention(
  context: StoreContext,
  request: StoreRequest,
  response: ServerResponse,
  payloadHash: string,
): Promise<void> {
  lockOf(context, request.bucket);
  const xml = await readText(checkedPayload(request.body, request.headers, payloadHash));
  const mode = /<Mode>([^<]*)<\/Mode>/.exec(xml)?.[1];
  const until = /<RetainUntilDate>([^<]*)<\/RetainUntilDate>/.exec(xml)?.[1];
  const none = mode === undefined && until === undefined && /<Retention\b/.test(xml);
  const retainUntil = none ? undefined : governanceUntil(mode, until);
  await context.storage.amend(findVersion(context, request), (now) => {
    const shorter = retainUntil === undefined || Date.parse(retainUntil) < Date.parse(now.retainUntil ?? '');
    if (isRetained(now) && shorter && !bypasses(request)) throw faults.locked();
    return { retainUntil };
  });
  send(response, 200);
}

export function getRetention(context: StoreContext, request: StoreRequest, response: ServerResponse): void {
  lockOf(context, request.bucket);
  const { retainUntil } = findVersion(context, request);
  if (retainUntil === undefined) {
    throw new StoreFault(
      'NoSuchObjectLockConfiguration',
      404,
      'The specified object does not have a ObjectLock configuration',
    );
  }
  sendXml(response, 200, document('Retention', { Mode: 'GOVERNANCE', RetainUntilDate: retainUntil }));
}
