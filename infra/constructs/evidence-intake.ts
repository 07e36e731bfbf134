import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { environmentNames as names } from '../../functions/platform/names.ts';
import { type Ground, workSeconds } from './ground.ts';
import { MalwareScan } from './malware-scan.ts';
import { ServiceFunction } from './service-function.ts';

/** Evidence in: quarantine → malware scan → receive-verdict → queue → inspect-evidence → evidence bucket. */
export class EvidenceIntake extends Construct {
  constructor(scope: Construct, id: string, ground: Ground) {
    super(scope, id);
    new MalwareScan(this, 'MalwareScan', {
      alarms: ground.alarms,
      quarantine: ground.buckets.quarantine,
      receiver: this.receiveVerdict(ground),
    });
    this.inspectEvidence(ground);
  }

  private receiveVerdict({ alarms, data, inspections, environment }: Ground): ServiceFunction {
    const service = new ServiceFunction(this, 'ReceiveVerdict', {
      alarms,
      entry: 'receive-verdict',
      description: 'Takes the verdict of the malware scan on an upload',
      memoryMb: 512,
      seconds: 30,
      environment: { ...environment.table, ...environment.queues, [names.acceptUnscanned]: 'false' },
      impact:
        'Evidence that officers uploaded stays at "awaiting upload": a scan verdict could not be recorded. It is delivered again. Look at the log of receive-verdict.',
    });
    data.grant(service.role, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    inspections.queue.grantSendMessages(service.role);
    return service;
  }

  private inspectEvidence({ alarms, data, buckets, inspections, environment }: Ground): void {
    const service = new ServiceFunction(this, 'InspectEvidence', {
      alarms,
      entry: 'inspect-evidence',
      description: 'Opens an upload in a process that can be killed, and compiles it',
      documents: true,
      memoryMb: 3008,
      seconds: workSeconds.inspectEvidence,
      environment: { ...environment.table, ...environment.queues, ...environment.objects },
      impact:
        'The inspection of some evidence failed. It is tried up to four times; then the file is refused with a reason. Look at the log of inspect-evidence.',
    });
    service.function.addEventSource(
      new SqsEventSource(inspections.queue, { batchSize: 1, reportBatchItemFailures: true }),
    );
    data.grant(service.role, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    buckets.quarantine.grantObjects(service.role, 'uploads/', 's3:GetObject', 's3:GetObjectVersion');
    buckets.quarantine.grantMissing(service.role);
    buckets.evidence.grantObjects(service.role, 'originals/', 's3:GetObject', 's3:PutObject');
    buckets.evidence.grantObjects(service.role, 'compiled/', 's3:GetObject', 's3:PutObject');
  }
}
