import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2, Context } from 'aws-lambda';
import { complain } from './complain.ts';
import { lambdaContext } from './lambda-context.ts';
import { host } from './ports.ts';

export type PortalHandler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyResultV2>;

export interface RunningGateway {
  port: number;
  stop: () => Promise<void>;
}

/** API Gateway's and Lambda's own limits, so that what passes here passes there. */
const mostRequestBytes = 6 * 1024 * 1024;
const mostResponseBytes = 6 * 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const bytes of request as AsyncIterable<Buffer>) {
    size += bytes.length;
    if (size > mostRequestBytes) return undefined;
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}

const isText = (contentType: string) =>
  /^(text\/|application\/(json|x-www-form-urlencoded|xml|[\w.-]+\+json)\b)/i.test(contentType);

/** An HTTP request as API Gateway's payload 2.0. `extra` are headers that the content network would add. */
function eventOf(request: IncomingMessage, body: Buffer, extra: Record<string, string>): APIGatewayProxyEventV2 {
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  const { cookie, ...rest } = request.headers;
  const headers = Object.fromEntries(
    Object.entries({ ...rest, ...extra }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : value]],
    ),
  );
  const binary = !isText(headers['content-type'] ?? '');
  const now = new Date();
  const method = request.method ?? 'GET';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query.join('?'),
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers,
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length === 0 ? {} : { body: body.toString(binary ? 'base64' : 'utf8') }),
    isBase64Encoded: body.length > 0 && binary,
  };
}

function send(response: ServerResponse, result: APIGatewayProxyResultV2): void {
  const {
    statusCode = 200,
    headers = {},
    cookies = [],
    body = '',
    isBase64Encoded = false,
  } = typeof result === 'string' ? { body: result } : result;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (Buffer.byteLength(body) > mostResponseBytes) throw new Error('The answer is larger than Lambda may send (6 MB).');
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, String(value));
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.writeHead(statusCode, { 'content-length': bytes.length });
  response.end(bytes);
}

function sendPlain(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ message }));
}

/** HTTP in front of the portal's handler, as CloudFront and API Gateway are in AWS. */
export async function startGateway(
  port: number,
  handler: PortalHandler,
  extra: Record<string, string> = {},
): Promise<RunningGateway> {
  const server = createServer((request, response) => {
    const answer = async () => {
      const body = await readBody(request);
      if (body === undefined) sendPlain(response, 413, 'Request Too Long');
      else send(response, await handler(eventOf(request, body, extra), lambdaContext('portal')));
    };
    answer().catch((error: unknown) => {
      complain('The portal failed.', error);
      if (response.headersSent) response.destroy();
      else sendPlain(response, 500, 'Internal Server Error');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Waits for answers under way, not for browsers that keep their connection.
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), 2000);
      await closed;
      clearTimeout(timer);
    },
  };
}
