import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Environment, environment } from './environment.ts';
import { tableRetries } from './table-retries.ts';

/** The one table, and the client that reaches it. */
export interface Table {
  client: DynamoDBDocumentClient;
  name: string;
}

export function createTable({ name, endpoint }: Environment<'table'> = environment('table')): Table {
  const plain = new DynamoDBClient({ ...(endpoint === undefined ? {} : { endpoint }), retryStrategy: tableRetries() });
  return { client: DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } }), name };
}
