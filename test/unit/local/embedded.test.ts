import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { createObjects } from '../../../functions/platform/objects.ts';
import { createQueues } from '../../../functions/platform/queue.ts';
import { createTable } from '../../../functions/platform/table.ts';
import { startEmbedded } from '../../../local/start.ts';
import { echoHandlers, type Heard } from './echo-handlers.ts';
import { isRunning, runScript, temporaryFolder } from './support.ts';

interface Place {
  origin: string;
  issuer: string;
  objectsOrigin: string;
  tableEnginePid: number;
  environment: Record<string, string>;
}

test('uploads, jobs, the schedule and requests reach the handlers as AWS would send them', async () => {
  const heard: Heard = { jobs: [], verdicts: [], sweeps: 0 };
  const embedded = await startEmbedded({
    dataDir: await temporaryFolder(),
    quiet: true,
    handlers: async () => echoHandlers(heard),
  });
  onTestFinished(embedded.stop);
  await createQueues().send('inspect-evidence', { jobId: 'one' });
  await createQueues().send('build-pack', { jobId: 'two' });
  const { versionId } = await createObjects().put('quarantine', 'uploads/item/revision', Buffer.from('x'), {
    contentType: 'application/pdf',
  });
  await createObjects().put('evidence', 'originals/x', Buffer.from('x'), { contentType: 'application/pdf' });
  await expect
    .poll(() => heard)
    .toMatchObject({
      jobs: expect.arrayContaining(['inspect {"jobId":"one"}', 'build {"jobId":"two"}']),
      sweeps: 1,
      verdicts: [
        {
          'detail-type': 'GuardDuty Malware Protection Object Scan Result',
          detail: {
            s3ObjectDetails: { bucketName: 'local-quarantine', objectKey: 'uploads/item/revision', versionId },
            scanResultDetails: { scanResultStatus: 'NOT_SCANNED_LOCAL_RUN' },
          },
        },
      ],
    });
  const event = await (await fetch(`${embedded.origin}/reviews?page=2`)).json();
  expect(event).toMatchObject({
    rawPath: '/reviews',
    rawQueryString: 'page=2',
    headers: { 'x-origin-secret': process.env.ORIGIN_SECRET },
  });
});

test('killed with SIGKILL, it leaves no process behind, and comes back with its data at the same addresses', async () => {
  const dataDir = await temporaryFolder();
  const first = runScript(new URL('./run-embedded.ts', import.meta.url), dataDir);
  const place = await first.next<Place>();
  const connect = (environment: Record<string, string>) => {
    Object.assign(process.env, environment, { AWS_REGION: 'eu-west-2' });
    return createTable({ name: environment.TABLE_NAME ?? '', endpoint: environment.TABLE_ENDPOINT });
  };
  const table = connect(place.environment);
  await table.client.send(new PutCommand({ TableName: table.name, Item: { pk: 'kept', sk: 'x' } }));
  expect(isRunning(place.tableEnginePid)).toBe(true);
  await first.kill();
  await expect.poll(() => isRunning(place.tableEnginePid), { timeout: 5000 }).toBe(false);

  const again = await runScript(new URL('./run-embedded.ts', import.meta.url), dataDir).next<Place>();
  expect([again.origin, again.issuer, again.objectsOrigin]).toEqual([place.origin, place.issuer, place.objectsOrigin]);
  const { client, name } = connect(again.environment);
  expect((await client.send(new GetCommand({ TableName: name, Key: { pk: 'kept', sk: 'x' } }))).Item).toBeDefined();
});

test('two runs never share a data folder', async () => {
  const dataDir = await temporaryFolder();
  await runScript(new URL('./run-embedded.ts', import.meta.url), dataDir).next<Place>();
  await expect(startEmbedded({ dataDir, quiet: true, handlers: async () => echoHandlers() })).rejects.toThrow(
    /in use by another run.*DATA_DIR/,
  );
});

test('a run that cannot start stops what it had started', async () => {
  const dataDir = await temporaryFolder();
  const failing = startEmbedded({
    dataDir,
    quiet: true,
    handlers: async () => {
      throw new Error('no handlers');
    },
  });
  await expect(failing).rejects.toThrow('no handlers');
  const embedded = await startEmbedded({ dataDir, quiet: true, handlers: async () => echoHandlers() });
  await embedded.stop();
  expect(isRunning(embedded.tableEnginePid ?? 0)).toBe(false);
});
