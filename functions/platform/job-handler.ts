import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { z } from 'zod';
import type { Parts } from './parts.ts';
import { runJob, type Work } from './run-job.ts';

const message = z.object({ jobId: z.string().min(1) });

/** An SQS handler that runs the jobs it is told of. A message that can't be read, or a table that can't be reached, fails alone. */
export function jobHandler(parts: Pick<Parts, 'table' | 'queues' | 'wallClock' | 'log'>, work: Work) {
  const processor = new BatchProcessor(EventType.SQS);
  const one = (record: SQSRecord) => runJob(parts, message.parse(JSON.parse(record.body)).jobId, work);
  return (event: SQSEvent, context: Context) =>
    processPartialResponse(event, one, processor, { context, throwOnFullBatchFailure: false });
}
