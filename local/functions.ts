import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Context } from 'aws-lambda';
import type { FunctionRole } from '../functions/platform/names.ts';
import { complain } from './complain.ts';
import { lambdaContext } from './lambda-context.ts';
import { freePort, host } from './ports.ts';

export type FunctionHandler = (event: unknown, context: Context) => Promise<unknown>;

export interface RunningFunctions {
  endpoint: string;
  stop: () => Promise<void>;
}

/** Of a request and of an answer (AWS Lambda developer guide, "Lambda quotas"). */
const mostBytes = 6 * 1024 * 1024;
const invocation = /^\/2015-03-31\/functions\/([\w-]+)\/invocations$/;

/** Reads a whole body, or up to the limit. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const bytes of request as AsyncIterable<Buffer>) {
    size += bytes.length;
    if (size > mostBytes) return undefined;
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}

/** A refusal by Lambda itself, as its API words it. */
function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  send(response, status, JSON.stringify({ Type: 'User', Message: message }), { 'x-amzn-errortype': type });
}

/** The function's own failure: Lambda answers 200 and names it in a header. */
function sendFailure(response: ServerResponse, errorType: string, errorMessage: string): void {
  send(response, 200, JSON.stringify({ errorType, errorMessage }), { 'x-amz-function-error': 'Unhandled' });
}

async function call(response: ServerResponse, name: string, handler: FunctionHandler, body: Buffer): Promise<void> {
  let event: unknown;
  try {
    event = JSON.parse(body.toString('utf8'));
  } catch {
    return refuse(response, 400, 'InvalidRequestContentException', 'The body is not JSON.');
  }
  try {
    const answer = JSON.stringify((await handler(event, lambdaContext(name))) ?? null);
    if (Buffer.byteLength(answer) <= mostBytes) return send(response, 200, answer);
    sendFailure(response, 'Function.ResponseSizeTooLarge', 'The answer is larger than Lambda may send (6 MB).');
  } catch (error) {
    complain(`The function ${name} failed.`, error);
    const { name: type, message } = error instanceof Error ? error : new Error(String(error));
    sendFailure(response, type, message);
  }
}

/**
 * Lambda's Invoke API, for functions that call each other and wait. The handlers are looked up at each call: they are
 * imported after this has started, since they read its address. Only who knows this run's access key is answered.
 */
export async function startFunctions(
  accessKeyId: string,
  handlers: Record<FunctionRole, () => FunctionHandler | undefined>,
): Promise<RunningFunctions> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const name = invocation.exec(request.url ?? '')?.[1] ?? '';
    const handler = Object.hasOwn(handlers, name) ? handlers[name as FunctionRole]() : undefined;
    const body = await readBody(request);
    if (!request.headers.authorization?.startsWith(`AWS4-HMAC-SHA256 Credential=${accessKeyId}/`))
      return refuse(response, 403, 'UnrecognizedClientException', 'This run has another access key.');
    if (request.method !== 'POST' || handler === undefined)
      return refuse(response, 404, 'ResourceNotFoundException', `There is no function ${name}.`);
    if (body === undefined) return refuse(response, 413, 'RequestTooLargeException', 'The request is over 6 MB.');
    await call(response, name, handler, body);
  };
  const server = createServer((request, response) => {
    // A caller that went away in mid-request.
    answer(request, response).catch(() => response.destroy());
  });
  const port = await freePort();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    endpoint: `http://${host}:${port}`,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
