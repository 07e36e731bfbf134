import {
  DeleteObjectTaggingCommand,
  GetObjectTaggingCommand,
  PutObjectTaggingCommand,
  type Tag,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ObjectEngine, objectEngines } from './object-engines.ts';

/** The tag by which GuardDuty says what it found, and bucket policies decide who reads. */
const verdict = (value: string): Tag => ({ Key: 'GuardDutyMalwareScanStatus', Value: value });

describe.each(objectEngines())('tags in $name', (under) => {
  let engine: ObjectEngine;
  beforeAll(async () => {
    engine = await under.start();
  });
  afterAll(() => engine.stop());

  const put = async (key: string, text: string) => {
    const { versionId = '' } = await engine.objects.put('quarantine', key, Buffer.from(text), {
      contentType: 'text/plain',
    });
    return { Bucket: engine.buckets.quarantine, Key: key, VersionId: versionId };
  };
  const tag = (place: Awaited<ReturnType<typeof put>>, ...TagSet: Tag[]) =>
    engine.client.send(new PutObjectTaggingCommand({ ...place, Tagging: { TagSet } }));
  const tagsOf = async (place: Awaited<ReturnType<typeof put>>) =>
    (await engine.client.send(new GetObjectTaggingCommand(place))).TagSet;

  test('a version has no tags until it is tagged, and those of the last tagging then', async () => {
    const place = await put('verdict', 'content');
    expect(await tagsOf(place)).toEqual([]);
    await tag(place, verdict('NO_THREATS_FOUND'), { Key: 'team', Value: "a & b <'c'> “d”" });
    expect(await tagsOf(place)).toEqual(
      expect.arrayContaining([verdict('NO_THREATS_FOUND'), { Key: 'team', Value: "a & b <'c'> “d”" }]),
    );
    await tag(place, verdict('THREATS_FOUND'));
    expect(await tagsOf(place)).toEqual([verdict('THREATS_FOUND')]);
    await engine.client.send(new DeleteObjectTaggingCommand(place));
    expect(await tagsOf(place)).toEqual([]);
  });

  test('tagging changes neither bytes nor facts nor version', async () => {
    const place = await put('bytes', 'the very bytes');
    const before = await engine.objects.head('quarantine', 'bytes');
    await tag(place, verdict('NO_THREATS_FOUND'));
    expect(await engine.objects.head('quarantine', 'bytes')).toEqual(before);
    expect(Buffer.from((await engine.objects.bytes('quarantine', 'bytes')) ?? []).toString()).toBe('the very bytes');
  });

  test('the tags of one version are not those of the next', async () => {
    const first = await put('two', 'first');
    await tag(first, verdict('NO_THREATS_FOUND'));
    const second = await put('two', 'second');
    expect(await tagsOf(second)).toEqual([]);
    expect(await tagsOf(first)).toEqual([verdict('NO_THREATS_FOUND')]);
  });

  test('refuses what is no set of tags, and tags of nothing', async () => {
    const place = await put('refused', 'content');
    const many = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
    await expect(tag(place, ...many)).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
    await expect(tag(place, { Key: 'x'.repeat(129), Value: 'v' })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
    expect(await tagsOf(place)).toEqual([]);
    const nothing = { Bucket: engine.buckets.quarantine, Key: 'nothing', VersionId: undefined as unknown as string };
    await expect(tagsOf(nothing)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });
});
