import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Environment, environment } from './environment.ts';
import type { JobKind } from './names.ts';

/** Sends background work. The message carries only the job's id: what to do stands in the table. */
export interface JobQueues {
  send(kind: JobKind, message: { jobId: string }): Promise<void>;
}

export function createQueues({ urls, endpoint }: Environment<'queues'> = environment('queues')): JobQueues {
  const client = new SQSClient(endpoint === undefined ? {} : { endpoint });
  return {
    async send(kind, message) {
      await client.send(new SendMessageCommand({ QueueUrl: urls[kind], MessageBody: JSON.stringify(message) }));
    },
  };
}
