import { createHash, randomBytes } from 'node:crypto';

/** What a cookie holds: 256 random bits, and nothing that says whose they are. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the table holds of a token. */
export function digestOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
