import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { createIds } from '../../functions/platform/ids.ts';
import { environmentNames as names } from '../../functions/platform/names.ts';
import { createQueues } from '../../functions/platform/queue.ts';
import { createTable } from '../../functions/platform/table.ts';
import { type PortalHandler, startGateway } from '../../local/gateway.ts';
import { startEmbedded } from '../../local/start.ts';

/** What the bench's own process is told when all is up. */
export interface Served {
  origin: string;
  /** The same shim in front of three bare answers: `/bare`, `/table` (one read), `/queue` (one message); `/loop` says how busy it was. */
  bareOrigin: string;
  tableEnginePid: number | undefined;
}

/**
 * The process that is measured: the embedded run, and beside it a bare Hono application behind the same shim, so that both
 * pay the same for HTTP. Started by `bench/requests.ts`; ends when its parent does.
 */
const [dataDir = ''] = process.argv.slice(2);
// More than any machine answers: what is measured is not how it refuses.
process.env[names.requestsPerMinute] = '100000000';
const run = await startEmbedded({ dataDir, port: 0, quiet: true });
const table = createTable();
const queues = createQueues();
const newId = createIds(() => new Date());

const bare = new Hono();
bare.get('/bare', (context) => context.html('<!doctype html><title>Bare</title><p>A bare answer.</p>'));
bare.get('/table', async (context) => {
  const read = { TableName: table.name, Key: { pk: 'bench', sk: 'nothing' }, ConsistentRead: true };
  const { Item } = await table.client.send(new GetCommand(read));
  return context.json({ found: Item !== undefined });
});
bare.get('/queue', async (context) => {
  // Of no job: whoever takes the message finds nothing to do.
  await queues.send('build-pack', { jobId: newId() });
  return context.json({ sent: true });
});
let since = performance.eventLoopUtilization();
bare.get('/loop', (context) => {
  const { utilization } = performance.eventLoopUtilization(since);
  since = performance.eventLoopUtilization();
  return context.json({ utilization });
});
const gateway = await startGateway(0, handle(bare) as unknown as PortalHandler);

const served: Served = {
  origin: run.origin,
  bareOrigin: `http://localhost:${gateway.port}`,
  tableEnginePid: run.tableEnginePid,
};
process.send?.(served);
process.once('disconnect', () => {
  gateway
    .stop()
    .then(run.stop)
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
});
