import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export interface Concern {
  metric: IMetric;
  /** Over this many within the metric's period, the alarm goes off; with `atLeast`, below it. */
  above?: number;
  atLeast?: number;
  /** What a user would notice, what is safe all the same, and where to look: somebody reads it at night. */
  impact: string;
}

/** Where alarms go: one topic, which writes to the service desk. Every alarm says in words what a user would notice. */
export class Alarms extends Construct {
  private readonly topic: Topic;

  constructor(scope: Construct, id: string, email: string) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    this.topic.addSubscription(new EmailSubscription(email));
  }

  raise(scope: Construct, id: string, { metric, above, atLeast, impact }: Concern): void {
    const alarm = new Alarm(scope, id, {
      metric,
      threshold: atLeast ?? above ?? 0,
      comparisonOperator:
        atLeast === undefined ? ComparisonOperator.GREATER_THAN_THRESHOLD : ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      // Silence is good news where faults are counted, and bad news where signs of life are.
      treatMissingData: atLeast === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
      alarmDescription: impact,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}

export const fiveMinutes = { period: Duration.minutes(5) };
