import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { environmentNames as names } from '../../functions/platform/names.ts';
import type { Installation } from '../config.ts';
import { type Ground, workSeconds } from './ground.ts';
import { ServiceFunction } from './service-function.ts';

/** So many figures files are read at once: a council imports tens in a year. */
const filesAtOnce = 2;

/**
 * Figures in: quarantine → malware scan → receive-verdict → queue → read-figures → records bucket. What it reads may hold children's data, so it
 * removes each file from quarantine when it has read it.
 */
export class FiguresIntake extends Construct {
  constructor(scope: Construct, id: string, ground: Ground, installation: Installation) {
    super(scope, id);
    const { alarms, data, buckets, readings, environment } = ground;
    const service = new ServiceFunction(this, 'ReadFigures', {
      alarms,
      entry: 'read-figures',
      description: 'Reads a figures file in a process that can be killed, and keeps what it holds',
      figures: true,
      memoryMb: 3008,
      seconds: workSeconds.readFigures,
      environment: {
        ...environment.table,
        ...environment.queues,
        ...environment.objects,
        [names.authority]: installation.authority,
        [names.council]: installation.council,
      },
      impact:
        'A figures file that an officer uploaded could not be read. It is tried up to four times; then the import is refused with a reason. Look at the log of read-figures.',
      throttledImpact:
        'An officer waits longer than usual for a figures file to be read, because the account is at its limit of functions at once. Nothing is lost. Look at the concurrency of the account.',
    });
    service.function.addEventSource(
      new SqsEventSource(readings.queue, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: filesAtOnce }),
    );
    data.grant(service.role, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    buckets.quarantine.grantObjects(service.role, 'figures/', [
      's3:GetObjectVersion',
      's3:DeleteObject',
      's3:DeleteObjectVersion',
    ]);
    // Whether a file has arrived, by its name.
    buckets.quarantine.grantNames(service.role, 'figures/');
    buckets.records.grantObjects(service.role, 'figures/', ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload']);
    buckets.records.grantObjects(service.role, 'observations/', ['s3:GetObject', 's3:PutObject']);
    buckets.records.grantObjects(service.role, 'readings/', ['s3:GetObject', 's3:PutObject']);
  }
}
