import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

type RetryStrategy = Exclude<NonNullable<DynamoDBClientConfig['retryStrategy']>, { retry: unknown }>;
type RetryToken = Awaited<ReturnType<RetryStrategy['acquireInitialRetryToken']>>;

export interface RetryLimits {
  /** Of one call, the first included. */
  attempts: number;
  /** The longest wait before the second attempt; it doubles with each. */
  firstWaitMs: number;
  longestWaitMs: number;
}

/** Together at most 4 seconds of waiting, 2 on average: a request and a heartbeat can bear it. */
const usual: RetryLimits = { attempts: 10, firstWaitMs: 20, longestWaitMs: 800 };

/**
 * When a call to the table is made again: after throttling or a lost connection, a bounded number of times, each after a random
 * wait below a bound that doubles (full jitter).
 *
 * The SDK's own strategy waits a second after a throttle, and takes each retry from a purse that all calls of the client
 * share: with half of the calls throttled, the purse is empty after some 250 and from then on every throttled call fails. A
 * function here makes few calls at a time, so that a bound for each call does.
 */
export function tableRetries(limits: RetryLimits = usual): RetryStrategy {
  return {
    acquireInitialRetryToken: () => Promise.resolve(token(0, 0)),
    refreshRetryTokenForRetry(previous, { errorType }) {
      const retries = previous.getRetryCount() + 1;
      const again = errorType === 'THROTTLING' || errorType === 'TRANSIENT';
      if (!again || retries >= limits.attempts) return Promise.reject(new Error('No retry is left for this call'));
      const bound = Math.min(limits.longestWaitMs, limits.firstWaitMs * 2 ** (retries - 1));
      return Promise.resolve(token(retries, Math.random() * bound));
    },
    recordSuccess: () => undefined,
  };
}

function token(retries: number, waitMs: number): RetryToken {
  return { getRetryCount: () => retries, getRetryDelay: () => waitMs };
}
