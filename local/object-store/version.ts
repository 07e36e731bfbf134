import { randomBytes } from 'node:crypto';
import { z } from 'zod';

/** One version of one object, as it stands beside its bytes on disk. */
export const versionShape = z.object({
  bucket: z.string(),
  key: z.string(),
  versionId: z.string(),
  /** A deletion in a versioned bucket: the key looks absent, older versions stay. */
  deleted: z.boolean(),
  size: z.int(),
  /** Without quotes, as S3 makes it: MD5, or MD5 of parts with their number. */
  etag: z.string(),
  contentType: z.string(),
  metadata: z.record(z.string(), z.string()),
  /** ISO 8601. */
  modified: z.string(),
  tags: z.record(z.string(), z.string()).optional(),
  /** ISO 8601. Until then the version is removed only by who may bypass governance. */
  retainUntil: z.string().optional(),
});
export type Version = z.infer<typeof versionShape>;

/** What can change of a version that is there. Its bytes never do. */
export type Amendment = Partial<Pick<Version, 'tags' | 'retainUntil'>>;

export function isRetained(version: Version, now = Date.now()): boolean {
  return version.retainUntil !== undefined && Date.parse(version.retainUntil) > now;
}

export interface NewVersion {
  contentType: string;
  metadata: Record<string, string>;
  etag: string;
  onlyIfAbsent: boolean;
  retainUntil?: string | undefined;
}

/** Sorts by time; a counter keeps the order within a millisecond and when the clock steps back. */
export function versionIds(newest: string): () => string {
  let last = newest === '' ? 0n : BigInt(`0x${newest.slice(0, 16)}`);
  return () => {
    const now = BigInt(Date.now()) << 16n;
    last = now > last ? now : last + 1n;
    return last.toString(16).padStart(16, '0') + randomBytes(8).toString('hex');
  };
}
