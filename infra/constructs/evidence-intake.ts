import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { environmentNames as names } from '../../functions/platform/names.ts';
import { type Ground, workSeconds } from './ground.ts';
import { MalwareScan } from './malware-scan.ts';
import { filesAtOnce, Parser } from './parser.ts';
import { ServiceFunction } from './service-function.ts';

/** Evidence in: quarantine → malware scan → receive-verdict → queue → inspect-evidence → parse-evidence → evidence bucket. */
export class EvidenceIntake extends Construct {
  constructor(scope: Construct, id: string, ground: Ground, s3PrefixList: string) {
    super(scope, id);
    new MalwareScan(this, 'MalwareScan', {
      alarms: ground.alarms,
      quarantine: ground.buckets.quarantine,
      receiver: this.receiveVerdict(ground),
    });
    this.inspectEvidence(ground, new Parser(this, 'Parser', ground, s3PrefixList).service);
  }

  private receiveVerdict({ alarms, data, buckets, inspections, readings, environment }: Ground): ServiceFunction {
    const service = new ServiceFunction(this, 'ReceiveVerdict', {
      alarms,
      entry: 'receive-verdict',
      description: 'Takes the verdict of the malware scan on an upload',
      memoryMb: 512,
      seconds: 30,
      environment: {
        ...environment.table,
        ...environment.queues,
        ...environment.objects,
        [names.acceptUnscanned]: 'false',
      },
      impact:
        'Evidence that officers uploaded stays at "awaiting upload": a scan verdict could not be recorded. It is delivered again. Look at the log of receive-verdict.',
      throttledImpact:
        'Evidence that officers uploaded stays at "awaiting upload" for longer than usual, because the account is at its limit of functions at once. The verdict is delivered again. Look at the concurrency of the account.',
    });
    data.grant(service.role, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    inspections.grantSend(service.role);
    readings.grantSend(service.role);
    // What comes to the key of a figures file a second time, or with a threat in it.
    buckets.quarantine.grantObjects(service.role, 'figures/', ['s3:DeleteObjectVersion']);
    return service;
  }

  private inspectEvidence({ alarms, data, buckets, inspections, environment }: Ground, parser: ServiceFunction): void {
    const service = new ServiceFunction(this, 'InspectEvidence', {
      alarms,
      entry: 'inspect-evidence',
      description: 'Has an upload opened by the parser, and records what was found',
      memoryMb: 512,
      seconds: workSeconds.inspectEvidence,
      environment: {
        ...environment.table,
        ...environment.queues,
        ...environment.objects,
        [names.parserFunction]: parser.function.functionName,
      },
      impact:
        'The inspection of some evidence failed. It is tried up to four times; then the file is refused with a reason. Look at the log of inspect-evidence.',
      throttledImpact:
        'Officers wait longer than usual for uploaded evidence to be inspected, because the account is at its limit of functions at once. Nothing is lost. Look at the concurrency of the account.',
    });
    service.function.addEventSource(
      new SqsEventSource(inspections.queue, {
        batchSize: 1,
        reportBatchItemFailures: true,
        maxConcurrency: filesAtOnce,
      }),
    );
    data.grant(service.role, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    // Whether a file has arrived, by its name: it opens none.
    buckets.quarantine.grantNames(service.role, 'uploads/');
    service.role.addToPolicy(parser.invokeStatement());
  }
}
