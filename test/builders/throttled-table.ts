import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** DynamoDB's ways to say that there were too many calls, as its HTTP protocol says them. */
export interface ThrottledTable {
  endpoint: string;
  /** Calls that read or write items, and how many of them were refused. */
  calls: number;
  refused: number;
  /** The share of calls that are refused. */
  share: number;
  stop(): Promise<void>;
}

const itemCalls = /\.(?:\w*Item|\w*Items|Query|Scan)$/;
const namespace = 'com.amazonaws.dynamodb.v20120810#';

/** The same numbers for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A proxy in front of a table engine that refuses a share of all calls on items, before the engine hears of them. A
 * transaction is refused in either way that DynamoDB has: as a whole, or cancelled for one of its rows.
 */
export async function startThrottledTable(engine: string, seed: number): Promise<ThrottledTable> {
  const next = random(seed);
  const upstream = new URL(engine);
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing);
  });
  const table: ThrottledTable = {
    endpoint: '',
    calls: 0,
    refused: 0,
    share: 0.5,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const target = String(incoming.headers['x-amz-target'] ?? '');
    if (itemCalls.test(target)) {
      table.calls += 1;
      if (next() < table.share) {
        table.refused += 1;
        refuse(outgoing, target, body, next());
        return;
      }
    }
    const { method, url, headers } = incoming;
    const forwarded = request({ host: upstream.hostname, port: upstream.port, method, path: url, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    forwarded.end(body);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  table.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return table;
}

function refuse(outgoing: ServerResponse, target: string, body: Buffer, chance: number): void {
  const message = 'The level of configured provisioned throughput for the table was exceeded.';
  const asWhole = chance < 0.25 ? 'ThrottlingException' : 'ProvisionedThroughputExceededException';
  const cancelled = target.endsWith('.TransactWriteItems') && chance >= 0.5;
  const fault = cancelled
    ? {
        __type: `${namespace}TransactionCanceledException`,
        Message: 'Transaction cancelled, please refer cancellation reasons for specific reasons',
        CancellationReasons: reasons(body, chance, message),
      }
    : { __type: `${namespace}${asWhole}`, message };
  outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
  outgoing.end(JSON.stringify(fault));
}

/** One row was throttled; the others would have been fine. */
function reasons(body: Buffer, chance: number, message: string): object[] {
  const { TransactItems: rows } = JSON.parse(body.toString('utf8')) as { TransactItems: unknown[] };
  const throttled = Math.floor(chance * 1000) % rows.length;
  return rows.map((_, index) =>
    index === throttled ? { Code: 'ThrottlingError', Message: message } : { Code: 'None' },
  );
}
