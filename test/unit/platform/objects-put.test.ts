import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { expect, it, onTestFinished } from 'vitest';
import { putObject } from '../../../functions/platform/objects-put.ts';

/** A server that answers so to each method. */
async function clientOf(answers: Record<string, number>): Promise<S3Client> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.writeHead(answers[request.method ?? ''] ?? 500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forcePathStyle: true,
    region: 'eu-west-2',
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
}

const put = (client: S3Client) =>
  putObject(client, { Bucket: 'evidence', Key: 'originals/x' }, Buffer.from('x'), {
    contentType: 'application/pdf',
    onlyIfAbsent: true,
  });

it('takes an object that is there for written, under a role that may add objects and read none', async () => {
  expect(await put(await clientOf({ PUT: 412, HEAD: 403 }))).toEqual({ created: false });
});

it('does not take another fault for that', async () => {
  await expect(put(await clientOf({ PUT: 412, HEAD: 500 }))).rejects.toThrow();
  await expect(put(await clientOf({ PUT: 403, HEAD: 200 }))).rejects.toThrow();
});
