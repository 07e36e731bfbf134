import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacking, type ObjectEngine, objectEngines } from './object-engines.ts';

const plain = { contentType: 'text/plain' };
const bytesOf = (text: string) => Buffer.from(text, 'utf8');
const textOf = (bytes: Uint8Array | undefined) =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');

describe.each(objectEngines())('objects in $name', (under) => {
  let engine: ObjectEngine;
  beforeAll(async () => {
    engine = await under.start();
  });
  afterAll(() => engine.stop());

  test('reads back what was put, with its facts', async () => {
    const put = await engine.objects.put('records', 'facts/one', bytesOf('hello'), plain);
    expect(put).toMatchObject({ created: true, versionId: expect.any(String) });
    expect(textOf(await engine.objects.bytes('records', 'facts/one'))).toBe('hello');
    expect(await engine.objects.head('records', 'facts/one')).toEqual({
      size: 5,
      contentType: 'text/plain',
      versionId: put.versionId,
      metadata: {},
    });
  });

  test('answers undefined for what is not there', async () => {
    expect(await engine.objects.get('records', 'nothing')).toBeUndefined();
    expect(await engine.objects.bytes('records', 'nothing')).toBeUndefined();
    expect(await engine.objects.head('records', 'nothing')).toBeUndefined();
  });

  test('keeps keys apart that look alike', async () => {
    const keys = ['odd/a b', 'odd/a+b', 'odd/a%20b', 'odd/a%2Fb', 'odd/ü', 'odd/A B', "odd/it's (1)*!"];
    for (const key of keys) await engine.objects.put('records', key, bytesOf(key), plain);
    for (const key of keys) expect(textOf(await engine.objects.bytes('records', key))).toBe(key);
    const listed = await Array.fromAsync(engine.objects.list('records', 'odd/'), (entry) => entry.key);
    expect(new Set(listed)).toEqual(new Set(keys));
  });

  test.skipIf(lacking(under, 'conditional-writes'))(
    'with "only if absent", one of twenty writers at once creates the object',
    async () => {
      const puts = Array.from({ length: 20 }, (_, index) =>
        engine.objects.put('evidence', 'race', bytesOf(`writer ${index}`), { ...plain, onlyIfAbsent: true }),
      );
      const results = await Promise.all(puts);
      expect(results.filter((result) => result.created)).toHaveLength(1);
      expect(new Set(results.map((result) => result.versionId)).size).toBe(1);
      const winner = results.findIndex((result) => result.created);
      expect(textOf(await engine.objects.bytes('evidence', 'race'))).toBe(`writer ${winner}`);
    },
  );

  test('streams a large body in parts, whole', async () => {
    const digest = createHash('sha256');
    const pieces = Array.from({ length: 200 }, (_, index) => Buffer.alloc(100_000, index));
    for (const piece of pieces) digest.update(piece);
    const put = await engine.objects.put('packs', 'large.pdf', Readable.from(pieces), {
      contentType: 'application/pdf',
    });
    const stored = await engine.objects.get(
      'packs',
      'large.pdf',
      put.versionId === undefined ? {} : { versionId: put.versionId },
    );
    const found = createHash('sha256');
    for await (const bytes of stored?.body ?? []) found.update(bytes);
    expect(stored).toMatchObject({ size: 20_000_000, contentType: 'application/pdf' });
    expect(found.digest('hex')).toBe(digest.digest('hex'));
  });

  test.skipIf(lacking(under, 'conditional-writes'))(
    'a stream does not replace an object when only absence is allowed',
    async () => {
      await engine.objects.put('packs', 'kept.pdf', bytesOf('first'), plain);
      const put = await engine.objects.put('packs', 'kept.pdf', Readable.from([bytesOf('second')]), {
        ...plain,
        onlyIfAbsent: true,
      });
      expect(put.created).toBe(false);
      expect(textOf(await engine.objects.bytes('packs', 'kept.pdf'))).toBe('first');
    },
  );

  test('a stream that breaks leaves nothing', async () => {
    const broken = Readable.from(
      (function* () {
        for (let count = 0; count < 100; count += 1) yield Buffer.alloc(100_000);
        throw new Error('the source broke');
      })(),
    );
    await expect(engine.objects.put('packs', 'broken.pdf', broken, plain)).rejects.toThrow('the source broke');
    expect(await engine.objects.head('packs', 'broken.pdf')).toBeUndefined();
  });

  test('reads the version that was recorded, whatever came after', async () => {
    const first = await engine.objects.put('quarantine', 'versions', bytesOf('first'), plain);
    const second = await engine.objects.put('quarantine', 'versions', bytesOf('second'), plain);
    expect(first.versionId).not.toBe(second.versionId);
    const versionId = first.versionId ?? '';
    expect(textOf(await engine.objects.bytes('quarantine', 'versions', { versionId }))).toBe('first');
    expect(textOf(await engine.objects.bytes('quarantine', 'versions'))).toBe('second');
  });

  test('a removed object is gone, its versions stay until each is removed', async () => {
    const { versionId = '' } = await engine.objects.put('quarantine', 'removed', bytesOf('gone'), plain);
    await engine.objects.remove('quarantine', 'removed');
    expect(await engine.objects.head('quarantine', 'removed')).toBeUndefined();
    expect(await Array.fromAsync(engine.objects.list('quarantine', 'removed'))).toEqual([]);
    expect(textOf(await engine.objects.bytes('quarantine', 'removed', { versionId }))).toBe('gone');
    await engine.objects.remove('quarantine', 'removed', versionId);
    expect(await engine.objects.bytes('quarantine', 'removed', { versionId })).toBeUndefined();
  });

  test('lists a prefix in order, beyond one page', async () => {
    const keys = Array.from({ length: 1005 }, (_, index) => `many/${String(index).padStart(4, '0')}`);
    for (let from = 0; from < keys.length; from += 50) {
      await Promise.all(
        keys.slice(from, from + 50).map((key) => engine.objects.put('records', key, bytesOf('x'), plain)),
      );
    }
    await engine.objects.put('records', 'manyother', bytesOf('x'), plain);
    const listed = await Array.fromAsync(engine.objects.list('records', 'many/'));
    expect(listed.map((entry) => entry.key)).toEqual(keys);
    expect(listed[0]).toMatchObject({ size: 1, modified: expect.any(Date) });
  });

  test('refuses bytes that do not match their checksum', async () => {
    const wrong = createHash('md5').update('other').digest('base64');
    const command = new PutObjectCommand({
      Bucket: engine.buckets.records,
      Key: 'checked',
      Body: 'these',
      ContentMD5: wrong,
    });
    await expect(engine.client.send(command)).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
    expect(await engine.objects.head('records', 'checked')).toBeUndefined();
  });
});
