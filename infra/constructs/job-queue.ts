import { Duration } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Alarms, fiveMinutes } from './alarms.ts';

export interface JobQueueProps {
  alarms: Alarms;
  /** How long the function that works on a message may take. */
  workSeconds: number;
  /** After so many minutes in the queue, people would notice. */
  patienceMinutes: number;
  /** What users notice when messages end among the dead letters. */
  deadImpact: string;
  /** What users notice when messages wait too long. */
  lateImpact: string;
}

/** A queue of background work, its dead letters, and its alarms. Both are encrypted and reached by TLS only. */
export class JobQueue extends Construct {
  readonly queue: Queue;

  constructor(
    scope: Construct,
    id: string,
    { alarms, workSeconds, patienceMinutes, deadImpact, lateImpact }: JobQueueProps,
  ) {
    super(scope, id);
    const deadLetters = new Queue(this, 'DeadLetters', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, 'Queue', {
      enforceSSL: true,
      // Lambda asks for six times the function's own limit, so that a throttled call isn't taken for a lost one.
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
}
