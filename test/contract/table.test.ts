import {
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gsi1 } from '../../functions/platform/names.ts';
import type { Table } from '../../functions/platform/table.ts';
import { type TableFixture, tableEngines } from './table-engines.ts';

describe.each(tableEngines())('the table in %s', (_name, start) => {
  let fixture: TableFixture;
  let table: Table;
  beforeAll(async () => {
    fixture = await start();
    table = fixture.table;
  });
  afterAll(() => fixture.stop());

  const put = (item: Record<string, unknown>, condition?: string) =>
    table.client.send(
      new PutCommand({ TableName: table.name, Item: item, ...(condition ? { ConditionExpression: condition } : {}) }),
    );
  const get = async (pk: string, sk = 'x') =>
    (await table.client.send(new GetCommand({ TableName: table.name, Key: { pk, sk }, ConsistentRead: true }))).Item;

  test('keeps an item as it was given, without what is undefined', async () => {
    await put({
      pk: 'kept',
      sk: 'x',
      text: 'naïve “x”',
      number: 82.7,
      none: undefined,
      list: [1, { deep: true }],
      empty: '',
    });
    expect(await get('kept')).toEqual({
      pk: 'kept',
      sk: 'x',
      text: 'naïve “x”',
      number: 82.7,
      list: [1, { deep: true }],
      empty: '',
    });
  });

  test('tells keys apart by case', async () => {
    await put({ pk: 'Case', sk: 'x', which: 'upper' });
    await put({ pk: 'case', sk: 'x', which: 'lower' });
    expect((await get('Case'))?.which).toBe('upper');
  });

  test('one of twenty conditional creations at once succeeds', async () => {
    const tries = Array.from({ length: 20 }, (_, writer) =>
      put({ pk: 'once', sk: 'x', writer }, 'attribute_not_exists(pk)'),
    );
    const results = await Promise.allSettled(tries);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const names = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.name] : []));
    expect(new Set(names)).toEqual(new Set(['ConditionalCheckFailedException']));
  });

  test('a transaction writes all or nothing, and says which part failed', async () => {
    await put({ pk: 'guard', sk: 'x', state: 'open' });
    const write = (state: string, suffix: string) =>
      table.client.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName: table.name, Item: { pk: `all-${suffix}`, sk: 'x' } } },
            {
              Update: {
                TableName: table.name,
                Key: { pk: 'guard', sk: 'x' },
                UpdateExpression: 'SET touched = :yes',
                ConditionExpression: '#state = :state',
                ExpressionAttributeNames: { '#state': 'state' },
                ExpressionAttributeValues: { ':state': state, ':yes': true },
              },
            },
          ],
        }),
      );
    await expect(write('closed', 'bad')).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
    });
    expect(await get('all-bad')).toBeUndefined();
    await write('open', 'good');
    expect(await get('all-good')).toBeDefined();
    expect((await get('guard'))?.touched).toBe(true);
  });

  test('counts up without losing a step', async () => {
    const steps = Array.from({ length: 25 }, () =>
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { pk: 'count', sk: 'x' },
          UpdateExpression: 'ADD steps :one',
          ExpressionAttributeValues: { ':one': 1 },
        }),
      ),
    );
    await Promise.all(steps);
    expect((await get('count'))?.steps).toBe(25);
  });

  test('queries a partition in order of its sort key, from either end', async () => {
    for (const sk of ['b', 'a', 'c', 'a#1', 'B']) await put({ pk: 'ordered', sk });
    const query = async (forward: boolean) => {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': 'ordered' },
          ScanIndexForward: forward,
        }),
      );
      return Items.map((item) => item.sk);
    };
    expect(await query(true)).toEqual(['B', 'a', 'a#1', 'b', 'c']);
    expect(await query(false)).toEqual(['c', 'b', 'a#1', 'a', 'B']);
  });

  test('the index finds items that carry its keys, over all pages', async () => {
    for (let number = 0; number < 30; number += 1) {
      await put({
        pk: `indexed-${number}`,
        sk: 'x',
        [gsi1.partition]: 'group',
        [gsi1.sort]: String(number).padStart(2, '0'),
      });
    }
    await put({ pk: 'not-indexed', sk: 'x' });
    const found: unknown[] = [];
    const pages = paginateQuery(
      { client: table.client, pageSize: 7 },
      {
        TableName: table.name,
        IndexName: gsi1.name,
        KeyConditionExpression: `${gsi1.partition} = :group`,
        ExpressionAttributeValues: { ':group': 'group' },
      },
    );
    for await (const page of pages) found.push(...(page.Items ?? []).map((item) => item.pk));
    expect(found).toEqual(Array.from({ length: 30 }, (_, number) => `indexed-${number}`));
  });
});
