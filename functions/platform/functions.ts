import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type Environment, environment } from './environment.ts';
import type { FunctionRole } from './names.ts';
import { failure, type Outcome, success } from './outcome.ts';

/** Calls another function of ours and waits for its answer, as JSON. */
export interface Functions {
  /**
   * `function-failed`: the function threw, ran out of time or memory, or answered more than 6 MB. Trying again may help.
   * A call that never reached the function (throttled, no permission, no network) throws.
   */
  invoke(role: FunctionRole, request: unknown): Promise<Outcome<unknown, 'function-failed'>>;
}

/** Longer than any function that is waited for may take (infra/constructs/ground.ts). */
const patienceMs = 140_000;
const connectMs = 5_000;

export function createFunctions({ names, endpoint }: Environment<'functions'> = environment('functions')): Functions {
  const client = new LambdaClient({
    requestHandler: { connectionTimeout: connectMs, requestTimeout: patienceMs, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  return {
    async invoke(role, request) {
      const { FunctionError, Payload } = await client.send(
        new InvokeCommand({ FunctionName: names[role], Payload: JSON.stringify(request) }),
      );
      // Its own log says why. The payload of a failure may quote what it worked on, so it goes no further.
      if (FunctionError !== undefined)
        return failure('function-failed', `The function ${role} ended without an answer.`);
      return success(JSON.parse(Payload?.transformToString() || 'null'));
    },
  };
}
