import { createHash, type Hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { crc32 } from 'node:zlib';
import { faults } from './fault.ts';

/** A digest that is compared when the last byte has come. */
interface Check {
  update(bytes: Uint8Array): void;
  /** Whether the digest is the expected one. Trailers are those that came after the bytes. */
  holds(trailers: ReadonlyMap<string, string>): boolean;
}

function hashCheck(
  hash: Hash,
  encoding: 'hex' | 'base64',
  expected: (trailers: ReadonlyMap<string, string>) => string | undefined,
): Check {
  return { update: (bytes) => hash.update(bytes), holds: (trailers) => hash.digest(encoding) === expected(trailers) };
}

function crcCheck(expected: (trailers: ReadonlyMap<string, string>) => string | undefined): Check {
  let value = 0;
  return {
    update: (bytes) => {
      value = crc32(bytes, value);
    },
    holds: (trailers) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value >>> 0);
      return bytes.toString('base64') === expected(trailers);
    },
  };
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(',') : value);

/** The checks that the headers ask for. A checksum that we cannot calculate is refused, never passed over. */
function checksFor(headers: IncomingHttpHeaders, payloadHash: string): Check[] {
  const checks: Check[] = [];
  const md5 = one(headers['content-md5']);
  if (md5 !== undefined) checks.push(hashCheck(createHash('md5'), 'base64', () => md5));
  if (/^[0-9a-f]{64}$/.test(payloadHash)) checks.push(hashCheck(createHash('sha256'), 'hex', () => payloadHash));
  const trailer = one(headers['x-amz-trailer']);
  const named = Object.keys(headers).filter((name) => /^x-amz-checksum-(?!algorithm$|mode$|type$)/.test(name));
  for (const name of trailer === undefined ? named : [...named, trailer.toLowerCase()]) {
    const expected = (trailers: ReadonlyMap<string, string>) => one(headers[name]) ?? trailers.get(name);
    if (name === 'x-amz-checksum-sha256') checks.push(hashCheck(createHash('sha256'), 'base64', expected));
    else if (name === 'x-amz-checksum-sha1') checks.push(hashCheck(createHash('sha1'), 'base64', expected));
    else if (name === 'x-amz-checksum-crc32') checks.push(crcCheck(expected));
    else throw faults.notImplemented(name);
  }
  return checks;
}

const longestLine = 16 * 1024;

/** Reads lines and counted bytes from a stream of chunks, holding no more than one chunk and one line. */
class ChunkReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async #more(): Promise<Buffer> {
    const next = await this.#source.next();
    if (next.done) throw faults.incomplete();
    return Buffer.from(next.value);
  }

  async line(): Promise<string> {
    let end = this.#rest.indexOf('\r\n');
    while (end < 0) {
      if (this.#rest.length > longestLine) throw faults.incomplete();
      this.#rest = Buffer.concat([this.#rest, await this.#more()]);
      end = this.#rest.indexOf('\r\n');
    }
    const line = this.#rest.toString('latin1', 0, end);
    this.#rest = this.#rest.subarray(end + 2);
    return line;
  }

  async *bytes(length: number): AsyncGenerator<Buffer> {
    let left = length;
    while (left > 0) {
      if (this.#rest.length === 0) this.#rest = await this.#more();
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      if (piece.length > 0) yield piece;
    }
  }
}

/** `aws-chunked` with an unsigned payload: chunks of `HEX\r\nBYTES\r\n`, then trailing headers. */
async function* unchunk(source: AsyncIterable<Uint8Array>, trailers: Map<string, string>): AsyncGenerator<Uint8Array> {
  const reader = new ChunkReader(source);
  for (;;) {
    const head = await reader.line();
    if (!/^[0-9a-fA-F]{1,8}$/.test(head)) throw faults.incomplete();
    const size = Number.parseInt(head, 16);
    if (size === 0) break;
    yield* reader.bytes(size);
    if ((await reader.line()) !== '') throw faults.incomplete();
  }
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    const colon = line.indexOf(':');
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

/**
 * The bytes of an upload, checked while they pass: declared length, payload hash, checksums. It throws after the last
 * byte when one does not hold, so whoever writes them must throw the written file away.
 */
export async function* checkedPayload(
  source: AsyncIterable<Uint8Array>,
  headers: IncomingHttpHeaders,
  payloadHash: string,
): AsyncGenerator<Uint8Array> {
  const chunked = payloadHash === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
  if (payloadHash.startsWith('STREAMING-') && !chunked) throw faults.notImplemented(payloadHash);
  if (!chunked && payloadHash !== 'UNSIGNED-PAYLOAD' && !/^[0-9a-f]{64}$/.test(payloadHash))
    throw faults.invalid('x-amz-content-sha256 is malformed.');
  const declared = Number(
    one(chunked ? headers['x-amz-decoded-content-length'] : headers['content-length']) ?? Number.NaN,
  );
  if (!Number.isSafeInteger(declared) || declared < 0) throw faults.invalid('The length of the body must be declared.');
  const checks = checksFor(headers, payloadHash);
  const trailers = new Map<string, string>();
  let length = 0;
  for await (const bytes of chunked ? unchunk(source, trailers) : source) {
    length += bytes.length;
    if (length > declared) throw faults.incomplete();
    for (const check of checks) check.update(bytes);
    yield bytes;
  }
  if (length !== declared) throw faults.incomplete();
  if (!checks.every((check) => check.holds(trailers))) throw faults.badDigest();
}
