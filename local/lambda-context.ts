import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

const fifteenMinutesMs = 900_000;

/** What Lambda passes beside the event. The callbacks of old runtimes throw: our handlers are async. */
export function lambdaContext(functionName: string): Context {
  const started = Date.now();
  const id = randomUUID();
  const old = () => {
    throw new Error('Handlers answer by returning.');
  };
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:eu-west-2:000000000000:function:${functionName}`,
    memoryLimitInMB: '1024',
    awsRequestId: id,
    logGroupName: functionName,
    logStreamName: id,
    getRemainingTimeInMillis: () => fifteenMinutesMs - (Date.now() - started),
    done: old,
    fail: old,
    succeed: old,
  };
}
