import { randomBytes } from 'node:crypto';
import { createTable, type Table } from '../../functions/platform/table.ts';
import { createTableIfMissing, startTableEngine } from '../../local/table-engine.ts';

export interface TableFixture {
  table: Table;
  stop: () => Promise<void>;
}

async function connect(endpoint: string): Promise<Table> {
  Object.assign(process.env, { AWS_REGION: 'eu-west-2', AWS_ACCESS_KEY_ID: 'TESTKEY', AWS_SECRET_ACCESS_KEY: 'test' });
  const name = `contract-${randomBytes(4).toString('hex')}`;
  await createTableIfMissing(endpoint, name);
  return createTable({ name, endpoint });
}

async function ours(): Promise<TableFixture> {
  const engine = await startTableEngine();
  return { table: await connect(engine.endpoint), stop: engine.stop };
}

async function given(endpoint: string): Promise<TableFixture> {
  return { table: await connect(endpoint), stop: async () => undefined };
}

/** Ours, and any engine named by TEST_TABLE_ENDPOINT (DynamoDB Local). */
export function tableEngines(): [name: string, start: () => Promise<TableFixture>][] {
  const endpoint = process.env.TEST_TABLE_ENDPOINT;
  return [
    ['our own engine', ours],
    ...(endpoint
      ? [[`the engine at ${endpoint}`, () => given(endpoint)] as [string, () => Promise<TableFixture>]]
      : []),
  ];
}
