import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { readObservations } from '../../../../functions/metrics/store.ts';
import type { ObjectStore } from '../../../../functions/platform/objects.ts';
import { council } from '../support.ts';

/** So many figures as a release keeps them, and a store that says how often it was asked. */
function storeOf(...counts: number[]) {
  const bytes = counts.map((count) =>
    Buffer.from(
      JSON.stringify(
        Array.from({ length: count }, (_, at) => ({
          indicator: 'cpp.count',
          place: council,
          date: '2026-03-31',
          value: String(at),
        })),
      ),
    ),
  );
  const asked: string[] = [];
  const objects: Pick<ObjectStore, 'bytes'> = {
    bytes: async (_bucket, key) => {
      asked.push(key);
      return bytes.find((one) => key.includes(digestOf(one)));
    },
  };
  return { parts: { objects: objects as ObjectStore }, asked, digests: bytes.map(digestOf) };
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

it('reads the observations of a release once, and again after many others', async () => {
  const { parts, asked, digests } = storeOf(3, 50_000, 50_001);
  const [small = '', ...large] = digests;
  expect(await readObservations(parts, small)).toHaveLength(3);
  expect(await readObservations(parts, small)).toHaveLength(3);
  expect(asked).toHaveLength(1);
  for (const digest of large) await readObservations(parts, digest);
  expect(await readObservations(parts, small)).toHaveLength(3);
  expect(asked).toHaveLength(4);
});

it('throws for one that is gone', async () => {
  await expect(readObservations(storeOf().parts, 'f'.repeat(64))).rejects.toThrow('are missing');
});
