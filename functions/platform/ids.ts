import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

/** A new id each time: 26 lower-case characters (Crockford's base 32), sortable by time, shaped like a ULID. */
export type Ids = () => string;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const timeCharacters = 10;
const randomCharacters = 16;
const randomLength = 10;

function base32(value: bigint, length: number): string {
  let rest = value;
  let text = '';
  for (let index = 0; index < length; index += 1) {
    text = (alphabet[Number(rest & 31n)] ?? '') + text;
    rest >>= 5n;
  }
  return text;
}

function fromBytes(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes.subarray(0, randomLength)).toString('hex')}`);
}

/** Ids of one source never go backwards, even when the clock does: within a millisecond the random part counts up. */
export function createIds(clock: Clock, random: (length: number) => Uint8Array = randomBytes): Ids {
  let lastTime = -1;
  let lastRandom = 0n;
  return () => {
    const now = clock().getTime();
    if (now > lastTime) {
      lastTime = now;
      // The top bit stays clear, so that counting up within a millisecond cannot overflow.
      lastRandom = fromBytes(random(randomLength)) >> 1n;
    } else {
      lastRandom += 1n;
    }
    return base32(BigInt(lastTime), timeCharacters) + base32(lastRandom, randomCharacters);
  };
}

/** Ids for repeatable runs: the same seed and clock give the same sequence. Not for secrets. */
export function repeatableIds(clock: Clock, seed: string): Ids {
  let count = 0;
  return createIds(clock, () => {
    count += 1;
    return createHash('sha256').update(`${seed}:${count}`).digest();
  });
}

/** `fresh`, or if the server that made `newest` had a clock ahead of ours, `fresh` moved to just after it. */
export function laterId(fresh: string, newest: string | undefined): string {
  if (newest === undefined || fresh > newest) return fresh;
  const time = [...newest.slice(0, timeCharacters)].reduce(
    (sum, digit) => sum * 32n + BigInt(alphabet.indexOf(digit)),
    0n,
  );
  return base32(time + 1n, timeCharacters) + fresh.slice(timeCharacters);
}
