import {
  GetObjectCommand,
  GetObjectRetentionCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { startObjectStore } from '../../../local/object-store/server.ts';
import { temporaryFolder } from './support.ts';

const credentials = { accessKeyId: 'TESTKEY', secretAccessKey: 'test-secret', region: 'eu-west-2' };
const guard = { bucket: 'quarantine', tag: 'GuardDutyMalwareScanStatus', value: 'NO_THREATS_FOUND' };

async function start(root: string) {
  const store = await startObjectStore({
    root,
    host: '127.0.0.1',
    port: 0,
    buckets: ['quarantine', 'packs'],
    locks: [{ bucket: 'packs', days: 1 }],
    guard,
    credentials,
  });
  onTestFinished(() => store.stop());
  const endpoint = `http://127.0.0.1:${store.port}`;
  const client = new S3Client({ endpoint, region: credentials.region, credentials, forcePathStyle: true });
  return { client, stop: store.stop };
}

const uploaded = { Bucket: 'quarantine', Key: 'upload' };
const packed = { Bucket: 'packs', Key: 'pack' };

test('fault 24: nothing is read from quarantine without the exact clean verdict', async () => {
  const { client } = await start(await temporaryFolder());
  const denied = { $metadata: { httpStatusCode: 403 } };
  const tag = (Value: string) =>
    client.send(new PutObjectTaggingCommand({ ...uploaded, Tagging: { TagSet: [{ Key: guard.tag, Value }] } }));
  const read = () => client.send(new GetObjectCommand(uploaded));
  await client.send(new PutObjectCommand({ ...uploaded, Body: 'content' }));
  await expect(read()).rejects.toMatchObject(denied);
  await expect(client.send(new HeadObjectCommand(uploaded))).rejects.toMatchObject(denied);
  for (const verdict of ['THREATS_FOUND', 'UNSUPPORTED', 'ACCESS_DENIED', 'FAILED', 'no_threats_found', '']) {
    await tag(verdict);
    await expect(read()).rejects.toMatchObject(denied);
  }
  await tag('NO_THREATS_FOUND');
  expect(await (await read()).Body?.transformToString()).toBe('content');
  await client.send(new PutObjectCommand({ ...uploaded, Body: 'swapped' }));
  await expect(read()).rejects.toMatchObject(denied);
});

test('tags and retention outlive a restart', async () => {
  const root = await temporaryFolder();
  const first = await start(root);
  await first.client.send(new PutObjectCommand({ ...packed, Body: 'pack' }));
  const TagSet = [{ Key: 'a', Value: 'b' }];
  await first.client.send(new PutObjectTaggingCommand({ ...packed, Tagging: { TagSet } }));
  const { Retention } = await first.client.send(new GetObjectRetentionCommand(packed));
  await first.stop();

  const { client } = await start(root);
  expect((await client.send(new GetObjectRetentionCommand(packed))).Retention).toEqual(Retention);
  expect((await client.send(new GetObjectTaggingCommand(packed))).TagSet).toEqual(TagSet);
});

test('nothing is locked so that nobody could ever erase it', async () => {
  const { client } = await start(await temporaryFolder());
  await client.send(new PutObjectCommand({ ...packed, Body: 'pack' }));
  const Retention = { Mode: 'COMPLIANCE' as const, RetainUntilDate: new Date(Date.now() + 86_400_000) };
  await expect(client.send(new PutObjectRetentionCommand({ ...packed, Retention }))).rejects.toMatchObject({
    name: 'NotImplemented',
  });
});
