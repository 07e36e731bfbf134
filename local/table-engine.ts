import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { gsi1, tableKey } from '../functions/platform/names.ts';
import { freePort, host } from './ports.ts';

/** A running table engine. */
export interface TableEngine {
  endpoint: string;
  /** The engine's own process, for tests that kill it; `undefined` when the endpoint was given. */
  pid: number | undefined;
  stop: () => Promise<void>;
}

/** The attribute that says when an item may be removed, in seconds since 1970. */
const timeToLive = 'expiresAt';
const startAttempts = 200;

function binary(): string {
  const require = createRequire(import.meta.url);
  try {
    return require.resolve('@dynoxide/linux-x64/dynoxide');
  } catch (error) {
    throw new Error(
      'There is no table engine for this machine (the package @dynoxide/linux-x64 is for Linux on x64). Start DynamoDB Local and set TABLE_ENDPOINT to its address.',
      { cause: error },
    );
  }
}

/** The shell waits on a pipe from us and kills the engine when the pipe closes: so it ends even when we are killed with SIGKILL. */
const guard = '"$0" "$@" </dev/null & p=$!; echo $p; cat >/dev/null; kill $p; wait $p';

/** Starts the engine on a file. Without a file everything is in memory. */
export async function startTableEngine(file?: string): Promise<TableEngine> {
  const port = await freePort();
  const arguments_ = ['serve', '--host', host, '-p', String(port), ...(file === undefined ? [] : ['--db-path', file])];
  // Detached, so that Ctrl-C reaches only us and the engine is stopped after what still uses it.
  const child = spawn('/bin/sh', ['-c', guard, binary(), ...arguments_], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {},
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.stdout.once('data', (line: Buffer) => resolve(Number.parseInt(line.toString(), 10)));
  });
  child.stdout.resume();
  const endpoint = `http://${host}:${port}`;
  try {
    await untilAnswering(endpoint);
  } catch (error) {
    child.stdin.end();
    throw error;
  }
  return {
    endpoint,
    pid,
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
}

async function untilAnswering(endpoint: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await fetch(endpoint, { signal: AbortSignal.timeout(1000) });
      return;
    } catch (error) {
      if (attempt >= startAttempts) throw new Error('The table engine did not start.', { cause: error });
      await delay(25);
    }
  }
}

const index = {
  IndexName: gsi1.name,
  KeySchema: [
    { AttributeName: gsi1.partition, KeyType: 'HASH' as const },
    { AttributeName: gsi1.sort, KeyType: 'RANGE' as const },
  ],
  Projection: { ProjectionType: 'ALL' as const },
};

/** Creates the one table with its index, unless it is there. Reads credentials and region from the environment. */
export async function createTableIfMissing(endpoint: string, name: string): Promise<void> {
  const client = new DynamoDBClient({ endpoint });
  try {
    await client.send(new DescribeTableCommand({ TableName: name }));
    return;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [tableKey.partition, tableKey.sort, gsi1.partition, gsi1.sort].map((attribute) => ({
          AttributeName: attribute,
          AttributeType: 'S',
        })),
        KeySchema: [
          { AttributeName: tableKey.partition, KeyType: 'HASH' },
          { AttributeName: tableKey.sort, KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [index],
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: name,
      TimeToLiveSpecification: { AttributeName: timeToLive, Enabled: true },
    }),
  );
}
