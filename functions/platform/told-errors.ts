import type { MiddlewareObj } from '@middy/core';
import type { Log } from './log.ts';

/** What a function ends with in place of what was thrown inside. */
export class FunctionFault extends Error {
  override name = 'FunctionFault';
}

/**
 * For every function: Lambda's runtime prints whatever a handler throws, message and all, and a message may quote what a person
 * typed. So the error is told by our own log, and what leaves the function says nothing.
 */
export function toldErrors(log: Log): MiddlewareObj {
  return {
    onError: (request) => {
      log.error('A function failed', request.error);
      request.error = new FunctionFault('This function failed. Its own log says where.');
    },
  };
}
