import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createQueues } from '../../../functions/platform/queue.ts';
import { startQueues } from '../../../local/queue.ts';

async function start() {
  Object.assign(process.env, { AWS_REGION: 'eu-west-2', AWS_ACCESS_KEY_ID: 'TESTKEY', AWS_SECRET_ACCESS_KEY: 'test' });
  const queues = await startQueues('eu-west-2', 0);
  onTestFinished(queues.stop);
  return { queues, sender: createQueues({ urls: queues.urls, endpoint: queues.endpoint }) };
}

test('a message that fails comes again, and after five receives goes to the dead-letter queue', async () => {
  const { queues, sender } = await start();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const seen: string[] = [];
  queues.poll('build-pack', async (event) => {
    const [record] = event.Records;
    seen.push(`${record?.body} ${record?.attributes.ApproximateReceiveCount}`);
    if (seen.length % 2 === 0) throw new Error('the handler broke');
    return { batchItemFailures: [{ itemIdentifier: record?.messageId ?? '' }] };
  });
  await sender.send('build-pack', { jobId: 'poison' });
  await expect.poll(() => seen, { timeout: 10_000 }).toHaveLength(5);
  const client = new SQSClient({ endpoint: queues.endpoint });
  const dead = await client.send(
    new ReceiveMessageCommand({ QueueUrl: queues.deadLetterUrls['build-pack'], WaitTimeSeconds: 5 }),
  );
  expect(dead.Messages?.map((message) => message.Body)).toEqual(['{"jobId":"poison"}']);
  expect(seen).toEqual([1, 2, 3, 4, 5].map((count) => `{"jobId":"poison"} ${count}`));
});

test('the kinds have queues of their own, and a message that went well does not come again', async () => {
  const { queues, sender } = await start();
  const seen: string[] = [];
  queues.poll('build-pack', async (event) => void seen.push(`build ${event.Records[0]?.body}`));
  queues.poll('inspect-evidence', async (event) => void seen.push(`inspect ${event.Records[0]?.body}`));
  await sender.send('inspect-evidence', { jobId: 'a' });
  await sender.send('build-pack', { jobId: 'b' });
  await expect.poll(() => seen.length).toBe(2);
  expect(new Set(seen)).toEqual(new Set(['inspect {"jobId":"a"}', 'build {"jobId":"b"}']));
});
