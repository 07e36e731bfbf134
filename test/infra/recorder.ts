import { AsyncLocalStorage } from 'node:async_hooks';
import diagnostics from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** What a function asked of AWS, in the words of allowed.ts: `s3:GetObject on records/manifests/*`. */
export type Uses = Map<string, Set<string>>;

const running = new AsyncLocalStorage<string>();
const queueNames: Record<string, string> = {
  inspect: 'Inspections',
  build: 'Builds',
  make: 'Files',
  read: 'Readings',
};
const transactions: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** Under the name of a function, so that its requests can be told from those of the others in the same process. */
export function under<A extends unknown[], R>(name: string, handler: (...given: A) => R): (...given: A) => R {
  return (...given) => running.run(name, () => handler(...given));
}

/**
 * Reads every request that Node's HTTP client begins under the name of a function, on its way to the stand-ins of AWS. What
 * can't be told apart from its wire form is an error, not a gap.
 */
export function recordUses(buckets: Readonly<Record<string, string>>): { uses: Uses; stop: () => void } {
  const uses: Uses = new Map();
  const onRequest = (message: unknown) => {
    const name = running.getStore();
    const { request } = message as { request: ClientRequest };
    const target = String(request.getHeader('x-amz-target') ?? '');
    const signed = String(request.getHeader('authorization') ?? '').startsWith('AWS4-');
    if (name === undefined || !signed) return;
    const note = (use: string) => uses.set(name, (uses.get(name) ?? new Set()).add(use));
    if (target === '' && request.path.startsWith('/2015-03-31/'))
      note(`lambda:InvokeFunction on function ParseEvidence`);
    else if (target === '') note(objectUse(request, buckets));
    else readBody(request, (body) => tableOrQueueUses(target, JSON.parse(body)).map(note));
  };
  diagnostics.subscribe('http.client.request.created', onRequest);
  return { uses, stop: () => diagnostics.unsubscribe('http.client.request.created', onRequest) };
}

/** Listens to what is written to a request that has just been made. */
function readBody(request: ClientRequest, done: (body: string) => void): void {
  let body = '';
  const listen = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) body += Buffer.from(chunk as Uint8Array).toString();
  };
  const write = request.write.bind(request);
  const end = request.end.bind(request);
  request.write = ((chunk: unknown, ...rest: unknown[]) => {
    listen(chunk);
    return Reflect.apply(write, undefined, [chunk, ...rest]);
  }) as typeof request.write;
  request.end = ((chunk?: unknown, ...rest: unknown[]) => {
    listen(chunk);
    done(body);
    return Reflect.apply(end, undefined, [chunk, ...rest]);
  }) as typeof request.end;
}

function tableOrQueueUses(target: string, body: Record<string, unknown>): string[] {
  const [service = '', operation = ''] = target.split('.');
  if (service === 'AmazonSQS') {
    const queue = /inspect|build|make|read/.exec(String(body.QueueUrl))?.[0] ?? '';
    return [`sqs:${operation} on queue ${queueNames[queue]}`];
  }
  if (operation === 'TransactWriteItems') {
    const items = body.TransactItems as Record<string, unknown>[];
    return items.flatMap((item) => Object.keys(item).map((kind) => `dynamodb:${transactions[kind]} on table`));
  }
  if (operation === 'TransactGetItems') return ['dynamodb:GetItem on table'];
  return [`dynamodb:${operation} on ${body.IndexName === undefined ? 'table' : 'table index'}`];
}

function objectUse(request: ClientRequest, buckets: Readonly<Record<string, string>>): string {
  const url = new URL(request.path, 'http://objects');
  const [, bucket = '', prefix = ''] = url.pathname.split('/');
  const role = buckets[bucket];
  if (role === undefined) throw new Error(`A request that this test can't tell: ${request.method} ${request.path}`);
  const version = url.searchParams.has('versionId') ? 'Version' : '';
  if (request.method === 'GET' && prefix === '') return `s3:ListBucket on ${role} names`;
  const actions: Record<string, string> = {
    GET: `s3:GetObject${version}`,
    HEAD: `s3:GetObject${version}`,
    PUT: 's3:PutObject',
    // The parts of a large object, put together.
    POST: 's3:PutObject',
    DELETE: url.searchParams.has('uploadId') ? 's3:AbortMultipartUpload' : `s3:DeleteObject${version}`,
  };
  return `${actions[request.method]} on ${role}/${prefix}/*`;
}
