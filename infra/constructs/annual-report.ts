import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { annualReportSchedule, environmentNames as names } from '../../functions/platform/names.ts';
import type { Installation } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { fiveMinutes } from './alarms.ts';
import { type Ground, volumeLimits } from './ground.ts';
import { safe } from './job-queue.ts';
import { ServiceFunction } from './service-function.ts';

/**
 * The year: once a year, by London's clock, the schedule has the annual report drafted. A second delivery finds the first report, so
 * it is repeated as often as it takes.
 */
export class AnnualReport extends Construct {
  constructor(scope: Construct, id: string, ground: Ground, installation: Installation) {
    super(scope, id);
    const service = this.service(ground, installation);
    const undelivered = new Queue(this, 'Undelivered', { ...safe, retentionPeriod: Duration.days(14) });
    acknowledge(undelivered, 'AwsSolutions-SQS3', 'This queue is itself where undelivered firings end.');
    service.function.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(undelivered) });
    this.schedule(service, undelivered);
    ground.alarms.raise(this, 'Missed', {
      metric: undelivered.metricApproximateNumberOfMessagesVisible(fiveMinutes),
      above: 0,
      impact:
        'Officers find no draft of the annual report: the yearly schedule could not have it made. Nothing is lost; an officer can ask for it in the portal, and gets the same. Look at the log of draft-annual-report, then empty the queue Undelivered.',
    });
  }

  private service({ alarms, data, buckets, builds, environment }: Ground, installation: Installation): ServiceFunction {
    const service = new ServiceFunction(this, 'Draft', {
      alarms,
      entry: 'draft-annual-report',
      description: 'Drafts the annual report of the period that is over',
      memoryMb: 512,
      seconds: 60,
      environment: {
        ...environment.table,
        ...environment.queues,
        ...environment.objects,
        [names.council]: installation.council,
        [names.authority]: installation.authority,
        ...(installation.notice ? { [names.notice]: installation.notice } : {}),
        ...volumeLimits(installation),
      },
      impact:
        'Officers may find no draft of the annual report. It is tried three times; an officer can ask for it in the portal too. Look at the log of draft-annual-report.',
      throttledImpact:
        'The people who write the annual report find its draft later than usual, because the account is at its limit of functions at once. It is tried again. Look at the concurrency of the account.',
    });
    data.grant(service.role, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    builds.grantSend(service.role);
    buckets.records.grantObjects(service.role, 'manifests/', ['s3:GetObject', 's3:PutObject']);
    return service;
  }

  /** The event carries the time for which it was set: a late delivery is still of its own year. */
  private schedule(service: ServiceFunction, undelivered: Queue): void {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    role.addToPolicy(service.invokeStatement());
    undelivered.grantSendMessages(role);
    const { minute, hour, day, month, timezone } = annualReportSchedule;
    new CfnSchedule(this, 'Schedule', {
      description: 'Drafts the annual report',
      flexibleTimeWindow: { mode: 'OFF' },
      scheduleExpression: `cron(${minute} ${hour} ${day} ${month} ? *)`,
      scheduleExpressionTimezone: timezone,
      target: {
        arn: service.function.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ time: '<aws.scheduler.scheduled-time>' }),
        retryPolicy: { maximumRetryAttempts: 20, maximumEventAgeInSeconds: 24 * 60 * 60 },
        deadLetterConfig: { arn: undelivered.queueArn },
      },
    });
  }
}
