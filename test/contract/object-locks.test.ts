import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacking, lockDays, type ObjectEngine, objectEngines } from './object-engines.ts';

const dayMs = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * dayMs);
const refused = (status: number) => ({ $metadata: { httpStatusCode: status } });

describe.each(objectEngines())('locked objects in $name', (under) => {
  let engine: ObjectEngine;
  beforeAll(async () => {
    engine = await under.start();
  });
  afterAll(() => engine.stop());

  interface Place {
    Bucket: string;
    Key: string;
    VersionId: string;
  }
  const put = async (key: string, body: Uint8Array | Readable = Buffer.from('pack')): Promise<Place> => {
    const { versionId = '' } = await engine.objects.put('packs', key, body, { contentType: 'application/pdf' });
    return { Bucket: engine.buckets.packs, Key: key, VersionId: versionId };
  };
  const retain = (place: Place, until: Date, bypass = false) =>
    engine.client.send(
      new PutObjectRetentionCommand({
        ...place,
        Retention: { Mode: 'GOVERNANCE', RetainUntilDate: until },
        BypassGovernanceRetention: bypass,
      }),
    );
  const retention = async (place: Place) =>
    (await engine.client.send(new GetObjectRetentionCommand(place))).Retention ?? {};
  const textOf = async (place: Place) =>
    Buffer.from((await engine.objects.bytes('packs', place.Key, { versionId: place.VersionId })) ?? []).toString();

  test('what the adapter puts into the packs bucket is retained, whole or in parts', async () => {
    for (const place of [await put('whole.pdf'), await put('parts.pdf', Readable.from([Buffer.alloc(9_000_000)]))]) {
      const { Mode, RetainUntilDate } = await retention(place);
      expect(Mode).toBe('GOVERNANCE');
      const days = ((RetainUntilDate?.getTime() ?? 0) - Date.now()) / dayMs;
      expect(days).toBeGreaterThan(lockDays - 0.1);
      expect(days).toBeLessThan(lockDays + 0.1);
    }
  });

  test('a retained version is not deleted without the bypass', async () => {
    const place = await put('kept.pdf');
    await expect(engine.objects.remove('packs', place.Key, place.VersionId)).rejects.toMatchObject(refused(403));
    expect(await textOf(place)).toBe('pack');
    await engine.client.send(new DeleteObjectCommand({ ...place, BypassGovernanceRetention: true }));
    expect(await engine.objects.bytes('packs', place.Key, { versionId: place.VersionId })).toBeUndefined();
  });

  test('the key may look deleted or be written again; the retained version stays', async () => {
    const place = await put('hidden.pdf');
    await engine.objects.remove('packs', place.Key);
    expect(await engine.objects.head('packs', place.Key)).toBeUndefined();
    await put('hidden.pdf', Buffer.from('another'));
    expect(await textOf(place)).toBe('pack');
  });

  test('retention grows for anybody and shrinks only by the bypass', async () => {
    const place = await put('longer.pdf');
    await retain(place, inDays(30));
    await expect(retain(place, inDays(10))).rejects.toMatchObject(refused(403));
    const days = async () => (((await retention(place)).RetainUntilDate?.getTime() ?? 0) - Date.now()) / dayMs;
    expect(await days()).toBeGreaterThan(29);
    await retain(place, inDays(1), true);
    expect(await days()).toBeLessThan(1.1);
  });

  test('a put may ask for its own retention, and the object says so', async () => {
    const until = inDays(20);
    const place = { Bucket: engine.buckets.packs, Key: 'asked.pdf' };
    await engine.client.send(
      new PutObjectCommand({
        ...place,
        Body: 'pack',
        ChecksumAlgorithm: 'SHA256',
        ObjectLockMode: 'GOVERNANCE',
        ObjectLockRetainUntilDate: until,
      }),
    );
    const head = await engine.client.send(new HeadObjectCommand(place));
    expect(head.ObjectLockMode).toBe('GOVERNANCE');
    expect(Math.abs((head.ObjectLockRetainUntilDate?.getTime() ?? 0) - until.getTime())).toBeLessThan(1000);
  });

  test('refuses a retention that has passed, and one where nothing is locked', async () => {
    const place = await put('past.pdf');
    await expect(retain(place, inDays(-1))).rejects.toMatchObject(refused(400));
    await engine.objects.put('records', 'unlocked', Buffer.from('x'), { contentType: 'text/plain' });
    const unlocked = { Bucket: engine.buckets.records, Key: 'unlocked', VersionId: undefined as unknown as string };
    await expect(retain(unlocked, inDays(1))).rejects.toMatchObject(refused(400));
  });

  test('tags can change under a lock', async () => {
    const place = await put('tagged.pdf');
    await engine.client.send(
      new PutObjectTaggingCommand({ ...place, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }),
    );
    expect(await textOf(place)).toBe('pack');
  });

  test.skipIf(lacking(under, 'lock-needs-checksum'))(
    'takes nothing into a locked bucket without a checksum',
    async () => {
      const bare = new PutObjectCommand({ Bucket: engine.buckets.packs, Key: 'bare.pdf', Body: 'pack' });
      await expect(engine.client.send(bare)).rejects.toMatchObject({ name: 'InvalidRequest', ...refused(400) });
    },
  );
});
