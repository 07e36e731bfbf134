import { Duration } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Alarms, fiveMinutes } from './alarms.ts';

/** Encrypted at rest, and reached by TLS only. */
export const safe = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };

export interface JobQueueProps {
  alarms: Alarms;
  /** How long the function that works on a message may take. */
  workSeconds: number;
  /** A message waits so long before anybody gets it. */
  delaySeconds?: number;
  /** After so many minutes in the queue, people would notice. */
  patienceMinutes: number;
  /** What users notice when messages end among the dead letters. */
  deadImpact: string;
  /** What users notice when messages wait too long. */
  lateImpact: string;
}

/** A queue of background work, its dead letters, and its alarms. */
export class JobQueue extends Construct {
  readonly queue: Queue;

  constructor(
    scope: Construct,
    id: string,
    { alarms, workSeconds, delaySeconds, patienceMinutes, deadImpact, lateImpact }: JobQueueProps,
  ) {
    super(scope, id);
    const deadLetters = new Queue(this, 'DeadLetters', { ...safe, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, 'Queue', {
      ...safe,
      // Lambda asks for six times the function's own limit, so that a throttled call isn't taken for a lost one.
      ...(delaySeconds === undefined ? {} : { deliveryDelay: Duration.seconds(delaySeconds) }),
      visibilityTimeout: Duration.seconds(6 * workSeconds),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 4 },
    });
    alarms.raise(this, 'Dead', {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
      above: 0,
      impact: deadImpact,
    });
    alarms.raise(this, 'Late', {
      metric: this.queue.metricApproximateAgeOfOldestMessage(fiveMinutes),
      above: 60 * patienceMinutes,
      impact: lateImpact,
    });
  }

  /** To put work in, and nothing else. */
  grantSend(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['sqs:SendMessage'], resourceArns: [this.queue.queueArn] });
  }
}
