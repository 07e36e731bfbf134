import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CopyObjectCommand, GetObjectAclCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, onTestFinished, test } from 'vitest';
import { startObjectStore } from '../../../local/object-store/server.ts';
import { temporaryFolder } from './support.ts';

const credentials = { accessKeyId: 'TESTKEY', secretAccessKey: 'test-secret', region: 'eu-west-2' };

async function start() {
  const root = await temporaryFolder();
  const store = await startObjectStore({
    root,
    host: '127.0.0.1',
    port: 0,
    buckets: ['one'],
    unversioned: ['one'],
    credentials,
  });
  onTestFinished(() => store.stop());
  const endpoint = `http://127.0.0.1:${store.port}`;
  const client = new S3Client({
    endpoint,
    region: credentials.region,
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
  });
  return { root, port: store.port, endpoint, client };
}

/** The shape of hash that the SDK's signer asks for. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | Uint8Array) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }

  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

/** Signed by the SDK's own signer, so that ours is checked against another's work. */
async function signed(
  port: number,
  path: string,
  headers: Record<string, string>,
  query: Record<string, string> = {},
  signingDate = new Date(),
) {
  const signer = new SignatureV4({
    credentials,
    region: credentials.region,
    service: 's3',
    sha256: Sha256 as never,
    uriEscapePath: false,
  });
  return signer.sign(
    {
      method: 'PUT',
      protocol: 'http:',
      hostname: '127.0.0.1',
      port,
      path,
      query,
      headers: { host: `127.0.0.1:${port}`, ...headers },
    },
    { signingDate },
  );
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

test('a signed request passes; the same with one thing changed does not', async () => {
  const { port, endpoint } = await start();
  const request = await signed(port, '/one/key', { 'x-amz-content-sha256': hashOf('body'), 'x-amz-meta-a': '1' });
  const send = (headers: Record<string, string>, path = '/one/key', body = 'body') =>
    fetch(endpoint + path, { method: 'PUT', headers: { ...request.headers, ...headers }, body });
  expect((await send({})).status).toBe(200);
  expect((await send({ 'x-amz-meta-a': '2' })).status).toBe(403);
  expect((await send({ 'x-amz-meta-b': 'unsigned' })).status).toBe(403);
  expect((await send({}, '/one/other')).status).toBe(403);
  expect((await send({}, '/one/key?partNumber=1&uploadId=x')).status).toBe(403);
  expect((await send({}, '/one/key', 'other')).status).toBe(400);
  expect((await send({ authorization: '' })).status).toBe(403);
});

test('a request of another time, key or region is refused', async () => {
  const { port, endpoint } = await start();
  const old = await signed(
    port,
    '/one/key',
    { 'x-amz-content-sha256': hashOf('body') },
    {},
    new Date(Date.now() - 16 * 60_000),
  );
  const answer = await fetch(`${endpoint}/one/key`, { method: 'PUT', headers: old.headers, body: 'body' });
  expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('RequestTimeTooSkewed')]);
  for (const other of [{ secretAccessKey: 'wrong' }, { accessKeyId: 'OTHER' }, { region: 'eu-north-1' }]) {
    const settings = { ...credentials, ...other };
    const client = new S3Client({
      endpoint,
      region: settings.region,
      credentials: settings,
      forcePathStyle: true,
      maxAttempts: 1,
    });
    await expect(client.send(new PutObjectCommand({ Bucket: 'one', Key: 'key', Body: 'x' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
  }
});

test('a streamed body with its checksum at the end is taken whole', async () => {
  const { client, endpoint } = await start();
  const pieces = Array.from({ length: 50 }, (_, index) => Buffer.alloc(20_000 + index, index));
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const put = await client.send(
    new PutObjectCommand({
      Bucket: 'one',
      Key: 'streamed',
      Body: Readable.from(pieces),
      ContentLength: size,
      ChecksumAlgorithm: 'CRC32',
    }),
  );
  expect(put.ETag).toBe(`"${createHash('md5').update(Buffer.concat(pieces)).digest('hex')}"`);
  expect(endpoint).toBeDefined();
});

test('what the store does not do is refused by name, never half done', async () => {
  const { client } = await start();
  await client.send(new PutObjectCommand({ Bucket: 'one', Key: 'key', Body: 'x' }));
  const refused = { name: 'NotImplemented', $metadata: { httpStatusCode: 501 } };
  await expect(client.send(new GetObjectAclCommand({ Bucket: 'one', Key: 'key' }))).rejects.toMatchObject(refused);
  await expect(
    client.send(new CopyObjectCommand({ Bucket: 'one', Key: 'copy', CopySource: 'one/key' })),
  ).rejects.toMatchObject(refused);
  await expect(
    client.send(new PutObjectCommand({ Bucket: 'one', Key: 'key', Body: 'x', ACL: 'public-read' })),
  ).rejects.toMatchObject(refused);
  await expect(
    client.send(new PutObjectCommand({ Bucket: 'one', Key: 'key', Body: 'x', ChecksumAlgorithm: 'CRC32C' })),
  ).rejects.toMatchObject(refused);
});

test('a bucket without versions keeps one', async () => {
  const { client, root } = await start();
  for (const body of ['a', 'b', 'c']) {
    const put = await client.send(new PutObjectCommand({ Bucket: 'one', Key: 'key', Body: body }));
    expect(put.VersionId).toBeUndefined();
  }
  const [directory = ''] = await readdir(join(root, 'buckets', 'one'));
  expect(
    (await readdir(join(root, 'buckets', 'one', directory))).filter((name) => name.endsWith('.data')),
  ).toHaveLength(1);
});

test('an upload that breaks off leaves nothing, and the store goes on', async () => {
  const { client, root, port } = await start();
  const { fields } = await createPresignedPost(client, { Bucket: 'one', Key: 'cut', Expires: 60 });
  const parts = Object.entries(fields).map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const body = `${parts.join('')}--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n${'x'.repeat(100_000)}`;
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `POST /one HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length + 5000}\r\n\r\n${body}`,
  );
  await expect.poll(async () => (await readdir(join(root, 'incoming'))).length).toBe(1);
  socket.destroy();
  await once(socket, 'close');
  await expect.poll(async () => (await readdir(join(root, 'incoming'))).length).toBe(0);
  await client.send(new PutObjectCommand({ Bucket: 'one', Key: 'after', Body: 'x' }));
  expect(await readdir(join(root, 'buckets', 'one'))).toHaveLength(1);
});
