import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Environment, environment } from './environment.ts';
import { tableRetries } from './table-retries.ts';

/** The one table, and the client that reaches it. */
export interface Table {
  client: DynamoDBDocumentClient;
  name: string;
}

const tables = new Map<string, Table>();

/** One client for one table, however many functions of a process ask for it. */
export function createTable({ name, endpoint }: Environment<'table'> = environment('table')): Table {
  const key = JSON.stringify([name, endpoint]);
  const known = tables.get(key);
  if (known !== undefined) return known;
  const plain = new DynamoDBClient({ ...(endpoint === undefined ? {} : { endpoint }), retryStrategy: tableRetries() });
  const client = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
  const table = { client, name };
  tables.set(key, table);
  return table;
}
