import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { type Alarms, fiveMinutes } from './alarms.ts';
import type { ServiceFunction } from './service-function.ts';

export interface EveryMinuteProps {
  alarms: Alarms;
  target: ServiceFunction;
  /** What users notice when it stops. */
  impact: string;
}

/** Calls a function each minute, by London's clock. A failed call isn't repeated: the next comes soon enough. */
export class EveryMinute extends Construct {
  constructor(scope: Construct, id: string, { alarms, target, impact }: EveryMinuteProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    role.addToPolicy(target.invokeStatement());
    new CfnSchedule(this, 'Schedule', {
      flexibleTimeWindow: { mode: 'OFF' },
      scheduleExpression: 'rate(1 minute)',
      scheduleExpressionTimezone: 'Europe/London',
      target: { arn: target.function.functionArn, roleArn: role.roleArn, retryPolicy: { maximumRetryAttempts: 0 } },
    });
    alarms.raise(this, 'Stopped', { metric: target.function.metricInvocations(fiveMinutes), atLeast: 1, impact });
  }
}
