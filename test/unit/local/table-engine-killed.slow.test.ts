import { join } from 'node:path';
import { ScanCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { createTable } from '../../../functions/platform/table.ts';
import { createTableIfMissing, startTableEngine } from '../../../local/table-engine.ts';
import { temporaryFolder } from './support.ts';

test('killed five times while it writes, it has both halves of every acknowledged transaction and no lone half', async () => {
  Object.assign(process.env, { AWS_REGION: 'eu-west-2', AWS_ACCESS_KEY_ID: 'TESTKEY', AWS_SECRET_ACCESS_KEY: 'test' });
  const file = join(await temporaryFolder(), 'table.db');
  const acknowledged = new Set<string>();
  const start = async () => {
    const engine = await startTableEngine(file);
    onTestFinished(engine.stop);
    await createTableIfMissing(engine.endpoint, 'killed');
    return { engine, table: createTable({ name: 'killed', endpoint: engine.endpoint }) };
  };
  for (let round = 0; round < 5; round += 1) {
    const { engine, table } = await start();
    const writes = Array.from({ length: 40 }, async (_, index) => {
      const pk = `${round}-${index}`;
      const halves = ['left', 'right'].map((sk) => ({
        Put: { TableName: table.name, Item: { pk, sk, filler: 'x'.repeat(2000) } },
      }));
      await table.client.send(new TransactWriteCommand({ TransactItems: halves }));
      acknowledged.add(pk);
      if (index === 10 + round && engine.pid !== undefined) process.kill(engine.pid, 'SIGKILL');
    });
    await Promise.allSettled(writes);
    table.client.destroy();
  }
  expect(acknowledged.size).toBeGreaterThan(10);
  const { table } = await start();
  const { Items = [] } = await table.client.send(
    new ScanCommand({ TableName: table.name, ProjectionExpression: 'pk, sk' }),
  );
  const halves = Map.groupBy(Items, (item) => String(item.pk));
  for (const [pk, items] of halves) expect(items, pk).toHaveLength(2);
  for (const pk of acknowledged) expect(halves.has(pk), pk).toBe(true);
});
