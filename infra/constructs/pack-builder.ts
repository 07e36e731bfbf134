import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { type Ground, workSeconds } from './ground.ts';
import { ServiceFunction } from './service-function.ts';

/**
 * Pack out: queue → build-pack (manifest → report, and the pieces of the bundle) → queue → make-file (pieces and compiled evidence → a
 * volume; originals → a ZIP), as many at once as there are files → packs bucket.
 */
export class PackBuilder extends Construct {
  constructor(scope: Construct, id: string, ground: Ground) {
    super(scope, id);
    this.buildPack(ground);
    this.makeFile(ground);
  }

  private buildPack({ alarms, data, buckets, builds, files, environment }: Ground): void {
    const service = new ServiceFunction(this, 'BuildPack', {
      alarms,
      entry: 'build-pack',
      description: 'Typesets a version of a pack from its manifest',
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
    buckets.evidence.grantObjects(service.role, 'pieces/', ['s3:GetObject', 's3:PutObject']);
    buckets.evidence.grantMissing(service.role);
    buckets.packs.grantObjects(service.role, 'versions/', ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload']);
    files.grantSend(service.role);
  }

  private makeFile({ alarms, data, buckets, files, environment }: Ground): void {
    const service = new ServiceFunction(this, 'MakeFile', {
      alarms,
      entry: 'make-file',
      description: 'Links one volume of a pack, or puts its originals into a ZIP',
      // A whole processor; the linker itself needs a tenth of it.
      memoryMb: 1769,
      // Young garbage is collected early: 90 MB less for a large volume, for no more time.
      nodeOptions: '--max-semi-space-size=2',
      seconds: workSeconds.makeFile,
      environment: { ...environment.table, ...environment.queues, ...environment.objects },
      impact:
        'A volume of a pack, or the ZIP of its originals, could not be made. It is tried up to four times; then the version says that it failed, and why. Look at the log of make-file.',
      throttledImpact:
        'Officers wait longer than usual for a pack to be built, because more volumes are linked than run at once. Nothing is lost. Look at the concurrency of the account.',
    });
    service.function.addEventSource(new SqsEventSource(files.queue, { batchSize: 1, reportBatchItemFailures: true }));
    data.grant(service.role, 'GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem');
    buckets.records.grantObjects(service.role, 'manifests/', ['s3:GetObject']);
    buckets.evidence.grantObjects(service.role, 'compiled/', ['s3:GetObject']);
    buckets.evidence.grantObjects(service.role, 'originals/', ['s3:GetObject']);
    buckets.evidence.grantObjects(service.role, 'pieces/', ['s3:GetObject', 's3:DeleteObject']);
    buckets.evidence.grantMissing(service.role);
    buckets.packs.grantObjects(service.role, 'versions/', ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload']);
  }
}
