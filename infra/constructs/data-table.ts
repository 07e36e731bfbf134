import { RemovalPolicy } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { type Grant, type IGrantable, Grant as Permission } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { gsi1, tableKey } from '../../functions/platform/names.ts';
import { type Alarms, fiveMinutes } from './alarms.ts';

export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

/** The one table: every record of every room, with one overloaded index. Any second of the last 35 days can be restored. */
export class DataTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, alarms: Alarms) {
    super(scope, id);
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    this.table = new Table(this, 'Table', {
      partitionKey: text(tableKey.partition),
      sortKey: text(tableKey.sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'expiresAt',
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: gsi1.name,
      partitionKey: text(gsi1.partition),
      sortKey: text(gsi1.sort),
      projectionType: ProjectionType.ALL,
    });
    alarms.raise(this, 'Throttled', {
      metric: this.throttled(),
      above: 0,
      impact:
        'People may wait for pages of the portal, or be told to try again, and evidence and packs are worked on more slowly, because the table refuses some requests. Nothing is lost: what was refused is asked again or reported. Look at the throttle metrics of the table; if one review or one job is asked for over and over, at the log of portal.',
    });
  }

  /** Requests that the table or its index refused, of either kind. */
  private throttled(): MathExpression {
    const index = { GlobalSecondaryIndexName: gsi1.name };
    const dimensionsMap = { TableName: this.table.tableName };
    const sum = { ...fiveMinutes, statistic: 'Sum' };
    return new MathExpression({
      expression: 'reads + writes + indexReads + indexWrites',
      period: fiveMinutes.period,
      usingMetrics: {
        reads: this.table.metric('ReadThrottleEvents', sum),
        writes: this.table.metric('WriteThrottleEvents', sum),
        indexReads: this.table.metric('ReadThrottleEvents', { ...sum, dimensionsMap: { ...dimensionsMap, ...index } }),
        indexWrites: this.table.metric('WriteThrottleEvents', {
          ...sum,
          dimensionsMap: { ...dimensionsMap, ...index },
        }),
      },
    });
  }

  /** A transaction needs the actions of what it holds. Nobody may scan. */
  grant(grantee: IGrantable, ...actions: TableAction[]): Grant {
    return Permission.addToPrincipal({
      grantee,
      actions: actions.map((action) => `dynamodb:${action}`),
      resourceArns: [this.table.tableArn],
    });
  }

  grantIndexQuery(grantee: IGrantable): Grant {
    return Permission.addToPrincipal({
      grantee,
      actions: ['dynamodb:Query'],
      resourceArns: [`${this.table.tableArn}/index/${gsi1.name}`],
    });
  }
}
