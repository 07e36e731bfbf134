import { setTimeout as delay } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { buildApp } from 'fauxqs';
import { type JobKind, jobKinds } from '../functions/platform/names.ts';
import { complain } from './complain.ts';
import { lambdaContext } from './lambda-context.ts';
import { host } from './ports.ts';

export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse | undefined>;

export interface RunningQueues {
  endpoint: string;
  urls: Record<JobKind, string>;
  deadLetterUrls: Record<JobKind, string>;
  /** Calls a handler with the messages of its queue, one at a time. */
  poll(kind: JobKind, handler: QueueHandler): void;
  stop: () => Promise<void>;
}

/** Receives before a message goes to the dead-letter queue. */
const mostReceives = 5;
/** Longer than any handler may take; a failed message is made visible again by hand. */
const visibilitySeconds = 900;
const graceMs = 5000;

async function create(client: SQSClient, name: string, attributes: Record<string, string>) {
  const { QueueUrl: url = '' } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  return { url, arn: Attributes?.QueueArn ?? '' };
}

/** What Lambda's event source mapping for SQS sends. */
function recordOf(message: Message, arn: string, region: string): SQSRecord {
  const attributes = message.Attributes ?? {};
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: {
      ApproximateReceiveCount: attributes.ApproximateReceiveCount ?? '1',
      SentTimestamp: attributes.SentTimestamp ?? '',
      SenderId: attributes.SenderId ?? '',
      ApproximateFirstReceiveTimestamp: attributes.ApproximateFirstReceiveTimestamp ?? '',
    },
    messageAttributes: {},
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: region,
  };
}

/**
 * SQS in memory, with a dead-letter queue each. Nothing is lost with it: jobs are in the table, and the sweeper sends
 * them again. Listens on this machine only, which `startFauxqs` would not.
 */
export async function startQueues(region: string, retrySeconds = 2): Promise<RunningQueues> {
  const app = buildApp({ logger: false, defaultRegion: region });
  const endpoint = await app.listen({ port: 0, host });
  const client = new SQSClient({ endpoint, region });
  const stopping = new AbortController();
  const pollers: Promise<void>[] = [];
  const urls = {} as Record<JobKind, string>;
  const deadLetterUrls = {} as Record<JobKind, string>;
  const arns = {} as Record<JobKind, string>;
  for (const kind of jobKinds) {
    const dead = await create(client, `${kind}-dead`, {});
    const redrive = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: mostReceives });
    const queue = await create(client, kind, { RedrivePolicy: redrive, VisibilityTimeout: String(visibilitySeconds) });
    urls[kind] = queue.url;
    arns[kind] = queue.arn;
    deadLetterUrls[kind] = dead.url;
  }

  async function handle(kind: JobKind, handler: QueueHandler, message: Message): Promise<void> {
    const at = { QueueUrl: urls[kind], ReceiptHandle: message.ReceiptHandle ?? '' };
    let failed: boolean;
    try {
      const answer = await handler({ Records: [recordOf(message, arns[kind], region)] }, lambdaContext(kind));
      failed = (answer?.batchItemFailures ?? []).some((failure) => failure.itemIdentifier === message.MessageId);
    } catch (error) {
      complain(`The handler of the queue ${kind} failed.`, error);
      failed = true;
    }
    if (failed) await client.send(new ChangeMessageVisibilityCommand({ ...at, VisibilityTimeout: retrySeconds }));
    else await client.send(new DeleteMessageCommand(at));
  }

  async function pollUntilStopped(kind: JobKind, handler: QueueHandler): Promise<void> {
    const receive = {
      QueueUrl: urls[kind],
      MaxNumberOfMessages: 1,
      WaitTimeSeconds: 20,
      MessageSystemAttributeNames: ['All' as const],
    };
    while (!stopping.signal.aborted) {
      try {
        const { Messages = [] } = await client.send(new ReceiveMessageCommand(receive), {
          abortSignal: stopping.signal,
        });
        for (const message of Messages) await handle(kind, handler, message);
      } catch (error) {
        if (stopping.signal.aborted) return;
        complain(`The queue ${kind} could not be read; trying again.`, error);
        await delay(1000, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  return {
    endpoint,
    urls,
    deadLetterUrls,
    poll(kind, handler) {
      pollers.push(pollUntilStopped(kind, handler));
    },
    async stop() {
      stopping.abort();
      // A long build is not waited for: its job is in the table, and is taken up again.
      const grace = new AbortController();
      const waited = delay(graceMs, undefined, { signal: grace.signal }).catch(() => undefined);
      await Promise.race([Promise.all(pollers), waited]);
      grace.abort();
      client.destroy();
      app.server.closeAllConnections();
      await app.close();
    },
  };
}
