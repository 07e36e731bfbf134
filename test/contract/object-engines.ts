import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createObjects, type ObjectStore } from '../../functions/platform/objects.ts';
import { startObjectStore } from '../../local/object-store/server.ts';

export interface ObjectEngine {
  objects: ObjectStore;
  /** A client of the engine, for what the adapter does not offer. */
  client: S3Client;
  buckets: Record<'quarantine' | 'evidence' | 'packs' | 'records', string>;
  stop: () => Promise<void>;
}

const region = 'us-east-1';
/** What is put into the packs bucket is retained so long unless it says otherwise, as `infra/` has it for a year. */
export const lockDays = 2;

function connect(endpoint: string, accessKeyId: string, secretAccessKey: string, prefix: string) {
  // The adapters take their credentials as they do in AWS: from the environment.
  Object.assign(process.env, {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
  const buckets = {
    quarantine: `${prefix}-quarantine`,
    evidence: `${prefix}-evidence`,
    packs: `${prefix}-packs`,
    records: `${prefix}-records`,
  };
  const client = new S3Client({ endpoint, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' });
  return { buckets, client, objects: createObjects({ buckets, endpoint, publicOrigin: endpoint }) };
}

async function ours(): Promise<ObjectEngine> {
  const root = await mkdtemp(join(tmpdir(), 'objects-'));
  const prefix = 'contract';
  const [accessKeyId, secretAccessKey] = ['TESTKEY', randomBytes(12).toString('hex')];
  const buckets = ['quarantine', 'evidence', 'packs', 'records'].map((role) => `${prefix}-${role}`);
  const store = await startObjectStore({
    root,
    host: '127.0.0.1',
    port: 0,
    buckets,
    credentials: { accessKeyId, secretAccessKey, region },
    locks: [{ bucket: `${prefix}-packs`, days: lockDays }],
  });
  return {
    ...connect(`http://127.0.0.1:${store.port}`, accessKeyId, secretAccessKey, prefix),
    async stop() {
      await store.stop();
      await rm(root, { recursive: true });
    },
  };
}

const lockConfiguration = {
  ObjectLockConfiguration: {
    ObjectLockEnabled: 'Enabled' as const,
    Rule: { DefaultRetention: { Mode: 'GOVERNANCE' as const, Days: lockDays } },
  },
};

async function given(endpoint: string): Promise<ObjectEngine> {
  const { TEST_OBJECTS_KEY = '', TEST_OBJECTS_SECRET = '' } = process.env;
  const engine = connect(endpoint, TEST_OBJECTS_KEY, TEST_OBJECTS_SECRET, `contract-${randomBytes(4).toString('hex')}`);
  for (const bucket of Object.values(engine.buckets)) {
    const locked = bucket === engine.buckets.packs;
    await engine.client.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: locked }));
    if (locked)
      await engine.client.send(new PutObjectLockConfigurationCommand({ Bucket: bucket, ...lockConfiguration }));
    await engine.client.send(
      new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
  }
  return { ...engine, stop: async () => undefined };
}

/** What an older S3 server may lack. Amazon S3 and ours lack nothing. */
export type Feature = 'conditional-writes' | 'file-name-variable' | 'lock-needs-checksum';

export interface EngineUnderTest {
  name: string;
  start: () => Promise<ObjectEngine>;
  lacks: readonly string[];
}

/**
 * Ours, and any S3 server named by TEST_OBJECTS_ENDPOINT, with TEST_OBJECTS_KEY and TEST_OBJECTS_SECRET.
 * TEST_OBJECTS_LACKS names what that server does not do, separated by commas: radosgw 16 knows neither `If-None-Match` on
 * versioned buckets and multipart uploads, nor `${filename}` outside the key, and takes an object into a locked bucket without
 * a checksum.
 */
export function objectEngines(): EngineUnderTest[] {
  const { TEST_OBJECTS_ENDPOINT: endpoint, TEST_OBJECTS_LACKS = '' } = process.env;
  const engines: EngineUnderTest[] = [{ name: 'our own store', start: ours, lacks: [] }];
  if (endpoint)
    engines.push({
      name: `the S3 server at ${endpoint}`,
      start: () => given(endpoint),
      lacks: TEST_OBJECTS_LACKS.split(','),
    });
  return engines;
}

/** For `test.skipIf`, which shows the test as skipped on that engine. */
export function lacking(engine: EngineUnderTest, feature: Feature): boolean {
  return engine.lacks.includes(feature);
}
