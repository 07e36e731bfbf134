import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { faults, StoreFault } from './fault.ts';

/**
 * Signature Version 4, written from Amazon's description ("Authenticating Requests (AWS Signature Version 4)"), not with
 * the SDK's signer: a mistake shared by both sides would not be seen.
 */

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

export interface SignedRequest {
  method: string;
  /** Percent-encoded, as it was sent. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
}

const algorithm = 'AWS4-HMAC-SHA256';
const skewMs = 15 * 60 * 1000;
const longestExpirySeconds = 7 * 24 * 3600;

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Percent-encoding of the signature: everything but A-Z a-z 0-9 - . _ ~ */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function canonicalPath(path: string): string {
  return path
    .split('/')
    .map((segment) => encode(decodeURIComponent(segment)))
    .join('/');
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function canonicalHeaders(request: SignedRequest, names: readonly string[]): string {
  return names
    .map((name) => {
      const value = request.headers[name];
      if (value === undefined) throw faults.denied(`The signed header ${name} is missing.`);
      const text = Array.isArray(value) ? value.join(',') : value;
      return `${name}:${text.trim().replace(/ +/g, ' ')}\n`;
    })
    .join('');
}

/** `YYYYMMDDTHHMMSSZ` in milliseconds since 1970. */
export function parseAmzDate(text: string | null | undefined): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  if (parts === null) throw faults.denied('X-Amz-Date is missing or malformed.');
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** `KEY/DATE/REGION/s3/aws4_request`, checked against our credentials and the date of the request. */
export function parseScope(credential: string | null | undefined, amzDate: string, credentials: Credentials): string {
  const [key, ...scope] = (credential ?? '').split('/');
  const expected = [amzDate.slice(0, 8), credentials.region, 's3', 'aws4_request'];
  if (key !== credentials.accessKeyId)
    throw new StoreFault('InvalidAccessKeyId', 403, 'The access key you provided does not exist.');
  if (scope.join('/') !== expected.join('/'))
    throw faults.denied('The credential is not for this day, region or service.');
  return expected.join('/');
}

/** The signature of a text (a string to sign, or a POST policy) in a scope. */
export function signatureOf(text: string, scope: string, credentials: Credentials): string {
  const key = scope
    .split('/')
    .reduce<Buffer | string>((previous, part) => hmac(previous, part), `AWS4${credentials.secretAccessKey}`);
  return hmac(key, text).toString('hex');
}

/** Compares in constant time. */
export function checkSignature(
  text: string,
  given: string | null | undefined,
  scope: string,
  credentials: Credentials,
): void {
  if (!same(signatureOf(text, scope, credentials), given ?? '')) throw faults.badSignature();
}

interface Claim {
  amzDate: string;
  credential: string | null | undefined;
  signedHeaders: readonly string[];
  signature: string | null | undefined;
  payloadHash: string;
}

function checkClaim(request: SignedRequest, claim: Claim, credentials: Credentials): void {
  if (!claim.signedHeaders.includes('host')) throw faults.denied('The host header must be signed.');
  const unsigned = Object.keys(request.headers).filter(
    (name) => name.startsWith('x-amz-') && !claim.signedHeaders.includes(name),
  );
  if (unsigned.length > 0)
    throw faults.denied(`There were headers present which were not signed: ${unsigned.join(', ')}`);
  const scope = parseScope(claim.credential, claim.amzDate, credentials);
  const canonical = [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    canonicalHeaders(request, claim.signedHeaders),
    claim.signedHeaders.join(';'),
    claim.payloadHash,
  ].join('\n');
  const digest = createHash('sha256').update(canonical, 'utf8').digest('hex');
  checkSignature([algorithm, claim.amzDate, scope, digest].join('\n'), claim.signature, scope, credentials);
}

function checkHeader(request: SignedRequest, authorization: string, credentials: Credentials, now: number): string {
  const match = /^AWS4-HMAC-SHA256 +Credential=([^,]+), *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})$/.exec(
    authorization,
  );
  if (match === null) throw faults.denied('The Authorization header is malformed or not of Signature Version 4.');
  const amzDate = request.headers['x-amz-date'];
  const payloadHash = request.headers['x-amz-content-sha256'];
  if (typeof amzDate !== 'string' || typeof payloadHash !== 'string')
    throw faults.denied('X-Amz-Date and X-Amz-Content-Sha256 must be given.');
  if (Math.abs(parseAmzDate(amzDate) - now) > skewMs) {
    throw new StoreFault(
      'RequestTimeTooSkewed',
      403,
      'The difference between the request time and the current time is too large.',
    );
  }
  checkClaim(
    request,
    { amzDate, credential: match[1], signedHeaders: (match[2] ?? '').split(';'), signature: match[3], payloadHash },
    credentials,
  );
  return payloadHash;
}

function checkPresigned(request: SignedRequest, credentials: Credentials, now: number): string {
  const { query } = request;
  if (query.get('X-Amz-Algorithm') !== algorithm) throw faults.denied('X-Amz-Algorithm must be AWS4-HMAC-SHA256.');
  const amzDate = query.get('X-Amz-Date') ?? '';
  const expires = Number(query.get('X-Amz-Expires') ?? Number.NaN);
  if (!Number.isInteger(expires) || expires < 1 || expires > longestExpirySeconds)
    throw faults.denied('X-Amz-Expires must be 1 to 604800 seconds.');
  const start = parseAmzDate(amzDate);
  if (now > start + expires * 1000) throw faults.denied('Request has expired');
  if (start > now + skewMs) throw faults.denied('Request is not valid yet');
  const claim = {
    amzDate,
    credential: query.get('X-Amz-Credential'),
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature'),
    payloadHash: query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
  };
  checkClaim(request, claim, credentials);
  return claim.payloadHash;
}

/** Verifies a request's signature and returns the payload hash that it covers. Everything unsigned is refused. */
export function verifyRequest(request: SignedRequest, credentials: Credentials, now = Date.now()): string {
  const authorization = request.headers.authorization;
  if (authorization !== undefined) return checkHeader(request, authorization, credentials, now);
  if (request.query.has('X-Amz-Signature')) return checkPresigned(request, credentials, now);
  throw faults.denied('Access Denied');
}
