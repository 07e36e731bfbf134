import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { type Ground, workSeconds } from './ground.ts';
import { ServiceFunction } from './service-function.ts';

/** Pack out: queue → build-pack (manifest and compiled evidence → report and bundle) → packs bucket. */
export class PackBuilder extends Construct {
  constructor(scope: Construct, id: string, { alarms, data, buckets, builds, environment }: Ground) {
    super(scope, id);
    const service = new ServiceFunction(this, 'BuildPack', {
      alarms,
      entry: 'build-pack',
      description: 'Typesets and links a version of a pack from its manifest',
      documents: true,
      memoryMb: 3008,
      seconds: workSeconds.buildPack,
      environment: { ...environment.table, ...environment.queues, ...environment.objects },
      impact:
        'The build of a pack failed. It is tried up to four times; then the version says that it failed, and why. Look at the log of build-pack.',
      throttledImpact:
        'Officers wait longer than usual for a pack to be built, because more builds are asked for than run at once. Nothing is lost. Look at the concurrency of the account.',
    });
    service.function.addEventSource(new SqsEventSource(builds.queue, { batchSize: 1, reportBatchItemFailures: true }));
    data.grant(service.role, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    buckets.records.grantObjects(service.role, 'manifests/', ['s3:GetObject']);
    buckets.records.grantObjects(service.role, 'observations/', ['s3:GetObject']);
    buckets.records.grantObjects(service.role, 'plans/', ['s3:GetObject']);
    buckets.evidence.grantObjects(service.role, 'compiled/', ['s3:GetObject']);
    buckets.evidence.grantMissing(service.role);
    buckets.packs.grantObjects(service.role, 'versions/', ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload']);
  }
}
