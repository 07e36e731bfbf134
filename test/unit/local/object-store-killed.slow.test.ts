import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { expect, test } from 'vitest';
import { runScript, temporaryFolder } from './support.ts';

const credentials = { accessKeyId: 'TESTKEY', secretAccessKey: 'test-secret', region: 'eu-west-2' };

async function start(root: string, hear = '') {
  const script = runScript(new URL('./run-store.ts', import.meta.url), root, JSON.stringify(credentials), hear);
  const { port } = await script.next<{ port: number }>();
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: credentials.region,
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  return { script, client };
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function stored(client: S3Client, bucket: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket })) {
    for (const { Key = '', Size } of page.Contents ?? []) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      expect(bytes.length).toBe(Size);
      found.set(Key, digest(bytes));
    }
  }
  return found;
}

test('killed five times among 200 uploads, it has every acknowledged one whole and no half ones', async () => {
  const root = await temporaryFolder();
  const sent = new Map<string, string>();
  const acknowledged = new Set<string>();
  for (let round = 0; round < 5; round += 1) {
    const { script, client } = await start(root, 'hear');
    const uploads = Array.from({ length: 40 }, async (_, index) => {
      const key = `round-${round}/upload-${index}`;
      const large = index % 10 === 0;
      const bytes = randomBytes(large ? 6_000_000 : 60_000);
      sent.set(key, digest(bytes));
      const put = { Bucket: 'uploads', Key: key, Body: bytes };
      await (large ? new Upload({ client, params: put }).done() : client.send(new PutObjectCommand(put)));
      acknowledged.add(key);
      // Killed from inside the crowd, at another moment each round.
      if (acknowledged.size === round * 20 + 5 + round * 3) script.child.kill('SIGKILL');
    });
    await Promise.allSettled(uploads);
    await script.kill();
  }
  expect(acknowledged.size).toBeGreaterThan(20);
  expect(acknowledged.size).toBeLessThan(200);
  const { client } = await start(root);
  const found = await stored(client, 'uploads');
  for (const key of acknowledged) expect(found.get(key), key).toBe(sent.get(key));
  for (const [key, hash] of found) expect(hash, key).toBe(sent.get(key));
  expect(await readdir(join(root, 'incoming'))).toEqual([]);
});

test('an event that nobody acknowledged is told again at the next start, and only then no more', async () => {
  const root = await temporaryFolder();
  const deaf = await start(root);
  await deaf.client.send(new PutObjectCommand({ Bucket: 'uploads', Key: 'waiting', Body: 'x' }));
  await deaf.client.send(new PutObjectCommand({ Bucket: 'other', Key: 'of no interest', Body: 'x' }));
  await deaf.script.kill();
  const hearing = await start(root, 'hear');
  expect(await hearing.script.next()).toMatchObject({ key: 'waiting' });
  await hearing.client.send(new PutObjectCommand({ Bucket: 'uploads', Key: 'new', Body: 'x' }));
  expect(await hearing.script.next()).toMatchObject({ key: 'new' });
  // Told is on disk a moment after the handler returned.
  await expect
    .poll(
      async () =>
        (await readdir(join(root, 'buckets', 'uploads'), { recursive: true })).filter((name) => name.endsWith('.told'))
          .length,
    )
    .toBe(2);
  await hearing.script.kill();
  const again = await start(root, 'hear');
  await again.client.send(new PutObjectCommand({ Bucket: 'uploads', Key: 'last', Body: 'x' }));
  expect(await again.script.next()).toMatchObject({ key: 'last' });
});

test('keys never become paths', async () => {
  const root = await temporaryFolder();
  const { client } = await start(root);
  const keys = ['a/../../../../escape', '../escape', 'con', 'x'.repeat(1000), 'nul\u0001l', '.', 'a//b'];
  for (const key of keys) await client.send(new PutObjectCommand({ Bucket: 'other', Key: key, Body: key }));
  const names = await readdir(join(root, 'buckets', 'other'));
  expect(names.every((name) => /^[0-9a-f]{64}$/.test(name))).toBe(true);
});
